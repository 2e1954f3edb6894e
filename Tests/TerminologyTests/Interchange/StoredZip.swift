/// Makes zip archives without compression, as honest or dishonest as a test wants them.
struct StoredZip {
  /// Bit 0 says that the members are encrypted.
  var flags: UInt16 = 0
  /// The sizes that the archive claims; nil for the real ones.
  var claimedSize: UInt32?

  func archive(_ members: [(name: String, text: String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, text) in members {
      let content = Array(text.utf8)
      let offset = UInt32(bytes.count)
      var common: [UInt8] = []
      append16(&common, 20, flags, 0, 0, 0x21)
      append32(
        &common, Self.checksum(content), UInt32(content.count), claimedSize ?? UInt32(content.count))
      append16(&common, UInt16(name.utf8.count), 0)
      append32(&bytes, 0x0403_4B50)
      bytes += common + Array(name.utf8) + content
      append32(&directory, 0x0201_4B50)
      append16(&directory, 20)
      directory += common
      append16(&directory, 0, 0, 0)
      append32(&directory, 0, offset)
      directory += Array(name.utf8)
    }
    let start = UInt32(bytes.count)
    bytes += directory
    append32(&bytes, 0x0605_4B50)
    append16(&bytes, 0, 0, UInt16(members.count), UInt16(members.count))
    append32(&bytes, UInt32(directory.count), start)
    append16(&bytes, 0)
    return bytes
  }

  private func append16(_ bytes: inout [UInt8], _ values: UInt16...) {
    for value in values { bytes += [UInt8(value & 255), UInt8(value >> 8)] }
  }

  private func append32(_ bytes: inout [UInt8], _ values: UInt32...) {
    for value in values { bytes += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
  }

  /// CRC-32 (ISO 3309), bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }
}
