internal import Storage

/// Puts the checksums and places in the headers of a section file right, as a careful forger would.
enum SectionMending {
  static let firstByte: UInt8 = 0x89

  static func mend(_ bytes: inout [UInt8]) {
    var offset = 0
    while offset + 64 <= bytes.count {
      set(UInt64(offset + 64), at: offset + 24, in: &bytes)
      let stride = UInt64(get(offset + 20, 4, bytes))
      let count = get(offset + 40, 8, bytes)
      let (length, overflow) = count.multipliedReportingOverflow(by: stride)
      if !overflow { set(length, at: offset + 32, in: &bytes) }
      let crc = bytes[offset..<(offset + 56)].withUnsafeBytes { Checksum.crc32c($0) }
      for index in 0..<4 {
        bytes[offset + 56 + index] = UInt8(truncatingIfNeeded: crc >> (8 * UInt32(index)))
      }
      guard !overflow, length <= UInt64(bytes.count) else { return }
      offset = (offset + 127 + Int(length)) / 64 * 64
    }
  }

  private static func get(_ start: Int, _ count: Int, _ bytes: [UInt8]) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
  }

  private static func set(_ value: UInt64, at start: Int, in bytes: inout [UInt8]) {
    for index in 0..<8 { bytes[start + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))) }
  }
}
