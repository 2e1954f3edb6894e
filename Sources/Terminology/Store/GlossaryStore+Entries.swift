internal import GRDB
public import Text

extension GlossaryStore {
  /// Adds an entry; one without an identifier gets the next free number as its own.
  ///
  /// - Throws: `.exists` where the glossary has an entry of that identifier. One that was removed comes back
  ///   under it, with its history.
  public func add(_ entry: GlossaryEntry, to glossary: String, author: String) throws(TerminologyError)
    -> StoredEntry
  {
    try EntryRules.check(entry, in: glossary)
    return try database.write { journal in
      try journal.add(entry, to: try journal.glossary(glossary), author: author)
    }
  }

  /// Adds an entry, as the other method does, to the glossary of the name of `glossary`, which is made where it is
  /// missing: of any number of processes that add to it at once, one makes it.
  public func add(_ entry: GlossaryEntry, to glossary: Glossary, author: String) throws(TerminologyError)
    -> StoredEntry
  {
    try EntryRules.check(name: glossary.name)
    try EntryRules.check(entry, in: glossary.name)
    return try database.write { journal in
      try journal.add(entry, to: try journal.glossary(orNew: glossary, author: author), author: author)
    }
  }

  /// - Throws: `.missing` where there is no such entry.
  public func entry(_ identifier: String, in glossary: String) throws(TerminologyError) -> StoredEntry {
    try database.read { journal in
      try journal.stored(try journal.liveEntry(identifier, in: try journal.glossary(glossary)))
    }
  }

  /// Replaces the content of the entry that has the identifier of `entry`. What is equal already is not
  /// written.
  ///
  /// - Parameter version: the version that the author saw; nil to overwrite whatever there is.
  /// - Throws: `.conflict` if the entry has another version by now, `.missing` if there is none.
  public func edit(
    _ entry: GlossaryEntry, in glossary: String, version: Int? = nil, author: String
  ) throws(TerminologyError) -> StoredEntry {
    try EntryRules.check(entry, in: glossary)
    return try database.write { journal in
      let parent = try journal.glossary(glossary)
      let item = try journal.liveEntry(entry.identifier, in: parent)
      try journal.check(version, of: item, glossary)
      return try journal.edit(item, to: entry, author: author)
    }
  }

  /// - Parameter version: as in `edit`.
  @discardableResult
  public func remove(
    entry identifier: String, from glossary: String, version: Int? = nil, author: String
  ) throws(TerminologyError) -> ChangeRecord {
    try database.write { journal in
      let parent = try journal.glossary(glossary)
      let item = try journal.liveEntry(identifier, in: parent)
      try journal.check(version, of: item, glossary)
      let change = try journal.begin(.removeEntry, author: author, glossary: parent.number)
      try journal.write(entry: nil, as: item, change: change)
      return try journal.finish(change)
    }
  }

  /// All entries, in the order in which they were added.
  public func entries(of glossary: String) throws(TerminologyError) -> [GlossaryEntry] {
    try database.read { journal in
      var result: [GlossaryEntry] = []
      try journal.forEachEntry(of: try journal.glossary(glossary)) { result.append($1.entry) }
      return result
    }
  }

  /// At most `limit` entries in the order in which they were added, from the start or a page's continuation.
  public func entries(of glossary: String, from continuation: Int64? = nil, limit: Int)
    throws(TerminologyError) -> EntryPage
  {
    try database.read { journal in
      var page = EntryPage(entries: [])
      let limit = max(1, min(limit, 1 << 20))
      try journal.forEachEntry(of: try journal.glossary(glossary), from: continuation ?? 0, limit: limit + 1)
      { number, stored in
        if page.entries.count < limit { page.entries.append(stored) } else { page.continuation = number }
      }
      return page
    }
  }

  /// The entries of which `text` is a term or form of `language`, or of one of its regions; case and spelling
  /// variants do not count.
  public func entries(withTerm text: String, language: LanguageTag, in glossary: String)
    throws(TerminologyError) -> [StoredEntry]
  {
    try database.read { try $0.entries(withTerm: text, language: language, in: try $0.glossary(glossary)) }
  }

  /// Writes what `body` makes of the entries that have `text` as a term of `language`, as `entries(withTerm:)` finds
  /// them: one of them, changed, or a new entry. The glossary is made where it is missing. No other process writes
  /// between the look and the writing, so that two who add the same term at once make one entry of it.
  public func bring(
    term text: String, language: LanguageTag, into glossary: Glossary, author: String,
    _ body: ([StoredEntry]) -> GlossaryEntry
  ) throws(TerminologyError) -> StoredEntry {
    try EntryRules.check(name: glossary.name)
    return try database.write { journal in
      let parent = try journal.glossary(orNew: glossary, author: author)
      let known = try journal.entries(withTerm: text, language: language, in: parent)
      let entry = body(known)
      try EntryRules.check(entry, in: glossary.name)
      guard let old = known.first(where: { $0.entry.identifier == entry.identifier }) else {
        return try journal.add(entry, to: parent, author: author)
      }
      return try journal.edit(
        try journal.liveEntry(old.entry.identifier, in: parent), to: entry, author: author)
    }
  }
}

