/// Why a document cannot be read: what, where, and what to do about it.
public struct DocumentError: Error, Equatable, CustomStringConvertible {
  public enum Reason: String, Sendable, Equatable {
    /// The file breaks the rules of its format.
    case malformed
    /// The bytes are not text of the encoding that they should have, or of one that is read here.
    case encoding
    /// The format is not read here.
    case unsupported
  }

  public let reason: Reason
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  /// In characters from 1; 0 where the whole line is meant.
  public let column: Int
  /// What was found, and what was expected.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  public init(_ reason: Reason, line: Int = 0, column: Int = 0, _ message: String, advice: String) {
    self.reason = reason
    self.line = line
    self.column = column
    self.message = message
    self.advice = advice
  }

  /// With the line and column of `offset` in `bytes`, which are UTF-8.
  init(_ reason: Reason, at offset: Int, in bytes: [UInt8], _ message: String, advice: String) {
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    self.init(
      reason, line: before.count { $0 == 0x0A } + 1,
      column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1, message, advice: advice)
  }

  public var description: String {
    guard line > 0 else { return "\(message) \(advice)" }
    return column > 0
      ? "Line \(line), column \(column): \(message) \(advice)" : "Line \(line): \(message) \(advice)"
  }
}
