/// What went wrong with a glossary: where, what, and what to do about it.
public struct TerminologyError: Error, Equatable, CustomStringConvertible {
  public enum Reason: String, Sendable, Equatable {
    /// There is no such file, glossary, entry or change.
    case missing
    /// It exists already.
    case exists
    /// The file breaks the rules of its format.
    case malformed
    /// The bytes are not text of the encoding that they should have.
    case encoding
    /// The format, or a part of it, is not read here.
    case unsupported
    /// The file has nothing in the languages that were asked for.
    case language
    /// Something is larger than is safe to read.
    case limit
    /// Two entries say different things, or a change was made to what has changed since.
    case conflict
    /// A value cannot be used.
    case argument
    /// Another process holds the database.
    case locked
    /// The database may not be written.
    case readOnly
    /// The database is damaged.
    case damaged
    /// The database was written by a newer version of the program.
    case tooNew
    /// The operating system refused to read or write.
    case inputOutput
  }

  public let reason: Reason
  /// The path of the file or database, or the name of the glossary.
  public let place: String
  /// The line or row, from 1; 0 where the whole is meant.
  public let line: Int
  /// What was found, and what was expected.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  public init(_ reason: Reason, _ place: String, line: Int = 0, _ message: String, advice: String = "") {
    self.reason = reason
    self.place = place
    self.line = line
    self.message = message
    self.advice = advice
  }

  public var description: String {
    let location = line > 0 ? "\(place):\(line)" : place
    return advice.isEmpty ? "\(location): \(message)" : "\(location): \(message) \(advice)"
  }
}
