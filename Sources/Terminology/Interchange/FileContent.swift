private import Foundation

/// Whole files in memory, and their text.
enum FileContent {
  /// A glossary of a million entries has about 200 MB.
  static let maximumBytes = 1 << 29

  /// The bytes of the file at `path`, of standard input for `-`.
  static func load(_ path: String) throws(TerminologyError) -> [UInt8] {
    let isStandardInput = path == "-"
    let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError(path, "open") }
    defer { if !isStandardInput { close(descriptor) } }
    var bytes: [UInt8] = []
    var room = 1 << 16
    while true {
      var got = 0
      let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        got = Foundation.read(descriptor, buffer.baseAddress, room)
        count = max(0, got)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw systemError(path, "read") }
      if got == 0 { return bytes }
      bytes += more
      guard bytes.count <= maximumBytes else {
        throw TerminologyError(
          .limit, path, "The file has more than \(maximumBytes >> 20) MB.", advice: "Divide it.")
      }
      room = min(1 << 24, max(room, bytes.count))
    }
  }

  /// The text that the bytes are: UTF-8, or UTF-16 with a byte order mark.
  static func text(_ bytes: [UInt8], place: String) throws(TerminologyError) -> String {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw TerminologyError(
        .encoding, place, "The file is UTF-32.", advice: "Convert it: iconv -f UTF-32 -t UTF-8 FILE > NEW.")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
        let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return isLittle ? a | b << 8 : a << 8 | b
      }
      guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
        throw TerminologyError(
          .encoding, place, "The file begins as UTF-16, but is not well-formed.",
          advice: "Save it again as UTF-8.")
      }
      return text
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let text = String(validating: body, as: UTF8.self) { return text }
    throw TerminologyError(
      .encoding, place, line: firstInvalidLine(body), "There are bytes that are not UTF-8.",
      advice: "Save the file as UTF-8, or convert it, for example with iconv -f WINDOWS-1252 -t UTF-8.")
  }

  private static func firstInvalidLine(_ bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): if scalar == "\n" { line += 1 }
      case .emptyInput, .error: return line
      }
    }
  }

  private static func systemError(_ path: String, _ verb: String) -> TerminologyError {
    let code = errno
    if code == ENOENT || code == ENOTDIR {
      return TerminologyError(.missing, path, "There is no such file.", advice: "Check the path.")
    }
    if code == EISDIR {
      return TerminologyError(.unsupported, path, "This is a folder.", advice: "Name a file.")
    }
    return TerminologyError(
      .inputOutput, path, "Cannot \(verb) it: \(String(cString: strerror(code))).",
      advice: code == EACCES || code == EPERM
        ? "Check the permissions of the file and of its folder." : "Check the disk and the path.")
  }
}
