private import Foundation
internal import GRDB
private import Text

/// Items, revisions and changes inside one transaction; everything that is written goes through here, so
/// that it is recorded and indexed.
struct Journal {
  enum ItemKind: Int, DatabaseValueConvertible {
    case glossary, entry, unit
  }

  struct Item: Equatable {
    var number: Int64
    var kind: ItemKind
    /// The glossary of an entry.
    var parent: Int64?
    var key: String
    /// Of the last revision, from 1.
    var version: Int
    var isRemoved: Bool

    init(_ row: Row) {
      number = row[0]
      kind = row[1]
      parent = row[2]
      key = row[3]
      version = row[4]
      isRemoved = row[5]
    }

    init(number: Int64, kind: ItemKind, parent: Int64?, key: String) {
      self.number = number
      self.kind = kind
      self.parent = parent
      self.key = key
      version = 0
      isRemoved = true
    }

    static let columns = "item.number, item.kind, item.parent, item.key, item.version, item.isRemoved"
  }

  let database: Database
  let path: String
  let folding: TextFolding
  let content = StoredContent()

  // MARK: Reading

  func lastChange() throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(number) FROM change")) ?? 0
  }

  func item(_ number: Int64) throws -> Item? {
    try Row.fetchOne(
      database.cachedStatement(sql: "SELECT \(Item.columns) FROM item WHERE number = ?"),
      arguments: [number]
    ).map(Item.init)
  }

  /// The glossary of that name.
  func glossary(_ name: String) throws -> Item {
    guard let item = try glossaryIfAny(name) else {
      throw TerminologyError(.missing, name, "There is no such glossary.", advice: "List the glossaries.")
    }
    return item
  }

  /// The glossary of that name; nil if there is none.
  func glossaryIfAny(_ name: String) throws -> Item? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT \(Item.columns) FROM item WHERE kind = 0 AND isRemoved = 0 AND key = ?"),
      arguments: [name]
    ).map(Item.init)
  }

  /// The entry, also if it was removed; nil if there never was one.
  func entry(_ identifier: String, in glossary: Item) throws -> Item? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT \(Item.columns) FROM item WHERE kind = 1 AND parent = ? AND key = ?"),
      arguments: [glossary.number, identifier]
    ).map(Item.init)
  }

  /// What a version of an item holds; nil if it says that the item is gone, and for version 0.
  func content(of item: Int64, version: Int) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT content FROM revision WHERE item = ? AND version = ?"),
      arguments: [item, version])
  }

  // MARK: Writing

  /// Starts a change; `finish` completes it.
  func begin(_ kind: ChangeRecord.Kind, author: String, glossary: Int64?, undoing undone: Int64? = nil) throws
    -> Int64
  {
    // One line of text, whatever a request may have brought.
    let author = String(
      String.UnicodeScalarView(author.unicodeScalars.filter { $0.value >= 0x20 }).prefix(200))
    try database.execute(
      sql: """
        INSERT INTO change (time, author, kind, glossary, undoes, parts) VALUES (?, ?, ?, ?, ?, 0)
        """,
      arguments: [
        Int64((Date().timeIntervalSince1970 * 1000).rounded()), author, kind.rawValue, glossary, undone,
      ])
    return database.lastInsertedRowID
  }

  /// Says what the change did: how many revisions, and of which glossary.
  func finish(_ change: Int64, glossary: Int64? = nil) throws -> ChangeRecord {
    try database.execute(
      sql: """
        UPDATE change SET parts = (SELECT count(*) FROM revision WHERE change = change.number),
          glossary = coalesce(glossary, ?) WHERE number = ?
        """, arguments: [glossary, change])
    guard let record = try record(change) else { preconditionFailure("The change was just written.") }
    return record
  }

  /// Makes a new item that holds nothing yet.
  func insert(_ kind: ItemKind, parent: Int64? = nil, key: String) throws -> Item {
    try database.cachedStatement(
      sql: "INSERT INTO item (kind, parent, key, version, isRemoved) VALUES (?, ?, ?, 0, 1)"
    ).execute(arguments: [kind, parent, key])
    return Item(number: database.lastInsertedRowID, kind: kind, parent: parent, key: key)
  }

  /// Writes the next version of `item`: `content`, or that it is gone.
  func write(_ item: Item, _ content: String?, key: String? = nil, change: Int64) throws {
    try database.cachedStatement(
      sql: "INSERT INTO revision (item, version, change, content) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [item.number, item.version + 1, change, content])
    try database.cachedStatement(
      sql: "UPDATE item SET version = ?, isRemoved = ?, key = ? WHERE number = ?"
    ).execute(arguments: [item.version + 1, content == nil, key ?? item.key, item.number])
  }

  /// Writes an entry and brings the indexes up to date; nil removes it.
  func write(entry: GlossaryEntry?, as item: Item, change: Int64) throws {
    try write(item, entry.map { content.encode($0) }, change: change)
    if !item.isRemoved { try removeFromIndexes(entry: item.number) }
    if let entry { try addToIndexes(entry, as: item.number) }
  }

  /// Writes a unit and brings its index up to date; nil removes it.
  func write(unit: TranslationUnit?, as item: Item, change: Int64) throws {
    try write(item, unit.map { try content.encode($0) }, change: change)
    try database.cachedStatement(sql: "DELETE FROM unit WHERE number = ?").execute(arguments: [item.number])
    guard let unit else { return }
    try database.cachedStatement(
      sql: "INSERT INTO unit (number, sourceLanguage, targetLanguage, source) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [
      item.number, unit.sourceLanguage.description, unit.targetLanguage.description,
      folding.normalize(unit.source, unit.sourceLanguage),
    ])
  }

  /// Writes what `item`, of whatever kind, held in an older version, or that it is gone.
  func write(stored text: String?, as item: Item, change: Int64) throws {
    switch item.kind {
    case .glossary:
      let name = try text.map { try content.glossary($0).name }
      if let name, name != item.key || item.isRemoved { try refuseTaken(name) }
      try write(item, text, key: name, change: change)
    case .entry:
      try write(entry: text.map { try content.entry($0, identifier: item.key) }, as: item, change: change)
    case .unit:
      try write(unit: text.map { try content.unit($0) }, as: item, change: change)
    }
  }

  /// Throws if there is a glossary of that name.
  func refuseTaken(_ name: String) throws {
    let isTaken = try Bool.fetchOne(
      database,
      sql: "SELECT EXISTS (SELECT 1 FROM item WHERE kind = 0 AND isRemoved = 0 AND key = ?)",
      arguments: [name])
    if isTaken == true {
      throw TerminologyError(
        .exists, name, "There is a glossary of this name.", advice: "Choose another name.")
    }
  }
}
