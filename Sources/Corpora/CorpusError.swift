/// Why a corpus cannot be read or written: the file, the line where there is one, and what to do.
public struct CorpusError: Error, Equatable, CustomStringConvertible {
  public let file: String
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  public let message: String

  public init(_ file: String, line: Int = 0, _ message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
}
