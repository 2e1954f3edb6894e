private import Foundation

/// Reads whole files into memory.
///
/// They are not mapped: a corpus may be truncated by another program while it is read, and a mapped page
/// that is gone kills the process.
enum FileBytes {
  /// The bytes of the file at `path`, of standard input for `-`.
  static func load(_ path: String) throws(CorpusError) -> [UInt8] {
    let isStandardInput = path == "-"
    let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path, "open") }
    defer { if !isStandardInput { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(path, "inspect") }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw CorpusError(.unsupported, file: path, "This is a folder.", advice: "Name a file.")
    }
    var bytes: [UInt8] = []
    // One byte more than the size: the read that finds the end then needs no growth.
    var room = max(1 << 16, Int(status.st_size) + 1)
    while true {
      var got = 0
      let start = bytes.count
      bytes.reserveCapacity(start + room)
      let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        got = read(descriptor, buffer.baseAddress, min(room, 1 << 30))
        count = max(0, got)
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw .system(path, "read")
      }
      if got == 0 { return bytes }
      if start == 0 { bytes = more } else { bytes += more }
      room = max(1 << 16, room - got, bytes.count / 2)
    }
  }

  /// The names in the folder `path`, sorted; nil if it cannot be listed.
  static func names(inFolder path: String) -> [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted()
  }

  /// Whether there is something at `path`, and whether it is a folder.
  static func kind(_ path: String) -> (exists: Bool, isFolder: Bool) {
    var status = stat()
    guard stat(path, &status) == 0 else { return (false, false) }
    return (true, status.st_mode & S_IFMT == S_IFDIR)
  }

  /// Where the text begins, behind a byte order mark.
  ///
  /// - Throws: `CorpusError` that says what the bytes look like, if that is not text in UTF-8.
  static func textStart(_ bytes: [UInt8], file: String) throws(CorpusError) -> Int {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    guard let foreign = ForeignContent(bytes) else { return 0 }
    throw CorpusError(
      foreign.isText ? .encoding : .unsupported, file: file, foreign.message, advice: foreign.advice)
  }
}

extension CorpusError {
  /// The error for the system call that has just failed on `path`.
  static func system(_ path: String, _ verb: String) -> CorpusError {
    let code = errno
    if code == ENOENT || code == ENOTDIR {
      return CorpusError(.missing, file: path, "There is no such file.", advice: "Check the path.")
    }
    let advice =
      code == EACCES || code == EPERM
      ? "Check the permissions of the file and of its folder." : "Check the disk and the path."
    return CorpusError(
      .inputOutput, file: path, "Cannot \(verb) it: \(String(cString: strerror(code))).", advice: advice)
  }
}
