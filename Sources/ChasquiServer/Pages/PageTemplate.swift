/// HTML with places for texts: `{{name}}` is a text, `{{>name}}` a part that pages share.
struct PageTemplate {
  private enum Piece {
    case html(Substring)
    case text(String)
  }

  private let pieces: [Piece]

  /// - Parameter parts: the shared parts by name; they may hold places for texts, but no parts.
  init(_ html: [UInt8], parts: [String: [UInt8]] = [:]) {
    var whole = String(decoding: html, as: UTF8.self)
    for (name, part) in parts {
      whole = whole.replacing("{{>\(name)}}", with: String(decoding: part, as: UTF8.self))
    }
    var pieces: [Piece] = []
    var rest = whole[...]
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      pieces.append(.html(rest[..<start.lowerBound]))
      pieces.append(.text(String(rest[start.upperBound..<end.lowerBound])))
      rest = rest[end.upperBound...]
    }
    self.pieces = pieces + [.html(rest)]
  }

  /// The names of the texts that it has places for.
  var names: [String] {
    pieces.compactMap { if case .text(let name) = $0 { name } else { nil } }
  }

  /// The HTML with the texts, which stay texts there, within elements and within quoted attributes. A text
  /// that is missing is an error of ours, which tests find.
  func filled(with texts: [String: String]) -> [UInt8] {
    var html: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .html(let text): html += text.utf8
      case .text(let name):
        guard let text = texts[name] else { preconditionFailure("The pages have no text \(name).") }
        html += Self.escaped(text).utf8
      }
    }
    return html
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
