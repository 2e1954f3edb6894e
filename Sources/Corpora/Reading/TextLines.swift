internal import Foundation

/// Reads files as lines of text.
public enum TextLines {
  /// The lines of the file at `path`, of standard input for `-`.
  ///
  /// A byte order mark and carriage returns before line ends are dropped. Bytes that are not UTF-8 become
  /// U+FFFD, which the text layer drops; NULs count as space.
  public static func read(_ path: String) throws(CorpusError) -> [String] {
    let data = try contents(path)
    var lines: [String] = []
    data.withUnsafeBytes { bytes in
      var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      for index in start..<bytes.count where bytes[index] == 10 {
        lines.append(line(bytes, start, index))
        start = index + 1
      }
      if start < bytes.count { lines.append(line(bytes, start, bytes.count)) }
    }
    return lines
  }

  /// The bytes of the file at `path`, of standard input for `-`.
  static func contents(_ path: String) throws(CorpusError) -> Data {
    if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CorpusError(path, "There is no such file. Check the path.")
    }
    if isFolder.boolValue { throw CorpusError(path, "This is a folder. Name a file.") }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw CorpusError(path, "It cannot be read: \(error.localizedDescription)")
    }
  }

  private static func line(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> String {
    let stop = end > start && bytes[end - 1] == 13 ? end - 1 : end
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<stop]), as: UTF8.self)
  }
}
