private import Foundation

/// What the commands read from and write to.
enum Console {
  /// Tells whether standard error is a terminal: only then are there progress bars.
  static let hasTerminal = isatty(STDERR_FILENO) == 1

  /// Writes a line of talk to standard error.
  static func say(_ message: String) {
    write(message + "\n", to: STDERR_FILENO)
  }

  /// Writes results to standard output.
  static func output(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Writes a whole file to standard output.
  static func output(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes without a line end to standard error.
  static func draw(_ text: String) {
    write(text, to: STDERR_FILENO)
  }

  /// The lines of a file, or of standard input for `-`.
  ///
  /// - Throws: `CommandFailure` if it cannot be read, or is not text in UTF-8.
  static func lines(of path: String) throws(CommandFailure) -> [String] {
    var reader = try LineReader(path)
    return try reader.next(.max)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  private static func write(_ content: [UInt8], to descriptor: Int32) {
    var bytes = content[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        // Whoever read the output has gone: there is nobody left to tell.
        if errno == EPIPE { exit(0) }
        if descriptor == STDOUT_FILENO {
          let reason = String(cString: strerror(errno))
          FileHandle.standardError.write(Data("Cannot write the output: \(reason).\n".utf8))
          exit(1)
        }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}

/// A failure that a command reports to its user, with exit code 1.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
