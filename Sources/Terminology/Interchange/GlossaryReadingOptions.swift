public import Text

/// How glossary files are read where they do not say it themselves.
public struct GlossaryReadingOptions: Sendable, Equatable {
  /// Whether the first row of a table names the columns.
  public enum Header: Sendable, Equatable {
    /// It does if its cells are names of columns.
    case detect
    case present
    case absent
  }

  /// The format; nil to see it from the content and the name of the file.
  public var format: GlossaryFormat?
  /// The languages of tables whose columns do not name them.
  public var sourceLanguage: LanguageTag?
  public var targetLanguage: LanguageTag?
  /// What stands in which column of a table; nil to see it from the header.
  public var columns: GlossaryColumns?
  public var header = Header.detect
  /// The sheet of a workbook; nil for the first one.
  public var sheet: String?
  /// The separator of a table; nil to see it from the first row.
  public var separator: Character?

  public init() {}
}

/// What stands in which column of a table.
public struct GlossaryColumns: Sendable, Equatable {
  /// What stands there, named as a header would name it (`source`, `en`, `definition`), and the column: its
  /// number from 1, or its own name in the header.
  public var columns: [(content: String, column: String)] { zip(contents, places).map { ($0, $1) } }
  private var contents: [String] = []
  private var places: [String] = []

  /// Parses a list such as `source=3,target=4,note=Remarks`.
  ///
  /// - Throws: `TerminologyError` if the list has no such form.
  public init(_ list: String) throws(TerminologyError) {
    for item in list.split(separator: ",") {
      let parts = item.split(separator: "=", maxSplits: 1).map { FieldText.line(String($0)) }
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw TerminologyError(
          .argument, list, "«\(item)» does not say what stands in which column.",
          advice: "Write it as source=3,target=4 or as en=English,es=Spanish.")
      }
      contents.append(parts[0])
      places.append(parts[1])
    }
    guard !contents.isEmpty else {
      throw TerminologyError(
        .argument, "columns", "No columns are named.", advice: "Write them as source=1,target=2.")
    }
  }
}
