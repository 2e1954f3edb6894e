/// A memory-mapped file of sections: each a header and one array of fixed-size elements.
///
/// Opening checks every header and touches no payload. `verifyChecksums` reads it all.
public final class SectionFile: Sendable {
  private let file: MappedFile
  private let headers: [SectionHeader]

  public var path: String { file.path }

  /// Tells whether bytes that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { file.isDamaged }

  /// Maps the file and checks its headers.
  ///
  /// - Throws: `StorageError` if it is missing, truncated, damaged, or newer than this program.
  public init(path: String) throws(StorageError) {
    file = try MappedFile(path: path)
    var headers: [SectionHeader] = []
    var offset = 0
    repeat {
      let header = try SectionHeader(file: path, bytes: file.bytes, at: offset)
      headers.append(header)
      let end = Int(header.payloadOffset + header.payloadLength)
      offset = (end + 63) / 64 * 64
    } while offset < file.count
    guard offset == file.count, headers.last?.kind == SectionHeader.endKind else {
      throw StorageError(
        .damaged, file: path,
        "The file has \(file.count) bytes; its sections need \(offset) and a last one of kind END!.",
        advice: "Install the model again, or train it again.")
    }
    self.headers = headers
  }

  /// The elements of the section `kind`; valid while the file object lives.
  ///
  /// - Throws: `StorageError` if there is no such section, its elements have another size, or its
  ///   version is outside `versions`.
  public func elements<Element: BitwiseCopyable>(
    _ kind: SectionKind, as type: Element.Type, versions: ClosedRange<UInt16> = 1...1
  ) throws(StorageError) -> UnsafeBufferPointer<Element> {
    guard let header = headers.first(where: { $0.kind == kind }) else {
      throw StorageError(
        .damaged, file: path, "It has no section \(kind).",
        advice: "Install the model again, or train it again.")
    }
    guard versions.contains(header.version) else {
      throw StorageError(
        .tooNew, file: path,
        "Section \(kind) has version \(header.version); this program reads \(versions.lowerBound) to \(versions.upperBound).",
        advice: "Update Chasqui, or train the model again.")
    }
    guard Int(header.stride) == MemoryLayout<Element>.stride else {
      throw StorageError(
        .damaged, file: path,
        "An element of section \(kind) has \(header.stride) bytes; \(MemoryLayout<Element>.stride) were expected.",
        advice: "Install the model again, or train it again.")
    }
    let start = Int(header.payloadOffset)
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[start..<(start + Int(header.payloadLength))])
    return bytes.assumingMemoryBound(to: Element.self)
  }

  /// A checksum of the checksums in the headers: files with other payloads have another one. Reads no payload.
  public var fingerprint: UInt64 {
    headers.map { $0.payloadChecksum.littleEndian }.withUnsafeBytes { Checksum.xxh64($0) }
  }

  /// Reads every payload and compares its checksum.
  public func verifyChecksums() throws(StorageError) {
    for header in headers {
      let start = Int(header.payloadOffset)
      let payload = UnsafeRawBufferPointer(
        rebasing: file.bytes[start..<(start + Int(header.payloadLength))])
      guard Checksum.xxh64(payload) == header.payloadChecksum else {
        throw StorageError(
          .damaged, file: path, "The checksum of section \(header.kind) does not match its bytes.",
          advice: "Install the model again, or train it again.")
      }
    }
  }
}
