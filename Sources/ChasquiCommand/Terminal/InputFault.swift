private import Foundation

/// Why a file that the user named cannot be read as text.
enum InputFault {
  /// What `error`, thrown when the file was opened or read, means for the user.
  static func failure(_ path: String, _ error: any Error) -> CommandFailure {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return CommandFailure("\(path): There is no such file. Check the path.")
    }
    if isFolder.boolValue { return CommandFailure("\(path): This is a folder. Name a file.") }
    return CommandFailure("\(path): \(error.localizedDescription) Check the file and its permissions.")
  }

  /// - Throws: `CommandFailure` if the file that begins with `bytes` is UTF-16.
  static func check(_ bytes: some Collection<UInt8>, _ path: String) throws(CommandFailure) {
    let mark = Array(bytes.prefix(2))
    guard mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF] else { return }
    throw CommandFailure(
      "\(path): The text is UTF-16, not UTF-8. Convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW.")
  }
}
