private import Foundation

/// Reads the lines of a file or, for `-`, of standard input, some at a time, so that memory stays flat however
/// large it is. Lines are what `Console.lines` makes of them.
struct LineReader {
  let path: String
  /// How many lines were given.
  private(set) var count = 0
  private let file: FileHandle
  private var buffer = Data()
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
      throw CommandFailure("\(path): \(error.localizedDescription) Check the path.")
    }
  }

  /// The next lines, at most `limit`; fewer only at the end.
  mutating func next(_ limit: Int) throws(CommandFailure) -> [String] {
    var lines: [String] = []
    var start = buffer.startIndex
    while lines.count < limit {
      if let end = buffer[start...].firstIndex(of: 10) {
        lines.append(line(buffer[start..<end]))
        start = end + 1
      } else if isAtEnd {
        if start < buffer.endIndex { lines.append(line(buffer[start...])) }
        start = buffer.endIndex
        break
      } else {
        buffer.removeSubrange(..<start)
        try fill()
        start = buffer.startIndex
      }
    }
    buffer.removeSubrange(..<start)
    return lines
  }

  private mutating func fill() throws(CommandFailure) {
    do {
      let data = try file.read(upToCount: 1 << 20) ?? Data()
      isAtEnd = data.isEmpty
      buffer.append(data)
    } catch {
      throw CommandFailure("\(path): \(error.localizedDescription)")
    }
  }

  private mutating func line(_ bytes: Data) -> String {
    defer { count += 1 }
    let text = String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
    return count == 0 && text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }
}
