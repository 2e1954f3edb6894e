/// How a document is read; each format takes what it knows.
public struct DocumentOptions: Sendable {
  /// The units of plain text.
  public enum TextUnits: Sendable {
    /// Each line is a text of its own.
    case lines
    /// Lines belong together up to an empty one; their translation is written as one line.
    case paragraphs
  }

  /// What becomes of the first row of a table.
  public enum TableHeader: Sendable {
    /// It stays as it is.
    case kept
    case translated
  }

  /// HTML and XML: elements whose content stays as it is.
  public var ignoredTags: Set<String> = []
  /// HTML and XML: elements at whose borders sentences end.
  public var splittingTags: Set<String> = []
  /// HTML and XML: elements that stand within sentences.
  public var nonSplittingTags: Set<String> = []
  /// XML: which elements end sentences is guessed from where text stands; without it, only `splittingTags` do.
  public var detectsOutline = true
  public var textUnits = TextUnits.lines
  public var tableHeader = TableHeader.kept
  /// The columns of a table to translate, from 1; nil for all.
  public var tableColumns: Set<Int>?
  /// Nil to find out.
  public var encoding: TextEncoding?

  public init() {}
}
