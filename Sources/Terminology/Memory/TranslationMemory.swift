internal import GRDB
public import Text

/// The translation memory of a database: translations by people, with every change recorded.
///
/// What is added is found by the next look-up, in this process and in others. `GlossaryStore.undo` undoes its
/// changes too. All methods block while they read or write. Shared by all threads.
public final class TranslationMemory: Sendable {
  public let database: TerminologyDatabase

  public init(database: TerminologyDatabase) {
    self.database = database
  }

  public func add(_ unit: TranslationUnit, author: String) throws(TerminologyError) -> StoredUnit {
    try add([unit], author: author)[0]
  }

  /// Adds units as one change.
  public func add(_ units: [TranslationUnit], author: String) throws(TerminologyError) -> [StoredUnit] {
    for unit in units { try check(unit) }
    return try database.write { try $0.add(units, author: author) }
  }

  /// Adds those of `units` that the memory has not: no reviewed unit between the same languages has the same texts.
  /// One of those that are equal among `units` is added. All of it is one change, and no other process writes
  /// between the look and the addition.
  public func addMissing(_ units: [TranslationUnit], author: String) throws(TerminologyError) -> [StoredUnit]
  {
    for unit in units { try check(unit) }
    return try database.write { journal in
      var seen: Set<[String]> = []
      let new = try units.filter { unit in
        let key = [
          unit.sourceLanguage.description, unit.targetLanguage.description, unit.source, unit.target,
        ]
        guard seen.insert(key).inserted else { return false }
        return try !journal.hasReviewed(unit)
      }
      return try journal.add(new, author: author)
    }
  }

  /// - Throws: `.missing` where there is no such unit.
  public func unit(_ number: Int64) throws(TerminologyError) -> StoredUnit {
    try database.read { try $0.stored(unit: try $0.liveUnit(number)) }
  }

  /// - Parameter version: the version that the author saw; nil to overwrite whatever there is.
  /// - Throws: `.conflict` if the unit has another version by now, `.missing` if there is none.
  public func edit(_ number: Int64, to unit: TranslationUnit, version: Int? = nil, author: String)
    throws(TerminologyError) -> StoredUnit
  {
    try edit(number, version: version, author: author) { _ in unit }
  }

  /// As `edit(_:to:)`, to what `change` makes of the unit as it is then; in one transaction.
  public func edit(
    _ number: Int64, version: Int? = nil, author: String, _ change: (TranslationUnit) -> TranslationUnit
  ) throws(TerminologyError) -> StoredUnit {
    try database.write { journal in
      let item = try journal.liveUnit(number, version: version)
      let unit = change(try journal.stored(unit: item).unit)
      try check(unit)
      let change = try journal.begin(.editUnit, author: author, glossary: nil)
      try journal.write(unit: unit, as: item, change: change)
      _ = try journal.finish(change)
      return StoredUnit(number: number, version: item.version + 1, unit: unit)
    }
  }

  /// - Parameter version: as in `edit`.
  @discardableResult
  public func remove(_ number: Int64, version: Int? = nil, author: String) throws(TerminologyError)
    -> ChangeRecord
  {
    try database.write { journal in
      let item = try journal.liveUnit(number, version: version)
      let change = try journal.begin(.removeUnit, author: author, glossary: nil)
      try journal.write(unit: nil, as: item, change: change)
      return try journal.finish(change)
    }
  }

  /// The translations of exactly `source`, newest first. Spelling variants that the orthography profile
  /// unifies do not count; case does.
  public func translations(
    of source: String, from sourceLanguage: LanguageTag, to targetLanguage: LanguageTag
  ) throws(TerminologyError) -> [StoredUnit] {
    try database.read { try $0.units(of: source, from: sourceLanguage, to: targetLanguage) }
  }

