/// The text of a field as the model holds it: without control characters, and without spaces at its ends.
enum FieldText {
  /// On one line: line ends and other control characters become spaces.
  static func line(_ text: String) -> String {
    if isClean(text) { return text }
    return clean(text) { $0.value < 0x20 || isLineEnd($0) ? " " : $0 }
  }

  /// On any number of lines, each ended by a line feed.
  static func paragraphs(_ text: String) -> String {
    if isClean(text) { return text }
    var wasReturn = false
    var joined = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar != "\n" || !wasReturn { joined.append(scalar) }
      wasReturn = scalar == "\r"
    }
    return clean(String(joined)) { isLineEnd($0) ? "\n" : $0.value < 0x20 ? " " : $0 }
  }

  /// Whether nothing would remain of a text.
  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { isBlank($0) || $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }

  /// Whether a text certainly stays as it is: most do, and the bytes tell it quickly. Those that are ruled
  /// out begin the characters that are spaces, controls or not allowed.
  private static func isClean(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return true }
    return first != 0x20 && last != 0x20
      && text.utf8.allSatisfy {
        switch $0 {
        case 0..<0x20, 0x7F, 0xC2, 0xE1, 0xE2, 0xE3, 0xEF: false
        default: true
        }
      }
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
    var text = text
    while let first = text.first, isBlank(first) { text.removeFirst() }
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}"
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    (0x0A...0x0D).contains(scalar.value) || scalar.value == 0x85 || scalar.value == 0x2028
      || scalar.value == 0x2029
  }
}
