internal import GRDB

extension GlossaryStore {
  /// The changes of a glossary, newest first.
  ///
  /// - Parameter number: only what was changed before this change.
  public func history(of glossary: String, before number: Int64? = nil, limit: Int = 100)
    throws(TerminologyError) -> [ChangeRecord]
  {
    try database.read { journal in
      try journal.records(
        where: "change.glossary = ? AND change.number < ?",
        [try journal.glossary(glossary).number, number ?? Int64.max], limit: limit)
    }
  }

  /// The changes of everything, also of glossaries that are gone and of the translation memory, newest first.
  public func history(before number: Int64? = nil, limit: Int = 100) throws(TerminologyError)
    -> [ChangeRecord]
  {
    try database.read { journal in
      try journal.records(where: "change.number < ?", [number ?? Int64.max], limit: limit)
    }
  }

  /// What happened to an entry, newest first, also if it is gone.
  public func history(of identifier: String, in glossary: String) throws(TerminologyError) -> [EntryChange] {
    try database.read { journal in
      let parent = try journal.glossary(glossary)
      guard let item = try journal.entry(identifier, in: parent) else {
        throw TerminologyError(.missing, glossary, "There never was an entry \(identifier).")
      }
      return try journal.entryChanges(
        "revision.item = ? ORDER BY revision.version DESC", [item.number])
    }
  }

  /// What a change did to entries.
  public func entryChanges(of change: Int64) throws(TerminologyError) -> [EntryChange] {
    try database.read { journal in
      try journal.entryChanges(
        "revision.change = ? AND item.kind = 1 ORDER BY revision.number", [change])
    }
  }

  /// Makes undone what a change did, all of it, as a change of its own that can be undone too.
  ///
  /// - Throws: `.conflict`, with the later change, if a part was changed since and `policy` refuses that;
  ///   `.missing` if there is no such change or its glossary is gone; `.exists` if a glossary's old name is
  ///   taken.
  @discardableResult
  public func undo(_ change: Int64, author: String, policy: UndoPolicy = .refuse) throws(TerminologyError)
    -> ChangeRecord
  {
    try database.write { try $0.undo(change, author: author, policy: policy) }
  }
}

extension Journal {
  fileprivate func entryChanges(_ condition: String, _ arguments: StatementArguments) throws -> [EntryChange]
  {
    var records: [Int64: ChangeRecord] = [:]
    return try Row.fetchAll(
      database,
      sql: """
        SELECT revision.change, revision.version, item.key, old.content, revision.content
        FROM revision JOIN item ON item.number = revision.item
        LEFT JOIN revision AS old ON old.item = revision.item AND old.version = revision.version - 1
        WHERE \(condition)
        """, arguments: arguments
    ).map { row in
      let number: Int64 = row[0]
      guard let record = try records[number] ?? record(number) else {
        throw TerminologyError.damaged(path, "Change \(number) is missing.")
      }
      records[number] = record
      let (identifier, before, after): (String, String?, String?) = (row[2], row[3], row[4])
      return EntryChange(
        change: record, versionBefore: row[1] - 1,
        before: try before.map { try content.entry($0, identifier: identifier) },
        after: try after.map { try content.entry($0, identifier: identifier) })
    }
  }
}
