internal import GRDB
private import Text

/// What is to be written so that a glossary holds what is imported.
struct ImportPlan {
  struct Step {
    /// The item of an entry that there is, or was; nil for a new one.
    var item: Journal.Item?
    var before: GlossaryEntry?
    var after: GlossaryEntry?
  }

  private(set) var steps: [Step] = []
  private(set) var summary = ImportSummary()
  private let journal: Journal
  private let glossary: Journal.Item
  private let mode: ImportMode
  /// Nothing has to be looked up where there never was an entry.
  private let isNew: Bool
  /// The items that an entry was matched with.
  private var matched: Set<Int64> = []
  private var identifiers: Set<String>
  private var lastNumber: Int

  init(_ entries: [GlossaryEntry], into glossary: Journal.Item, mode: ImportMode, journal: Journal) throws {
    self.journal = journal
    self.glossary = glossary
    self.mode = mode
    lastNumber =
      try Int.fetchOne(
        journal.database, sql: "SELECT count(*) FROM item WHERE parent = ?", arguments: [glossary.number])
      ?? 0
    isNew = lastNumber == 0
    identifiers = Set(entries.lazy.map(\.identifier))
    // What has an identifier takes its entry before others may.
    var items: [Int: Journal.Item] = [:]
    if !isNew {
      for (index, entry) in entries.enumerated() where !entry.identifier.isEmpty {
        guard let item = try journal.entry(entry.identifier, in: glossary) else { continue }
        items[index] = item
        matched.insert(item.number)
      }
    }
    for (index, entry) in entries.enumerated() { try add(entry, items[index]) }
    if mode == .replace, !isNew { try removeOthers() }
  }

  private mutating func add(_ entry: GlossaryEntry, _ known: Journal.Item?) throws {
    var entry = entry
    let item = try known ?? (entry.identifier.isEmpty ? twin(of: entry) : nil)
    guard let item else {
      if entry.identifier.isEmpty { entry.identifier = try freeIdentifier() }
      summary.added += 1
      steps.append(Step(after: entry))
      return
    }
    entry.identifier = item.key
    matched.insert(item.number)
    guard !item.isRemoved else {
      summary.added += 1
      steps.append(Step(item: item, after: entry))
      return
    }
    guard let text = try journal.content(of: item.number, version: item.version) else {
      throw TerminologyError.damaged(journal.path, "The entry \(item.key) is empty.")
    }
    if text == journal.content.encode(entry) {
      summary.unchanged += 1
      return
    }
    let before = try journal.content.entry(text, identifier: item.key)
    let after = mode == .merge ? before.merged(with: entry) : entry
    guard before != after else {
      summary.unchanged += 1
      return
    }
    summary.changed += 1
    steps.append(Step(item: item, before: before, after: after))
  }

  /// The entry of the glossary that means the same as one without an identifier: an equal one, otherwise the
  /// first with the same term and domain.
  private func twin(of entry: GlossaryEntry) throws -> Journal.Item? {
    guard !isNew, let first = entry.terms.first else { return nil }
    let key = journal.folding.fold(first.text, first.language)
    let candidates = try Row.fetchAll(
      journal.database.cachedStatement(
        sql: """
          SELECT \(Journal.Item.columns) FROM term CROSS JOIN item ON item.number = term.entry
          WHERE term.language = ? AND term.key = ? AND term.isForm = 0 AND item.parent = ?
          ORDER BY item.number
          """),
      arguments: [first.language.description, key, glossary.number])
    var found: Journal.Item?
    for item in candidates.map(Journal.Item.init) where !matched.contains(item.number) {
      var stored = try journal.stored(item).entry
      guard stored.domain == entry.domain,
        let term = stored.terms.first(where: { $0.language == first.language }),
        journal.folding.fold(term.text, term.language) == key
      else { continue }
      stored.identifier = ""
      if stored == entry { return item }
      found = found ?? item
    }
    return found
  }

  private mutating func freeIdentifier() throws -> String {
    while true {
      lastNumber += 1
      let identifier = String(lastNumber)
      guard !identifiers.contains(identifier) else { continue }
      if isNew { return identifier }
      if try journal.entry(identifier, in: glossary) == nil { return identifier }
    }
  }

  private mutating func removeOthers() throws {
    let rows = try Row.fetchAll(
      journal.database,
      sql: "SELECT \(Journal.Item.columns) FROM item WHERE parent = ? AND isRemoved = 0 ORDER BY number",
      arguments: [glossary.number])
    for item in rows.map(Journal.Item.init) where !matched.contains(item.number) {
      summary.removed += 1
      steps.append(Step(item: item, before: try journal.stored(item).entry))
    }
  }
}

extension GlossaryEntry {
  /// The entry with what `other` has to say: see `ImportMode.merge`.
  fileprivate func merged(with other: GlossaryEntry) -> GlossaryEntry {
    var result = self
    if !other.domain.isEmpty { result.domain = other.domain }
    if !other.note.isEmpty { result.note = other.note }
    if !other.source.isEmpty { result.source = other.source }
    result.isUntranslatable = other.isUntranslatable || isUntranslatable
    result.terms = Self.merge(terms, other.terms, by: \.language)
    result.definitions = Self.merge(definitions, other.definitions, by: \.language)
    return result
  }

  /// The elements of `old`, those of the keys that `new` has replaced in place by the ones of `new`.
  private static func merge<Element: Equatable, Key: Hashable>(
    _ old: [Element], _ new: [Element], by key: (Element) -> Key
  ) -> [Element] {
    let incoming = Dictionary(grouping: new, by: key)
    let present = Dictionary(grouping: old, by: key)
    guard incoming.contains(where: { present[$0.key] != $0.value }) else { return old }
    var result: [Element] = []
    var done: Set<Key> = []
    for element in old + new where done.insert(key(element)).inserted {
      result += incoming[key(element)] ?? present[key(element)] ?? []
    }
    return result
  }
}
