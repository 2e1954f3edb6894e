private import CICU

/// Brings text into the one form that models see: NFC, plain spaces, no controls, one kind of quotation mark,
/// dash and ellipsis, and one spelling by the orthography profile.
struct Normalizer: Sendable {
  private let profile: OrthographyProfile?

  init(profile: OrthographyProfile?) {
    self.profile = profile
  }

  func normalize(_ text: String) -> MappedText {
    var result = Self.clean(text)
    if let profile { profile.apply(to: &result) }
    return result
  }

  private static func clean(_ text: String) -> MappedText {
    var result = MappedText()
    var offset: Int32 = 0
    var needsNFC = false
    var pendingSpace: Int32 = -1
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let start = offset
      offset += Int32(scalar.utf8Width)
      if value < 0x80 {
        if value <= 0x20 || value == 0x7F {
          if pendingSpace < 0 { pendingSpace = start }
          continue
        }
      } else if isSpace(value) {
        if pendingSpace < 0 { pendingSpace = start }
        continue
      } else if isDropped(value) {
        continue
      }
      if pendingSpace >= 0 {
        if !result.scalars.isEmpty { result.append(0x20, start: pendingSpace) }
        pendingSpace = -1
      }
      if value == 0x2026 {
        for _ in 0..<3 { result.append(0x2E, start: start) }
        continue
      }
      if value >= 0x300 { needsNFC = true }
      result.append(value < 0x80 ? value : unified(value), start: start)
    }
    result.originalCount = Int(offset)
    if needsNFC { compose(&result) }
    return result
  }

  /// Composes each base with the marks that follow it, cluster by cluster, so that origins are kept.
  private static func compose(_ text: inout MappedText) {
    var composed = MappedText(scalars: [], starts: [], originalCount: text.originalCount)
    var index = 0
    while index < text.scalars.count {
      var end = index + 1
      while end < text.scalars.count, isMark(text.scalars[end]) { end += 1 }
      if end == index + 1, text.scalars[index] < 0x300 {
        composed.append(text.scalars[index], start: text.starts[index])
      } else {
        for scalar in nfc(text.scalars[index..<end]) { composed.append(scalar, start: text.starts[index]) }
      }
      index = end
    }
    text = composed
  }

  private static func nfc(_ scalars: ArraySlice<UInt32>) -> [UInt32] {
    let units = UTF16Text.encode(scalars)
    var result = [UInt16](repeating: 0, count: units.count * 3 + 8)
    let count = cicu_nfc(units, Int32(units.count), &result, Int32(result.count))
    guard count >= 0, count <= result.count else { return Array(scalars) }
    return UTF16Text.decode(result[..<Int(count)])
  }

  private static func isMark(_ value: UInt32) -> Bool {
    (0x300...0x36F).contains(value) || (0x1AB0...0x1AFF).contains(value) || (0x20D0...0x20FF).contains(value)
      || (value > 0x36F && Unicode.Scalar(value)?.properties.generalCategory == .nonspacingMark)
  }

  private static func isSpace(_ value: UInt32) -> Bool {
    switch value {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Controls, soft hyphens, zero-width and direction marks, the byte order mark, the replacement
  /// character, and the joiner mark, which has a meaning of its own here.
  private static func isDropped(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0x9F, 0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F,
      0xFEFF, 0xFFF9...0xFFFD, 0xFFED, 0xE000...0xF8FF:
      true
    default: false
    }
  }

  /// One form for quotation marks, apostrophes and dashes.
  private static func unified(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033, 0x301D, 0x301E: 0x22
    case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2BC, 0x2BB, 0xA78C, 0xB4, 0x60, 0x2039, 0x203A: 0x27
    case 0x2010, 0x2011, 0x2043, 0x2212, 0xFE63, 0xFF0D: 0x2D
    case 0x2012, 0x2014, 0x2015: 0x2013
    default: value
    }
  }
}

extension Unicode.Scalar {
  /// How many bytes it has in UTF-8.
  var utf8Width: Int { value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4 }
}

/// UTF-16, as ICU's C functions take it.
enum UTF16Text {
  static func encode(_ scalars: some Sequence<UInt32>) -> [UInt16] {
    var units: [UInt16] = []
    for value in scalars {
      if value < 0x10000 {
        units.append(UInt16(value))
      } else {
        units.append(UInt16(0xD7C0 + (value >> 10)))
        units.append(UInt16(0xDC00 + (value & 0x3FF)))
      }
    }
    return units
  }

  static func decode(_ units: ArraySlice<UInt16>) -> [UInt32] {
    String(decoding: units, as: UTF16.self).unicodeScalars.map(\.value)
  }
}
