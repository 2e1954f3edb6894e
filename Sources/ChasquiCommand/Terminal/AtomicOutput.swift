private import Foundation
internal import Storage

/// Writes a file that appears when it is complete; for `-`, to standard output.
enum AtomicOutput {
  static func write(_ text: String, to path: String) throws {
    if path == "-" { return Console.output(text) }
    try AtomicFile.write(text, to: path)
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    if path == "-" { return Console.output(bytes) }
    let file = try AtomicFile(path: path)
    try bytes.withUnsafeBytes { try file.write($0) }
    try file.commit()
  }

  /// Lets `body` write the file at `path`; for `-`, a temporary file that then goes to standard output.
  static func file(at path: String, _ body: (_ path: String) throws -> Void) throws {
    if path != "-" { return try body(path) }
    let temporary = NSTemporaryDirectory() + "chasqui-output-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try body(temporary)
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: temporary))
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { Console.output(Array(data)) }
  }

  /// Finds out, before long work begins, whether its result can be written; nil and `-` can.
  ///
  /// - Throws: `StorageError` or `CommandFailure` as writing would.
  static func check(_ path: String?) throws {
    guard let path, path != "-" else { return }
    switch FileKind(path: path) {
    case .folder: throw CommandFailure("\(path): This is a folder. Name a file.")
    // Whoever reads a pipe would take the end of the trial for the end of the result.
    case .other: return
    case .regular, .missing: break
    }
    let folder = PathParts(path).folder
    guard FileKind(path: folder) == .folder else {
      throw CommandFailure("\(path): There is no folder \(folder). Make it first, or name another.")
    }
    _ = try AtomicFile(path: path)
  }
}
