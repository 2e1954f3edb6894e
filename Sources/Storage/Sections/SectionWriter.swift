/// Writes a section file; it appears under its name when `commit` returns.
public struct SectionWriter: ~Copyable {
  private let file: AtomicFile
  private var offset = 0

  public init(path: String) throws(StorageError) {
    file = try AtomicFile(path: path)
  }

  /// Appends a section of fixed-size, little-endian elements without padding inside.
  public mutating func append<Element: BitwiseCopyable>(
    _ kind: SectionKind, version: UInt16 = 1, _ elements: UnsafeBufferPointer<Element>
  ) throws(StorageError) {
    let payload = UnsafeRawBufferPointer(elements)
    let header = SectionHeader(
      kind: kind, version: version, stride: MemoryLayout<Element>.stride,
      payloadOffset: offset + SectionHeader.size, count: elements.count,
      payloadChecksum: Checksum.xxh64(payload))
    let bytes = header.encoded()
    try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
      try file.write(UnsafeRawBufferPointer(buffer))
    }
    try file.write(payload)
    offset += SectionHeader.size + payload.count
    let padding = [UInt8](repeating: 0, count: (64 - offset % 64) % 64)
    try padding.withUnsafeBufferPointer { (buffer) throws(StorageError) in
      try file.write(UnsafeRawBufferPointer(buffer))
    }
    offset += padding.count
  }

  public mutating func append<Element: BitwiseCopyable>(
    _ kind: SectionKind, version: UInt16 = 1, _ elements: [Element]
  ) throws(StorageError) {
    try elements.withUnsafeBufferPointer { (buffer) throws(StorageError) in
      try append(kind, version: version, buffer)
    }
  }

  /// Ends the file with an empty section, without which it counts as truncated, and gives it its name.
  public consuming func commit() throws(StorageError) {
    var writer = consume self
    try writer.append(SectionHeader.endKind, [UInt8]())
    try writer.file.commit()
  }
}
