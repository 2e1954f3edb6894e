internal import GRDB
public import Text

extension TranslationMemory {
  /// How many units there are from one language to another.
  public struct Pair: Sendable, Hashable {
    public var sourceLanguage: LanguageTag
    public var targetLanguage: LanguageTag
    public var unitCount: Int
  }

  /// The language pairs that have units, by their codes.
  public func pairs() throws(TerminologyError) -> [Pair] {
    try database.read { journal in
      try Row.fetchAll(
        journal.database,
        sql: """
          SELECT sourceLanguage, targetLanguage, count(*) FROM unit GROUP BY 1, 2 ORDER BY 1, 2
          """
      ).map { row in
        Pair(
          sourceLanguage: try LanguageTag(row[0]), targetLanguage: try LanguageTag(row[1]), unitCount: row[2])
      }
    }
  }
}
