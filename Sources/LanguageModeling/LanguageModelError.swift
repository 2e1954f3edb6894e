/// Why a language model could not be estimated, read or written.
public struct LanguageModelError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Sendable, Equatable {
    /// The text is empty, too long, or has token numbers outside the vocabulary.
    case unusableText
    /// The order or the pruning thresholds make no sense.
    case invalidOptions
    /// The caller asked to stop.
    case cancelled
    /// The file is not what it says it is.
    case damagedFile
    /// The file could not be read or written.
    case inputOutput
  }

  public let reason: Reason
  /// The path of the file, where there is one.
  public let file: String?
  /// The line of the file, from 1, where one is to blame.
  public let line: Int?
  /// What was found, and what was expected.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  public init(_ reason: Reason, file: String? = nil, line: Int? = nil, _ message: String, advice: String) {
    self.reason = reason
    self.file = file
    self.line = line
    self.message = message
    self.advice = advice
  }

  public var description: String {
    var place = ""
    if let file { place = line.map { "\(file), line \($0): " } ?? "\(file): " }
    return "\(place)\(message) \(advice)"
  }
}
