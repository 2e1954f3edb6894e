private import Foundation

/// Finds the real parallel corpora that some tests use where they are present.
public enum BenchCorpora {
  /// The folder beside the package, or nil where it is missing.
  public static let folder: String? = {
    let path = FileManager.default.currentDirectoryPath + "/../shared/bench"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  public static var arePresent: Bool { folder != nil }

  /// The lines of a file such as `spa-aym/dev.spa`.
  public static func lines(_ name: String) -> [String] {
    guard let folder, let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
      return []
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast(1)
  }
}
