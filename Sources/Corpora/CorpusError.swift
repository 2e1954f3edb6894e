/// What went wrong with a corpus: where, what, and what to do about it.
public struct CorpusError: Error, Equatable, CustomStringConvertible {
  public enum Reason: String, Sendable, Equatable {
    /// There is no such file.
    case missing
    /// The file breaks the rules of its format.
    case malformed
    /// Parallel files that do not have the same number of lines.
    case lineCounts
    /// The bytes are not text of the encoding that they should have.
    case encoding
    /// The format, or a part of it, is not read here.
    case unsupported
    /// The file has nothing in the languages that were asked for.
    case language
    /// Something is larger than is safe to read.
    case limit
    /// The operating system refused to read or write.
    case inputOutput
    /// The server or the connection failed.
    case network
    /// The bytes that arrived are not those that were published.
    case checksum
    /// The caller asked to stop.
    case cancelled
    /// The description of a corpus cannot be understood.
    case argument
  }

  public let reason: Reason
  /// The path of the file, or the address.
  public let file: String
  /// The line, from 1; 0 where the whole file is meant.
  public let line: Int
  /// In characters from 1; 0 where the whole line is meant, or the column is not known.
  public let column: Int
  /// What was found, and what was expected.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  public init(
    _ reason: Reason = .malformed, file: String, line: Int = 0, column: Int = 0, _ message: String,
    advice: String = ""
  ) {
    self.reason = reason
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.advice = advice
  }

  public var description: String {
    let place = line > 0 ? column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)" : file
    return advice.isEmpty ? "\(place): \(message)" : "\(place): \(message) \(advice)"
  }
}
