/// Which characters may stand in a log as they are.
enum LogText {
  /// Tells whether a character ends a line, steers a terminal (C0, DEL, C1), or changes the order in which
  /// others are shown (Unicode's explicit directional formatting).
  static func isUnsafe(_ character: Unicode.Scalar) -> Bool {
    switch character.value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    case 0xFEFF, 0xE0000...0xE007F: true
    default: false
    }
  }

  /// `text` with unsafe characters as `\u{…}`.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for character in text.unicodeScalars {
      if isUnsafe(character) {
        result += character.escaped(asASCII: true)
      } else {
        result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
