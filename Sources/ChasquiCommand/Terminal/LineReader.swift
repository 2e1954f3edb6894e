private import Foundation

/// Reads the lines of a file or, for `-`, of standard input, some at a time, so that memory stays flat however
/// large it is. Lines are what `Console.lines` makes of them.
struct LineReader {
  let path: String
  /// How many lines were given.
  private(set) var count = 0
  private let file: FileHandle
  /// What has been read and not yet given.
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  init(_ path: String) throws(CommandFailure) {
    self.path = path
    if path == "-" {
      file = .standardInput
      return
    }
    do {
      file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw InputFault.failure(path, error)
    }
  }

  /// The next lines, at most `limit`; fewer only at the end.
  mutating func next(_ limit: Int) throws(CommandFailure) -> [String] {
    var lines: [String] = []
    var start = 0
    // A line as long as the file is searched for its end only once.
    var searched = 0
    while lines.count < limit {
      if let end = buffer[searched...].firstIndex(of: 10) {
        lines.append(line(buffer[start..<end]))
        start = end + 1
        searched = start
      } else if isAtEnd {
        if start < buffer.count { lines.append(line(buffer[start...])) }
        start = buffer.count
        break
      } else {
        buffer.removeSubrange(..<start)
        start = 0
        searched = buffer.count
        try fill()
      }
    }
    buffer.removeSubrange(..<start)
    return lines
  }

  private mutating func fill() throws(CommandFailure) {
    let data: Data
    do {
      data = try file.read(upToCount: 1 << 20) ?? Data()
    } catch {
      throw InputFault.failure(path, error)
    }
    if count == 0, buffer.isEmpty { try InputFault.check(data, path) }
    isAtEnd = data.isEmpty
    buffer.append(contentsOf: data)
  }

  private mutating func line(_ bytes: ArraySlice<UInt8>) -> String {
    defer { count += 1 }
    let text = String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
    return count == 0 && text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }
}
