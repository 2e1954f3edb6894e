/// The text of a field as the model holds it: without control characters, and without spaces at its ends.
enum FieldText {
  /// On one line: line ends and other control characters become spaces.
  static func line(_ text: String) -> String {
    clean(text) { $0.value < 0x20 || isLineEnd($0) ? " " : $0 }
  }

  /// On any number of lines, each ended by a line feed.
  static func paragraphs(_ text: String) -> String {
    var wasReturn = false
    var joined = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar != "\n" || !wasReturn { joined.append(scalar) }
      wasReturn = scalar == "\r"
    }
    return clean(String(joined)) { isLineEnd($0) ? "\n" : $0.value < 0x20 ? " " : $0 }
  }

  private static func clean(_ text: String, _ map: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x7F...0x84, 0x86...0x9F: result.append(" ")
      // What XML cannot hold.
      case 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
      default: result.append(map(scalar))
      }
    }
    return String(trimmed(result[...]))
  }

  private static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    }
    var text = text
    while let first = text.first, isBlank(first) { text.removeFirst() }
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    (0x0A...0x0D).contains(scalar.value) || scalar.value == 0x85 || scalar.value == 0x2028
      || scalar.value == 0x2029
  }
}
