/// Checks bytes for being UTF-8 (Unicode 15, table 3-7).
enum UTF8Validation {
  /// The offset of the first byte that is not part of a well-formed sequence; nil if all are.
  static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let count = bytes.count
    var index = 0
    while index < count {
      while index &+ 8 <= count,
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index &+= 8
      }
      guard index < count else { return nil }
      let first = bytes[index]
      if first < 0x80 {
        index &+= 1
        continue
      }
      let length: Int
      var low: UInt8 = 0x80
      var high: UInt8 = 0xBF
      switch first {
      case 0xC2...0xDF: length = 2
      case 0xE0:
        length = 3
        low = 0xA0
      case 0xED:
        length = 3
        high = 0x9F
      case 0xE1...0xEF: length = 3
      case 0xF0:
        length = 4
        low = 0x90
      case 0xF1...0xF3: length = 4
      case 0xF4:
        length = 4
        high = 0x8F
      default: return index
      }
      guard index &+ length <= count, bytes[index &+ 1] >= low, bytes[index &+ 1] <= high else {
        return index
      }
      if length > 2, bytes[index &+ 2] & 0xC0 != 0x80 { return index }
      if length > 3, bytes[index &+ 3] & 0xC0 != 0x80 { return index }
      index &+= length
    }
    return nil
  }
}