  /// At most `limit` units between two languages, whatever their regions, in the order in which they were added,
  /// the newest first.
  ///
  /// - Parameters:
  ///   - source: nil for any.
  ///   - target: nil for any.
  ///   - number: only units whose number is smaller, for the next page.
  public func newestUnits(
    from source: LanguageTag? = nil, to target: LanguageTag? = nil, before number: Int64? = nil, limit: Int
  ) throws(TerminologyError) -> [StoredUnit] {
    try database.read { journal in
      try Int64.fetchAll(
        journal.database.cachedStatement(
          sql: """
            SELECT number FROM unit WHERE number < ?1
            AND (?2 IS NULL OR sourceLanguage = ?2 OR sourceLanguage LIKE ?2 || '-%')
            AND (?3 IS NULL OR targetLanguage = ?3 OR targetLanguage LIKE ?3 || '-%')
            ORDER BY number DESC LIMIT ?4
            """),
        arguments: [number ?? Int64.max, source?.code, target?.code, max(0, limit)]
      ).map { try journal.stored(unit: try journal.liveUnit($0)) }
    }
  }

  /// What changed after the change `number`; 0 gives all units.
  public func changes(since number: Int64) throws(TerminologyError) -> MemoryUpdate {
    try database.read { journal in
      var update = MemoryUpdate(changeNumber: try journal.lastChange(), changed: [], removed: [])
      for item in try journal.items(.unit, changedSince: number) {
        if item.isRemoved {
          update.removed.append(item.number)
        } else {
          update.changed.append(try journal.stored(unit: item))
        }
      }
      return update
    }
  }

  private func check(_ unit: TranslationUnit) throws(TerminologyError) {
    func isEmpty(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
    guard !isEmpty(unit.source), !isEmpty(unit.target) else {
      throw TerminologyError(.argument, database.path, "A translation unit needs a text in both languages.")
    }
    guard unit.source.utf8.count + unit.target.utf8.count <= 1 << 20 else {
      throw TerminologyError(
        .limit, database.path, "The texts of a translation unit have more than 1 MiB together.",
        advice: "Save it by sentences.")
    }
  }
}

extension Journal {
  /// Adds units as one change; without units there is none.
  fileprivate func add(_ units: [TranslationUnit], author: String) throws -> [StoredUnit] {
    guard !units.isEmpty else { return [] }
    let change = try begin(.addUnit, author: author, glossary: nil)
    let stored = try units.map { unit in
      let item = try insert(.unit, key: "")
      try write(unit: unit, as: item, change: change)
      return StoredUnit(number: item.number, version: 1, unit: unit)
    }
    _ = try finish(change)
    return stored
  }

  fileprivate func hasReviewed(_ unit: TranslationUnit) throws -> Bool {
    try units(of: unit.source, from: unit.sourceLanguage, to: unit.targetLanguage).contains { stored in
      !stored.unit.isSuggestion && stored.unit.source == unit.source && stored.unit.target == unit.target
    }
  }

  /// The units whose source is `source` but for spelling variants, newest first.
  fileprivate func units(of source: String, from sourceLanguage: LanguageTag, to targetLanguage: LanguageTag)
    throws -> [StoredUnit]
  {
    try Int64.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT unit.number FROM unit CROSS JOIN item ON item.number = unit.number
          CROSS JOIN revision ON revision.item = item.number AND revision.version = item.version
          WHERE sourceLanguage = ? AND targetLanguage = ? AND source = ? ORDER BY revision.change DESC,
            unit.number DESC
          """),
      arguments: [
        sourceLanguage.description, targetLanguage.description, folding.normalize(source, sourceLanguage),
      ]
    ).map { try stored(unit: try liveUnit($0)) }
  }

  fileprivate func liveUnit(_ number: Int64, version: Int? = nil) throws -> Item {
    guard let item = try item(number), item.kind == .unit, !item.isRemoved else {
      throw TerminologyError(.missing, path, "There is no translation unit \(number).")
    }
    guard version == nil || version == item.version else {
      throw TerminologyError(
        .conflict, path, "The translation unit \(number) was changed since.",
        advice: "Look at it as it is now, and make the change again.")
    }
    return item
  }

  fileprivate func stored(unit item: Item) throws -> StoredUnit {
    guard let text = try content(of: item.number, version: item.version) else {
      throw TerminologyError.damaged(path, "The translation unit \(item.number) is empty.")
    }
    return StoredUnit(number: item.number, version: item.version, unit: try content.unit(text))
  }
}
