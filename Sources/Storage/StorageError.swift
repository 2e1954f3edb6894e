/// What went wrong with a stored file: where, what, and what to do about it.
public struct StorageError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Sendable, Equatable {
    /// There is no such file.
    case missing
    /// The file is not what it says it is: truncated, altered, or of another kind.
    case damaged
    /// The file was written by a newer version than this program can read.
    case tooNew
    /// The operating system refused to read or write.
    case inputOutput
  }

  public let reason: Reason
  /// The path of the file.
  public let file: String
  /// What was found, and what was expected.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  public init(_ reason: Reason, file: String, _ message: String, advice: String) {
    self.reason = reason
    self.file = file
    self.message = message
    self.advice = advice
  }

  public var description: String { "\(file): \(message) \(advice)" }
}