extension Journal {
  fileprivate func add(_ entry: GlossaryEntry, to glossary: Item, author: String) throws -> StoredEntry {
    var entry = entry
    if entry.identifier.isEmpty { entry.identifier = try freeIdentifier(in: glossary) }
    let old = try self.entry(entry.identifier, in: glossary)
    guard old?.isRemoved != false else {
      throw TerminologyError(
        .exists, glossary.key, "There is an entry \(entry.identifier).",
        advice: "Edit it, or choose another identifier.")
    }
    let change = try begin(.addEntry, author: author, glossary: glossary.number)
    let item = try old ?? insert(.entry, parent: glossary.number, key: entry.identifier)
    try write(entry: entry, as: item, change: change)
    _ = try finish(change)
    return StoredEntry(entry: entry, version: item.version + 1)
  }

  fileprivate func edit(_ item: Item, to entry: GlossaryEntry, author: String) throws -> StoredEntry {
    guard try stored(item).entry != entry else { return StoredEntry(entry: entry, version: item.version) }
    let change = try begin(.editEntry, author: author, glossary: item.parent)
    try write(entry: entry, as: item, change: change)
    _ = try finish(change)
    return StoredEntry(entry: entry, version: item.version + 1)
  }

  fileprivate func entries(withTerm text: String, language: LanguageTag, in glossary: Item) throws
    -> [StoredEntry]
  {
    let key = folding.fold(text, language)
    var numbers: Set<Int64> = []
    for tag in try languages() where tag == language.code || tag.hasPrefix("\(language.code)-") {
      numbers.formUnion(
        try Int64.fetchAll(
          database, sql: "SELECT entry FROM term WHERE language = ? AND key = ?", arguments: [tag, key]))
    }
    return try numbers.sorted().compactMap { number in
      guard let item = try item(number), item.parent == glossary.number else { return nil }
      return try stored(item)
    }
  }

  func liveEntry(_ identifier: String, in glossary: Item) throws -> Item {
    guard let item = try entry(identifier, in: glossary), !item.isRemoved else {
      throw TerminologyError(.missing, glossary.key, "There is no entry \(identifier).")
    }
    return item
  }

  func stored(_ item: Item) throws -> StoredEntry {
    guard let text = try content(of: item.number, version: item.version) else {
      throw TerminologyError.damaged(path, "The entry \(item.key) is empty.")
    }
    return StoredEntry(entry: try content.entry(text, identifier: item.key), version: item.version)
  }

  /// Gives the entries of `glossary` in order, with the numbers of their items.
  func forEachEntry(
    of glossary: Item, from first: Int64 = 0, limit: Int = -1, _ body: (Int64, StoredEntry) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT item.number, item.key, item.version, revision.content FROM item
          JOIN revision ON revision.item = item.number AND revision.version = item.version
          WHERE item.parent = ? AND item.number >= ? AND item.isRemoved = 0 ORDER BY item.number LIMIT ?
          """), arguments: [glossary.number, first, limit])
    while let row = try rows.next() {
      let entry = try content.entry(row[3], identifier: row[1])
      try body(row[0], StoredEntry(entry: entry, version: row[2]))
    }
  }

  /// A number that no entry of the glossary has or had.
  func freeIdentifier(in glossary: Item) throws -> String {
    var number =
      1
      + (try Int.fetchOne(
        database.cachedStatement(sql: "SELECT count(*) FROM item WHERE parent = ?"),
        arguments: [glossary.number]) ?? 0)
    while try entry(String(number), in: glossary) != nil { number += 1 }
    return String(number)
  }

  fileprivate func check(_ version: Int?, of item: Item, _ glossary: String) throws {
    guard let version, version != item.version else { return }
    let change = try Int64.fetchOne(
      database, sql: "SELECT change FROM revision WHERE item = ? AND version = ?",
      arguments: [item.number, item.version])
    let author = try change.flatMap { try record($0) }?.author ?? ""
    throw TerminologyError(
      .conflict, glossary,
      "The entry \(item.key) has version \(item.version), not \(version): \(author) changed it.",
      advice: "Look at it as it is now, and make the change again.")
  }
}
