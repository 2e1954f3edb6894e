/// What went wrong with an XML file: where, what, and what to do about it.
public struct XMLError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Sendable, Equatable {
    /// There is no such file.
    case missing
    /// The file is not well-formed.
    case malformed
    /// The bytes are not text of the encoding that they should have.
    case encoding
    /// Something is larger than is safe to read, or would become so.
    case limit
    /// The operating system refused to read.
    case inputOutput
  }

  public let reason: Reason
  /// The path of the file.
  public let file: String
  /// The line, from 1; 0 where the whole file is meant.
  public let line: Int
  /// In characters from 1; 0 where the whole line is meant.
  public let column: Int
  /// What was found, and what was expected.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  public init(
    _ reason: Reason, file: String, line: Int = 0, column: Int = 0, _ message: String, advice: String
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
    return "\(place): \(message) \(advice)"
  }
}
