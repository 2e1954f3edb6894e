/// The bytes of a segment, valid UTF-8 and in the case that the metric compares.
enum UTF8Segment {
  /// Calls `body` with the bytes of `text` after `letterCase`; without a copy where none is needed.
  static func withBytes<Result>(
    _ text: String, _ letterCase: LetterCase, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = letterCase.apply(text)
    return text.withUTF8(body)
  }

  /// Calls `body` with `bytes`, repaired (U+FFFD for what is not UTF-8) and after `letterCase`.
  static func withBytes<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ letterCase: LetterCase,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withBytes(String(decoding: bytes, as: UTF8.self), letterCase, body)
  }

  /// Appends the code points of `bytes`, which are valid UTF-8, except white space.
  @inline(__always)
  static func appendCharacters(of bytes: UnsafeBufferPointer<UInt8>, to characters: inout [UInt32]) {
    var index = 0
    while index < bytes.count {
      let white = Whitespace.length(bytes, at: index)
      if white > 0 {
        index &+= white
      } else {
        characters.append(next(bytes, &index))
      }
    }
  }

  /// The code point at `index` of valid UTF-8; `index` moves past it.
  @inline(__always)
  static func next(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32 {
    let first = UInt32(bytes[index])
    if first < 0x80 {
      index &+= 1
      return first
    }
    func tail(_ offset: Int) -> UInt32 { UInt32(bytes[index &+ offset] & 0x3F) }
    if first < 0xE0 {
      defer { index &+= 2 }
      return (first & 0x1F) &<< 6 | tail(1)
    }
    if first < 0xF0 {
      defer { index &+= 3 }
      return (first & 0x0F) &<< 12 | tail(1) &<< 6 | tail(2)
    }
    defer { index &+= 4 }
    return (first & 0x07) &<< 18 | tail(1) &<< 12 | tail(2) &<< 6 | tail(3)
  }
}
