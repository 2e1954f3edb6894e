/// The classes of characters that the tokenizer distinguishes.
enum ScalarClass: UInt8, Sendable {
  case letter
  case digit
  case space
  case apostrophe
  case hyphen
  case symbol
  case punctuation

  @inline(__always)
  static func of(_ value: UInt32) -> ScalarClass {
    value < 0x250 ? table[Int(value)] : slow(value)
  }

  private static let table: [ScalarClass] = (0..<0x250).map { slow(UInt32($0)) }

  private static func slow(_ value: UInt32) -> ScalarClass {
    guard let scalar = Unicode.Scalar(value) else { return .symbol }
    switch value {
    case 0x27: return .apostrophe
    case 0x2D: return .hyphen
    case 0x20: return .space
    // Ordinal signs belong to the number or word before them.
    case 0xAA, 0xBA: return .letter
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark:
      return .letter
    case .decimalNumber: return .digit
    case .letterNumber, .otherNumber: return .symbol
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return .symbol
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
    default: return value == 0x200D ? .letter : .punctuation
    }
  }
}
