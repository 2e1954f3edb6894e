private import CICU

/// What the normalizer does with a character.
enum NormalizerAction: UInt8 {
  case copy = 0
  case space
  case drop
  case quotationMark
  case apostrophe
  case hyphen
  case dash
  case ellipsis
  /// It may compose with what stands before it, or is not in NFC itself.
  case compose
  /// A zero-width joiner or non-joiner: kept where a script or an emoji needs it.
  case joinControl
}

/// The classes of characters that the tokenizer distinguishes.
enum ScalarClass: UInt8, Sendable {
  case letter = 0
  case digit
  case space
  case apostrophe
  case hyphen
  case symbol
  case punctuation
  /// A letter of a script that writes no spaces between words.
  case unspacedLetter
  case pictograph
}

/// The class and the normalizer's action of every character, by ICU's properties.
///
/// One byte a character below U+3000, computed once: the class in the low half, the action in the high half.
struct ScalarTable: @unchecked Sendable {
  // Unchecked: the table is written before it is published and never after; it lives as long as the program.
  private let entries: UnsafePointer<UInt8>
  private static let limit: UInt32 = 0x3000

  static let shared = ScalarTable()

  private init() {
    let entries = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(Self.limit))
    for value in 0..<Self.limit { entries[Int(value)] = Self.compute(value) }
    self.entries = UnsafePointer(entries)
  }

  @inline(__always)
  func entry(_ value: UInt32) -> UInt8 {
    value < Self.limit ? entries[Int(value)] : Self.compute(value)
  }

  /// The entry of an ASCII character.
  @inline(__always)
  func ascii(_ byte: UInt8) -> UInt8 { entries[Int(byte)] }

  @inline(__always)
  func scalarClass(_ value: UInt32) -> ScalarClass {
    unsafeBitCast(entry(value) & 0x0F, to: ScalarClass.self)
  }

  @inline(__always)
  func action(_ value: UInt32) -> NormalizerAction {
    unsafeBitCast(entry(value) >> 4, to: NormalizerAction.self)
  }

  private static func compute(_ value: UInt32) -> UInt8 {
    classify(value).rawValue | act(value).rawValue << 4
  }

  private static func act(_ value: UInt32) -> NormalizerAction {
    switch value {
    case 0...0x20, 0x7F, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .space
    // Controls, soft hyphens, zero-width and direction marks, the byte order mark, the private planes, the
    // replacement character, and the joiner mark, which has a meaning of its own here. Icons of fonts stay.
    case 0x80...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F,
      0xFEFF, 0xFFED, 0xFFF0...0xFFFF, 0xF0000...0x10FFFF:
      .drop
    case 0x201C...0x201F, 0xAB, 0xBB, 0x2033, 0x301D...0x301F, 0xFF02: .quotationMark
    case 0x60, 0xB4, 0x2018...0x201B, 0x2032, 0x2035, 0x2B9, 0x2BB...0x2BD, 0x2CA, 0x2CB, 0xA78B, 0xA78C,
      0x2039,
      0x203A, 0xFF07:
      .apostrophe
    case 0x2010, 0x2011, 0x2043, 0x2212, 0xFE63, 0xFF0D: .hyphen
    case 0x2012, 0x2014, 0x2015: .dash
    case 0x2026: .ellipsis
    case 0x200C, 0x200D: .joinControl
    case 0..<0x300: .copy
    default: cicu_is_nfc_inert(value) != 0 ? .copy : .compose
    }
  }

  private static func classify(_ value: UInt32) -> ScalarClass {
    switch value {
    case 0x20: return .space
    case 0x27: return .apostrophe
    case 0x2D: return .hyphen
    // Ordinal signs belong to the number or word before them.
    case 0xAA, 0xBA, 0x200C, 0x200D: return .letter
    case 0x1F1E6...0x1F1FF: return .pictograph
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return .symbol }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark:
      return isUnspaced(value) ? .unspacedLetter : .letter
    case .decimalNumber: return .digit
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .letterNumber, .otherNumber,
      .privateUse:
      return value > 0xFF && cicu_is_pictographic(value) != 0 ? .pictograph : .symbol
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
    default: return value > 0xFF && cicu_is_pictographic(value) != 0 ? .pictograph : .punctuation
    }
  }

  /// Thai, Lao, Myanmar, Khmer and their relatives, kana, Han.
  private static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1950...0x19DF, 0x1A20...0x1AAF, 0x3005...0x3007,
      0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA9E0...0xA9FF, 0xAA60...0xAADF,
      0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
