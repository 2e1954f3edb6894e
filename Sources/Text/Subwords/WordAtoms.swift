/// Splits words into the units that no subword boundary may cut: a letter with its combining marks, and a
/// consonant with the apostrophe that makes it an ejective (`ch' k' p' q' t'`).
enum WordAtoms {
  /// Tells whether a word has capitals or digits, and so is not cut at all.
  static func staysWhole(_ word: String) -> Bool {
    word.unicodeScalars.contains { scalar in
      scalar.isASCII
        ? (0x41...0x5A).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
        : scalar.properties.isUppercase || scalar.properties.numericType == .decimal
    }
  }

  /// Calls `body` with the end (in UTF-8 bytes) of each atom of `bytes`, in order.
  @inline(__always)
  static func forEachEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    var position = 0
    var base: UInt32 = 0
    var isPending = false
    while position < bytes.count {
      let (scalar, length) = decode(bytes, position)
      let continues = isPending && (isExtension(scalar) || (isApostrophe(scalar) && isEjective(base)))
      if isPending && !continues { body(position) }
      if !continues { base = scalar } else if isApostrophe(scalar) { base = 0 }
      isPending = true
      position &+= length
    }
    if isPending { body(position) }
  }

  static func ends(of bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var ends: [Int] = []
    ends.reserveCapacity(bytes.count)
    forEachEnd(bytes) { ends.append($0) }
    return ends
  }

  /// The strings come from `String`, so the bytes are valid UTF-8.
  @inline(__always)
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = UInt32(bytes[at])
    if first < 0x80 { return (first, 1) }
    let left = bytes.count &- at
    if first < 0xE0, left > 1 { return ((first & 0x1F) &<< 6 | UInt32(bytes[at &+ 1] & 0x3F), 2) }
    if first < 0xF0, left > 2 {
      return (
        (first & 0x0F) &<< 12 | UInt32(bytes[at &+ 1] & 0x3F) &<< 6 | UInt32(bytes[at &+ 2] & 0x3F), 3
      )
    }
    if left > 3 {
      let high = (first & 0x07) &<< 18 | UInt32(bytes[at &+ 1] & 0x3F) &<< 12
      return (high | UInt32(bytes[at &+ 2] & 0x3F) &<< 6 | UInt32(bytes[at &+ 3] & 0x3F), 4)
    }
    return (0xFFFD, 1)
  }

  @inline(__always)
  private static func isExtension(_ scalar: UInt32) -> Bool {
    if scalar < 0x300 { return false }
    if scalar <= 0x36F || scalar == 0x200D || (scalar >= 0xFE00 && scalar <= 0xFE0F) { return true }
    guard scalar >= 0x483, let scalar = Unicode.Scalar(scalar) else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return scalar.properties.isEmojiModifier
    }
  }

  @inline(__always)
  private static func isApostrophe(_ scalar: UInt32) -> Bool {
    scalar == 0x27 || scalar == 0x2019 || scalar == 0x02BC || scalar == 0xA78C
  }

  /// `c` is not among them: in `ch'` the apostrophe follows the `h`.
  @inline(__always)
  private static func isEjective(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x68, 0x6B, 0x70, 0x71, 0x74, 0x48, 0x4B, 0x50, 0x51, 0x54: true
    default: false
    }
  }
}
