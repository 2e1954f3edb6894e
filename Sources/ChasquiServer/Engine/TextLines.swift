/// A text cut into its lines, with what divides them; together they are the text.
struct TextLines: Sendable {
  struct Line: Sendable {
    var text: String
    /// What ends it: empty for the last.
    var end: String
  }

  var lines: [Line] = []

  init(_ text: String) {
    var current = ""
    // A carriage return with a line feed is one character.
    for character in text {
      if character.isNewline {
        lines.append(Line(text: current, end: String(character)))
        current = ""
      } else {
        current.append(character)
      }
    }
    lines.append(Line(text: current, end: ""))
  }

  /// One line that is the whole of `text`.
  init(undivided text: String) { lines = [Line(text: text, end: "")] }
}
