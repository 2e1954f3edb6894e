import Foundation

/// A path that is removed when the test is done with it.
enum TemporaryFile {
  static func with<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("chasqui-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }
}
