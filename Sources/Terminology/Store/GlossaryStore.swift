internal import GRDB
private import Text

/// The glossaries of a database: every change is recorded with its author, and can be undone.
///
/// All methods block while they read or write, and throw `TerminologyError`. Shared by all threads.
public final class GlossaryStore: Sendable {
  public let database: TerminologyDatabase

  public init(database: TerminologyDatabase) {
    self.database = database
  }

  /// Opens, and where it is missing creates, the database at `path`.
  public convenience init(path: String, access: TerminologyDatabase.Access = .readAndWrite)
    throws(TerminologyError)
  {
    self.init(database: try TerminologyDatabase(path: path, access: access))
  }

  // MARK: Glossaries

  /// - Throws: `.exists` where there is one of that name, `.argument` if it cannot be a name.
  @discardableResult
  public func create(_ glossary: Glossary, author: String) throws(TerminologyError) -> ChangeRecord {
    try EntryRules.check(name: glossary.name)
    return try database.write { try $0.create(glossary, author: author) }
  }

  /// All glossaries, by name.
  public func list() throws(TerminologyError) -> [GlossarySummary] {
    try database.read { journal in
      let items = try Row.fetchAll(
        journal.database,
        sql: "SELECT \(Journal.Item.columns) FROM item WHERE kind = 0 AND isRemoved = 0 ORDER BY key"
      ).map(Journal.Item.init)
      return try items.map { try journal.summary(of: $0) }
    }
  }

  public func summary(of name: String) throws(TerminologyError) -> GlossarySummary {
    try database.read { try $0.summary(of: try $0.glossary(name)) }
  }

  @discardableResult
  public func rename(_ name: String, to newName: String, author: String) throws(TerminologyError)
    -> ChangeRecord
  {
    try EntryRules.check(name: newName)
    return try database.write { journal in
      let item = try journal.glossary(name)
      try journal.refuseTaken(newName)
      var glossary = try journal.glossaryContent(of: item)
      glossary.name = newName
      let change = try journal.begin(.renameGlossary, author: author, glossary: item.number)
      try journal.write(item, try journal.content.encode(glossary), key: newName, change: change)
      return try journal.finish(change)
    }
  }

  /// Gives the glossary of the same name the title, licence, source and note of `glossary`.
  @discardableResult
  public func describe(_ glossary: Glossary, author: String) throws(TerminologyError) -> ChangeRecord {
    try database.write { journal in
      let item = try journal.glossary(glossary.name)
      let change = try journal.begin(.describeGlossary, author: author, glossary: item.number)
      try journal.write(item, try journal.content.encode(glossary), change: change)
      return try journal.finish(change)
    }
  }

  /// Removes a glossary with all its entries; undoing the change brings them back.
  @discardableResult
  public func remove(_ name: String, author: String) throws(TerminologyError) -> ChangeRecord {
    try database.write { journal in
      let item = try journal.glossary(name)
      let change = try journal.begin(.removeGlossary, author: author, glossary: item.number)
      try journal.removeEntries(of: item, change: change)
      try journal.write(item, nil, change: change)
      return try journal.finish(change)
    }
  }
}

extension Journal {
  /// Makes a glossary without entries.
  @discardableResult
  func create(_ glossary: Glossary, author: String) throws -> ChangeRecord {
    try refuseTaken(glossary.name)
    let change = try begin(.createGlossary, author: author, glossary: nil)
    let item = try insert(.glossary, key: glossary.name)
    try write(item, try content.encode(glossary), change: change)
    return try finish(change, glossary: item.number)
  }

  /// The glossary of the name of `glossary`, which is made where it is missing.
  func glossary(orNew glossary: Glossary, author: String) throws -> Item {
    if let item = try glossaryIfAny(glossary.name) { return item }
    try create(glossary, author: author)
    return try self.glossary(glossary.name)
  }

  func glossaryContent(of item: Item) throws -> Glossary {
    guard let text = try content(of: item.number, version: item.version) else {
      throw TerminologyError.damaged(path, "The glossary \(item.key) has no description.")
    }
    return try content.glossary(text)
  }

  fileprivate func summary(of item: Item) throws -> GlossarySummary {
    let count = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM item WHERE parent = ? AND isRemoved = 0",
      arguments: [item.number])
    let languages = try Row.fetchAll(
      database,
      sql: """
        SELECT term.language, count(DISTINCT term.entry) FROM item JOIN term ON term.entry = item.number
        WHERE item.parent = ? GROUP BY 1 ORDER BY 2 DESC, 1
        """, arguments: [item.number])
    guard let change = try records(where: "change.glossary = ?", [item.number], limit: 1).first else {
      throw TerminologyError.damaged(path, "The glossary \(item.key) has no history.")
    }
    return GlossarySummary(
      glossary: try glossaryContent(of: item), entryCount: count ?? 0,
      languages: try languages.map {
        GlossarySummary.LanguageCount(language: try LanguageTag($0[0]), entryCount: $0[1])
      }, lastChange: change)
  }
}
