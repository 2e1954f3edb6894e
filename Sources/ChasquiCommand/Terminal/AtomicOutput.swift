internal import Storage

/// Writes a file that appears when it is complete.
enum AtomicOutput {
  static func write(_ text: String, to path: String) throws {
    try AtomicFile.write(text, to: path)
  }
}
