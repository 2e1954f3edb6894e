public import Foundation
internal import GRDB

/// How a glossary began. Nothing that is done to it later changes this.
public struct GlossaryOrigin: Sendable, Hashable {
  /// What names the glossary in its database, also after it is renamed.
  public var number: Int64
  /// Its name as it is now.
  public var name: String
  public var created: Date
}

extension GlossaryStore {
  /// The origins of all glossaries, by name.
  public func origins() throws(TerminologyError) -> [GlossaryOrigin] {
    try database.read { journal in
      try Row.fetchAll(
        journal.database,
        sql: """
          SELECT item.number, item.key,
            (SELECT time FROM change WHERE glossary = item.number ORDER BY number LIMIT 1)
          FROM item WHERE kind = 0 AND isRemoved = 0 ORDER BY key
          """
      ).map { row in
        let milliseconds: Int64 = row[2] ?? 0
        return GlossaryOrigin(
          number: row[0], name: row[1], created: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
      }
    }
  }
}
