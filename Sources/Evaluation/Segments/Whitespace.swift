/// White space as Python's `str.split` sees it, in UTF-8; sacreBLEU's word borders are these.
///
/// It is not Unicode's `White_Space`: Python adds the four information separators U+001C…U+001F.
enum Whitespace {
  /// The length in bytes of the white-space character that begins at `index`, or 0 if none does.
  @inline(__always)
  static func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    if first <= 0x20 {
      return first == 0x20 || (first >= 0x09 && first <= 0x0D) || first >= 0x1C ? 1 : 0
    }
    if first < 0xC2 || first > 0xE3 { return 0 }
    return wideLength(bytes, at: index)
  }

  /// How many bytes remain when the trailing white space is taken away.
  static func trimmedEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = bytes.count
    while end > 0 {
      var start = end - 1
      while start > 0 && bytes[start] & 0xC0 == 0x80 { start -= 1 }
      if length(bytes, at: start) != end - start { break }
      end = start
    }
    return end
  }

  private static func wideLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let left = bytes.count - index
    switch bytes[index] {
    case 0xC2:
      if left < 2 { return 0 }
      return bytes[index + 1] == 0x85 || bytes[index + 1] == 0xA0 ? 2 : 0
    case 0xE1:
      return left >= 3 && bytes[index + 1] == 0x9A && bytes[index + 2] == 0x80 ? 3 : 0
    case 0xE2:
      if left < 3 { return 0 }
      let last = bytes[index + 2]
      if bytes[index + 1] == 0x81 { return last == 0x9F ? 3 : 0 }
      if bytes[index + 1] != 0x80 { return 0 }
      return (last >= 0x80 && last <= 0x8A) || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0
    case 0xE3:
      return left >= 3 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80 ? 3 : 0
    default:
      return 0
    }
  }
}
