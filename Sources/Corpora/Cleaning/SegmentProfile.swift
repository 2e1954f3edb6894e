/// What the filters look at in a segment, found in one pass over its bytes.
struct SegmentProfile {
  private(set) var words = 0
  /// Unicode scalars.
  private(set) var characters = 0
  /// Scalars that are letters or marks of some script.
  private(set) var letters = 0
  /// Scalars that are not white space.
  private(set) var visible = 0
  /// Whether there is U+FFFD in it, which stands for what was no character.
  private(set) var isBroken = false

  init(_ bytes: UnsafeRawBufferPointer) {
    var isInWord = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      characters &+= 1
      if byte < 0x80 {
        index &+= 1
        if byte <= 0x20 {
          isInWord = false
          continue
        }
        let lower = byte | 0x20
        if lower >= 97, lower <= 122 { letters &+= 1 }
      } else {
        let (scalar, length) = UTF8Scalars.decode(bytes, index)
        index &+= length
        if UTF8Scalars.isSpace(scalar) {
          isInWord = false
          continue
        }
        if UTF8Scalars.isLetter(scalar) { letters &+= 1 }
        if scalar == 0xFFFD { isBroken = true }
      }
      visible &+= 1
      if !isInWord {
        isInWord = true
        words &+= 1
      }
    }
  }
}

/// Decodes valid UTF-8, and sorts scalars roughly: exact tables would be slower and change no decision here.
enum UTF8Scalars {
  /// The scalar at `index`, which must not be ASCII, and its length in bytes.
  @inline(__always)
  static func decode(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    func next(_ offset: Int) -> UInt32 { UInt32(bytes[index &+ offset]) & 0x3F }
    if first < 0xE0 { return ((first & 0x1F) &<< 6 | next(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) &<< 12 | next(1) &<< 6 | next(2), 3) }
    return ((first & 0x07) &<< 18 | next(1) &<< 12 | next(2) &<< 6 | next(3), 4)
  }

  /// Spaces beyond ASCII.
  @inline(__always)
  static func isSpace(_ scalar: UInt32) -> Bool {
    scalar == 0xA0 || scalar == 0x85 || scalar == 0x3000 || scalar == 0x202F || scalar == 0x205F
      || (scalar >= 0x2000 && scalar <= 0x200A) || scalar == 0x2028 || scalar == 0x2029
  }

  /// Whether a scalar beyond ASCII is a letter, a mark or a digit of some script, rather than punctuation or
  /// a symbol.
  @inline(__always)
  static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0xC0 { return scalar == 0xAA || scalar == 0xB5 || scalar == 0xBA }
    if scalar < 0x2000 { return scalar != 0xD7 && scalar != 0xF7 }
    if scalar < 0x2C00 { return scalar >= 0x2071 && scalar <= 0x209C || scalar >= 0x2102 && scalar <= 0x214F }
    if scalar >= 0x3000, scalar < 0x3041 { return scalar == 0x3005 || scalar == 0x3007 }
    if scalar >= 0xE000, scalar < 0xF900 { return false }
    if scalar >= 0xFE00, scalar < 0xFE70 { return false }
    if scalar >= 0xFF00, scalar < 0x10000 { return scalar >= 0xFF21 && scalar <= 0xFFDC }
    return scalar < 0x1F000 || scalar >= 0x20000 && scalar < 0xE0000
  }
}
