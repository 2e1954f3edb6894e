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
  /// What was found, and what was expected.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  public init(_ reason: Reason, file: String, line: Int = 0, _ message: String, advice: String) {
    self.reason = reason
    self.file = file
    self.line = line
    self.message = message
    self.advice = advice
  }

  public var description: String { "\(line > 0 ? "\(file):\(line)" : file): \(message) \(advice)" }
}
