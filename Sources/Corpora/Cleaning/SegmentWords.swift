/// The words of a segment in lower case: letters with their marks, and apostrophes between them.
///
/// All apostrophes that writers use for a glottal stop become one; digits and punctuation separate words.
struct SegmentWords {
  private var word: [UInt8] = []

  /// Calls `body` with each word of valid UTF-8 and the number of its characters.
  mutating func forEach(
    _ bytes: UnsafeRawBufferPointer, _ body: (_ word: UnsafeRawBufferPointer, _ letters: Int) -> Void
  ) {
    var letters = 0
    var hasApostrophe = false
    var index = 0
    word.removeAll(keepingCapacity: true)
    func end() {
      if letters > 0 { word.withUnsafeBytes { body($0, letters) } }
      word.removeAll(keepingCapacity: true)
      letters = 0
      hasApostrophe = false
    }
    while index < bytes.count {
      var scalar = UInt32(bytes[index])
      var length = 1
      if scalar >= 0x80 { (scalar, length) = UTF8Scalars.decode(bytes, index) }
      index &+= length
      if Self.isLetter(scalar) {
        if hasApostrophe {
          word.append(0x27)
          letters &+= 1
          hasApostrophe = false
        }
        SegmentKey.appendFolded(scalar, to: &word)
        letters &+= 1
      } else if letters > 0, !hasApostrophe, Self.isApostrophe(scalar) {
        hasApostrophe = true
      } else {
        end()
      }
    }
    end()
  }

  @inline(__always)
  private static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (scalar | 0x20) &- 97 < 26 }
    return UTF8Scalars.isLetter(scalar) && !UTF8Scalars.isSpace(scalar) && !isApostrophe(scalar)
      && !(scalar >= 0x2B9 && scalar <= 0x2DF)
  }

  @inline(__always)
  private static func isApostrophe(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x27, 0x60, 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2018, 0x2019, 0xA78B, 0xA78C: true
    default: false
    }
  }
}
