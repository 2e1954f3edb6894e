/// Names a kind of section by four ASCII characters, such as `"VTXT"`.
public struct SectionKind: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let code: UInt32

  package init(code: UInt32) { self.code = code }

  public init(stringLiteral value: StaticString) {
    precondition(value.utf8CodeUnitCount == 4, "a section kind has four ASCII characters")
    var code: UInt32 = 0
    for index in 0..<4 { code |= UInt32(value.utf8Start[index]) << (8 * UInt32(index)) }
    self.code = code
  }

  public var description: String {
    String(decoding: (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * UInt32($0))) }, as: UTF8.self)
  }
}

/// The 64 bytes in front of each section of a section file, little-endian.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | magic `89 43 48 51 0D 0A 1A 0A` (as PNG: catches text-mode copies) |
/// | 8 | 4 | kind, four ASCII characters |
/// | 12 | 2 | container version |
/// | 14 | 2 | section version |
/// | 16 | 4 | flags, 0 |
/// | 20 | 4 | stride of an element in bytes |
/// | 24 | 8 | offset of the payload from the start of the file |
/// | 32 | 8 | length of the payload in bytes |
/// | 40 | 8 | number of elements |
/// | 48 | 8 | XXH64 of the payload |
/// | 56 | 4 | CRC-32C of bytes 0 to 55 |
/// | 60 | 4 | reserved, 0 |
package struct SectionHeader {
  package static let size = 64
  package static let magic: UInt64 = 0x0A1A_0A0D_5148_4389
  package static let containerVersion: UInt16 = 1
  /// The kind of the empty section that ends every file.
  package static let endKind: SectionKind = "END!"

  package var kind: SectionKind
  package var containerVersion = Self.containerVersion
  package var version: UInt16
  package var stride: UInt32
  package var payloadOffset: UInt64
  package var payloadLength: UInt64
  package var count: UInt64
  package var payloadChecksum: UInt64

  package func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(Self.magic)
    append(kind.code)
    append(containerVersion)
    append(version)
    append(UInt32(0))
    append(stride)
    append(payloadOffset)
    append(payloadLength)
    append(count)
    append(payloadChecksum)
    append(bytes.withUnsafeBytes { Checksum.crc32c($0) })
    append(UInt32(0))
    return bytes
  }

  /// Reads and checks the header at `offset`; nothing in it is trusted before it is checked.
  package init(file: String, bytes: UnsafeRawBufferPointer, at offset: Int) throws(StorageError) {
    func damaged(_ message: String) -> StorageError {
      StorageError(
        .damaged, file: file, message, advice: "Install the model again, or train it again.")
    }
    guard offset >= 0, offset % 64 == 0, bytes.count - offset >= Self.size else {
      throw damaged("The file ends in the middle of a section header (at byte \(offset)).")
    }
    func load<T: FixedWidthInteger & BitwiseCopyable>(_ at: Int, _ type: T.Type) -> T {
      T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + at, as: T.self))
    }
    guard load(0, UInt64.self) == Self.magic else {
      throw damaged("No section starts at byte \(offset): the file is incomplete or not one of Chasqui's.")
    }
    let checked = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + 56)])
    guard load(56, UInt32.self) == Checksum.crc32c(checked) else {
      throw damaged("The section header at byte \(offset) is damaged.")
    }
    kind = SectionKind(code: load(8, UInt32.self))
    containerVersion = load(12, UInt16.self)
    version = load(14, UInt16.self)
    stride = load(20, UInt32.self)
    payloadOffset = load(24, UInt64.self)
    payloadLength = load(32, UInt64.self)
    count = load(40, UInt64.self)
    payloadChecksum = load(48, UInt64.self)
    guard containerVersion <= Self.containerVersion else {
      throw StorageError(
        .tooNew, file: file,
        "Its container version is \(containerVersion); this program reads up to \(Self.containerVersion).",
        advice: "Update Chasqui.")
    }
    let (end, overflow) = payloadOffset.addingReportingOverflow(payloadLength)
    let (expected, overflow2) = count.multipliedReportingOverflow(by: UInt64(stride))
    guard !overflow, !overflow2, payloadOffset == UInt64(offset + Self.size), expected == payloadLength,
      end <= UInt64(bytes.count)
    else {
      throw damaged("Section \(kind) says it ends at byte \(end); the file has \(bytes.count) bytes.")
    }
  }

  package init(
    kind: SectionKind, version: UInt16, stride: Int, payloadOffset: Int, count: Int, payloadChecksum: UInt64
  ) {
    self.kind = kind
    self.version = version
    self.stride = UInt32(stride)
    self.payloadOffset = UInt64(payloadOffset)
    self.payloadLength = UInt64(stride * count)
    self.count = UInt64(count)
    self.payloadChecksum = payloadChecksum
  }
}
