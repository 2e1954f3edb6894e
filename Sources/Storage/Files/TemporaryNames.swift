private import Foundation

/// The names under which files and folders are made: `NAME.tmp-PID`, beside the place where they will stand.
enum TemporaryNames {
  /// What this process calls what it makes for `path`.
  static func name(for path: String) -> String { "\(path).tmp-\(getpid())" }

  /// Removes what processes that live no longer left beside `path`.
  static func removeAbandoned(beside path: String) {
    let parts = PathParts(path)
    let prefix = "\(parts.name).tmp-"
    for name in names(in: parts.folder, beginningWith: prefix) {
      guard let owner = Int32(name.dropFirst(prefix.count)), owner > 0, !isAlive(owner) else { continue }
      try? FileManager.default.removeItem(atPath: "\(parts.folder)/\(name)")
    }
  }

  /// Without a string for each name: a folder of jobs has many, and this happens for every file that is written.
  private static func names(in folder: String, beginningWith prefix: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        guard let name = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
        if strncmp(name, prefix, prefix.utf8.count) == 0 { names.append(String(cString: name)) }
      }
    }
    return names
  }

  /// Processes of other users live too, though they take no signals from here.
  private static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }
}
