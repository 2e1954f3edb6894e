internal import Corpora
private import Foundation

/// Why a file that the user named cannot be read as text.
enum InputFault {
  /// What `error`, thrown when the file was opened or read, means for the user.
  static func failure(_ path: String, _ error: any Error) -> CommandFailure {
    if path == "-" { return CommandFailure("Standard input cannot be read: it is closed, or a folder.") }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return CommandFailure("\(path): There is no such file. Check the path.")
    }
    if isFolder.boolValue { return CommandFailure("\(path): This is a folder. Name a file.") }
    return CommandFailure("\(path): \(error.localizedDescription) Check the file and its permissions.")
  }

  /// - Throws: `CommandFailure` that says what the file that begins with `bytes` looks like, if it is not text in
  ///   UTF-8.
  static func check(_ bytes: some Collection<UInt8>, _ path: String) throws(CommandFailure) {
    guard let foreign = ForeignContent(bytes) else { return }
    throw CommandFailure("\(path): \(foreign.message) \(foreign.advice)")
  }
}
