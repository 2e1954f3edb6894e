internal import Corpora
private import Foundation

/// Reads the lines of a file or, for `-`, of standard input, some at a time, so that memory stays flat however
/// large it is. Line ends are `\n` and `\r\n`; a byte order mark is dropped.
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
  ///
  /// - Throws: `CommandFailure` with file, line and column where the text is not UTF-8.
  mutating func next(_ limit: Int) throws(CommandFailure) -> [String] {
    try take(limit, isPatient: true)
  }

  /// The lines that have arrived, at most `limit`; waits for the first. Empty only at the end.
  ///
  /// - Throws: `CommandFailure` as `next` does, once the lines before the fault have been given.
  mutating func arrived(_ limit: Int) throws(CommandFailure) -> [String] {
    try take(limit, isPatient: false)
  }

  /// What the file begins with, before any line is taken: what the first read brings, and of markup all of its
  /// first line.
  mutating func head() throws(CommandFailure) -> [UInt8] {
    if buffer.isEmpty, !isAtEnd { try fill() }
    let isBlank: Set<UInt8> = [0, 9, 10, 13, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
    while !isAtEnd, buffer.count < ForeignContent.window {
      guard let first = buffer.first(where: { !isBlank.contains($0) }) else {
        try fill()
        continue
      }
      guard first == UInt8(ascii: "<"), !buffer.contains(10) else { break }
      try fill()
    }
    return Array(buffer.prefix(ForeignContent.window))
  }

  /// All bytes that are left.
  mutating func rest() throws(CommandFailure) -> [UInt8] {
    while !isAtEnd { try fill() }
    defer { buffer = [] }
    return buffer
  }

  private mutating func take(_ limit: Int, isPatient: Bool) throws(CommandFailure) -> [String] {
    var lines: [String] = []
    var start = 0
    // A line as long as the file is searched for its end only once.
    var searched = 0
    if count == 0 {
      if buffer.isEmpty, !isAtEnd { try fill() }
      try InputFault.check(buffer, path)
    }
    while lines.count < limit {
      let end: Int
      if let found = buffer[searched...].firstIndex(of: 10) {
        end = found
      } else if isAtEnd {
        if start == buffer.count { break }
        end = buffer.count
      } else {
        if !isPatient, !lines.isEmpty { break }
        buffer.removeSubrange(..<start)
        start = 0
        searched = buffer.count
        try fill()
        continue
      }
      guard let line = text(buffer[start..<end]) else {
        if !isPatient, !lines.isEmpty { break }
        throw fault(buffer[start..<end])
      }
      lines.append(line)
      start = min(end + 1, buffer.count)
      searched = start
    }
    buffer.removeSubrange(..<start)
    return lines
  }

  private mutating func fill() throws(CommandFailure) {
    var got = 0
    let more = [UInt8](unsafeUninitializedCapacity: 1 << 18) { room, count in
      repeat { got = read(file.fileDescriptor, room.baseAddress, room.count) } while got < 0 && errno == EINTR
      count = max(0, got)
    }
    if got < 0 { throw InputFault.failure(path, CocoaError(.fileReadUnknown)) }
    isAtEnd = got == 0
    buffer += more
  }

  /// Nil for what is not UTF-8.
  private mutating func text(_ bytes: ArraySlice<UInt8>) -> String? {
    guard
      let text = String(validating: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
    else { return nil }
    defer { count += 1 }
    return count == 0 && text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }

  private func fault(_ line: ArraySlice<UInt8>) -> CommandFailure {
    guard let invalid = line.withUnsafeBytes({ InvalidUTF8($0) }) else {
      preconditionFailure("The line was just refused.")
    }
    return CommandFailure("\(path):\(count + 1):\(invalid.column): \(invalid) \(InvalidUTF8.advice)")
  }
}
