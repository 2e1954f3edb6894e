/// What a glossary file says.
public struct GlossaryDocument: Sendable, Equatable {
  /// What people call the glossary; empty where the format has no place for it, as in tables.
  public var title: String
  /// Who may use it how.
  public var license: String
  /// Where it comes from.
  public var source: String
  public var note: String
  public var entries: [GlossaryEntry]
  /// What was odd, in the order of the file; at most `maximumWarnings` are kept.
  public var warnings: [Warning] = []
  /// How many things were left out, by the reason.
  public var skipped: [String: Int] = [:]

  public static let maximumWarnings = 1000

  /// Something odd at a place in the file, which did not stop the reading.
  public struct Warning: Sendable, Hashable, CustomStringConvertible {
    /// The line of a text file or the row of a workbook, from 1; 0 where the whole is meant.
    public let line: Int
    public let message: String

    public init(line: Int, _ message: String) {
      self.line = line
      self.message = message
    }

    public var description: String { line > 0 ? "line \(line): \(message)" : message }
  }

  public init(
    title: String = "", license: String = "", source: String = "", note: String = "",
    entries: [GlossaryEntry] = []
  ) {
    self.title = title
    self.license = license
    self.source = source
    self.note = note
    self.entries = entries
  }
}
