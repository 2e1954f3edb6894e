internal import Storage

/// Writes a file that appears when it is complete.
enum AtomicOutput {
  static func write(_ text: String, to path: String) throws {
    try AtomicFile.write(text, to: path)
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try AtomicFile(path: path)
    try bytes.withUnsafeBytes { try file.write($0) }
    try file.commit()
  }
}
