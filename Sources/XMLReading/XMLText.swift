/// Text in XML, as bytes.
public enum XMLText {
  /// Makes one space of each run of white space that holds a line end: such runs come from the layout of the
  /// file. Other spaces stay.
  public static func joinLines(_ bytes: inout [UInt8]) {
    guard bytes.contains(10) || bytes.contains(13) else { return }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard isSpace(bytes[index]) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      var end = index
      var hasLineEnd = false
      while end < bytes.count, isSpace(bytes[end]) {
        hasLineEnd = hasLineEnd || bytes[end] == 10 || bytes[end] == 13
        end += 1
      }
      if hasLineEnd { result.append(0x20) } else { result += bytes[index..<end] }
      index = end
    }
    bytes = result
  }

  /// Appends `text` with what XML reserves escaped, and without the characters that XML 1.0 cannot hold.
  public static func appendEscaped(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case 0..<0x20: bytes.append(0x20)
      case 0xBE, 0xBF:
        // U+FFFE and U+FFFF are not characters of XML: EF BF BE and EF BF BF.
        if index >= 2, text[index - 1] == 0xBF, text[index - 2] == 0xEF {
          bytes[bytes.count - 1] = 0xBF
          bytes.append(0xBD)
        } else {
          bytes.append(byte)
        }
      default: bytes.append(byte)
      }
    }
  }

  public static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { appendEscaped($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }
}
