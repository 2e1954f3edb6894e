/// How glossaries are written.
public struct GlossaryWritingOptions: Sendable, Equatable {
  public enum TBXDialect: Sendable, Equatable, CaseIterable {
    /// ISO 30042:2019 with categories as attributes (DCA).
    case version3
    /// ISO 30042:2019 with categories as elements (DCT).
    case version3Elements
    /// ISO 30042:2008, which older programs read.
    case version2
  }

  /// The format; nil for the one that the name of the file shows.
  public var format: GlossaryFormat?
  public var dialect = TBXDialect.version3
  /// Tables in CSV and TSV begin with a byte order mark, without which some spreadsheet programs take them
  /// for another encoding.
  public var byteOrderMark = false

  public init() {}
}
