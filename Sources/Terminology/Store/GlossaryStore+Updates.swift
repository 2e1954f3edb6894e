internal import GRDB

/// What changed in a glossary between two changes.
public struct GlossaryUpdate: Sendable, Hashable, Codable {
  /// What names the glossary in its database, also after it is renamed.
  public var number: Int64
  /// Nil if the glossary is gone, and with it all its entries.
  public var glossary: Glossary?
  /// New and edited entries, in order.
  public var changed: [StoredEntry]
  /// The identifiers of entries that are gone.
  public var removed: [String]
}

/// What changed in all glossaries.
public struct StoreUpdate: Sendable, Hashable, Codable {
  /// The last change that is part of it: the next update starts there.
  public var changeNumber: Int64
  public var glossaries: [GlossaryUpdate]
}

extension GlossaryStore {
  /// What changed after the change `number`, in this process or another; 0 gives everything. Entries that
  /// came and went in between are among the removed.
  public func changes(since number: Int64) throws(TerminologyError) -> StoreUpdate {
    try database.read { journal in
      var updates: [Int64: GlossaryUpdate] = [:]
      func update(_ glossary: Int64, _ body: (inout GlossaryUpdate) -> Void) throws {
        if updates[glossary] == nil {
          let item = try journal.item(glossary)
          let content = try item.flatMap { $0.isRemoved ? nil : try journal.glossaryContent(of: $0) }
          updates[glossary] = GlossaryUpdate(number: glossary, glossary: content, changed: [], removed: [])
        }
        body(&updates[glossary]!)
      }
      for item in try journal.items(.glossary, changedSince: number) { try update(item.number) { _ in } }
      for item in try journal.items(.entry, changedSince: number) {
        let stored = item.isRemoved ? nil : try journal.stored(item)
        try update(item.parent ?? 0) {
          if let stored { $0.changed.append(stored) } else { $0.removed.append(item.key) }
        }
      }
      return StoreUpdate(
        changeNumber: try journal.lastChange(),
        glossaries: updates.values.sorted { $0.number < $1.number })
    }
  }
}

extension Journal {
  /// The items of a kind that a change after `number` wrote, by number.
  func items(_ kind: ItemKind, changedSince number: Int64) throws -> [Item] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(Item.columns) FROM item
        WHERE kind = ? AND number IN (SELECT item FROM revision WHERE change > ?) ORDER BY number
        """, arguments: [kind, number]
    ).map(Item.init)
  }
}
