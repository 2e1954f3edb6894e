private import Foundation
internal import GRDB

extension Journal {
  private static let recordColumns = """
    change.number, change.time, change.author, change.kind, glossary.key, change.undoes, change.parts
    """
  private static let recordSource = "change LEFT JOIN item AS glossary ON glossary.number = change.glossary"

  func record(_ change: Int64) throws -> ChangeRecord? {
    try records(where: "change.number = ?", [change]).first
  }

  /// Newest first.
  func records(where condition: String, _ arguments: StatementArguments, limit: Int = -1) throws
    -> [ChangeRecord]
  {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(Self.recordColumns) FROM \(Self.recordSource) WHERE \(condition)
        ORDER BY change.number DESC LIMIT ?
        """, arguments: arguments + [limit]
    ).map { row in
      guard let kind = ChangeRecord.Kind(rawValue: row[3]) else {
        throw TerminologyError.damaged(path, "Change \(row[0] as Int64) is of an unknown kind.")
      }
      return ChangeRecord(
        number: row[0], time: Date(timeIntervalSince1970: Double(row[1] as Int64) / 1000), author: row[2],
        kind: kind, glossary: row[4] ?? "", undone: row[5], parts: row[6])
    }
  }

  /// Undoes every part of the change `number`, as a change of its own.
  func undo(_ number: Int64, author: String, policy: UndoPolicy) throws -> ChangeRecord {
    guard let record = try record(number) else {
      throw TerminologyError(
        .missing, path, "There is no change \(number).", advice: "Look at the history for its number.")
    }
    let parts = try parts(of: number)
    if policy == .refuse { try refuseIfChangedSince(record, parts) }
    let change = try begin(
      .undo, author: author, glossary: try glossaryNumber(of: number), undoing: number)
    // Glossaries first: entries come back into one that is there.
    for (item, version) in parts where item.kind == .glossary {
      let old = try content(of: item.number, version: version - 1)
      if old == nil { try removeEntries(of: item, change: change) }
      try write(stored: old, as: item, change: change)
    }
    for (item, version) in parts where item.kind != .glossary {
      let old = try content(of: item.number, version: version - 1)
      guard let now = try self.item(item.number), old != nil || !now.isRemoved else { continue }
      if let parent = now.parent, old != nil, try self.item(parent)?.isRemoved != false {
        throw TerminologyError(
          .missing, record.glossary, "The glossary was removed.", advice: "Undo its removal first.")
      }
      try write(stored: old, as: now, change: change)
    }
    return try finish(change)
  }

  /// Removes what `glossary` holds; the glossary itself stays.
  func removeEntries(of glossary: Item, change: Int64) throws {
    for row in try Row.fetchAll(
      database,
      sql: "SELECT \(Item.columns) FROM item WHERE parent = ? AND isRemoved = 0 ORDER BY number",
      arguments: [glossary.number])
    {
      try write(entry: nil, as: Item(row), change: change)
    }
  }

  /// The items that a change wrote, and the versions that it made of them.
  private func parts(of change: Int64) throws -> [(item: Item, version: Int)] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(Item.columns), revision.version FROM revision JOIN item ON item.number = revision.item
        WHERE revision.change = ? ORDER BY revision.number
        """, arguments: [change]
    ).map { (Item($0), $0[6]) }
  }

  private func refuseIfChangedSince(_ record: ChangeRecord, _ parts: [(item: Item, version: Int)]) throws {
    for (item, version) in parts {
      var later: Int64?
      // What later changes have brought back to the same is no obstacle.
      if item.version != version,
        try content(of: item.number, version: item.version) != content(of: item.number, version: version)
      {
        later = try Int64.fetchOne(
          database, sql: "SELECT change FROM revision WHERE item = ? AND version = ?",
          arguments: [item.number, item.version])
      } else if item.kind == .glossary, record.kind == .createGlossary || record.kind == .undo,
        try content(of: item.number, version: version - 1) == nil
      {
        // The glossary would go, and take with it the entries that came since.
        later = try Int64.fetchOne(
          database,
          sql: """
            SELECT max(revision.change) FROM item JOIN revision
            ON revision.item = item.number AND revision.version = item.version
            WHERE item.parent = ? AND item.isRemoved = 0 AND revision.change > ?
            """, arguments: [item.number, record.number])
      }
      guard let later, let record = try self.record(later) else { continue }
      let subject =
        switch item.kind {
        case .glossary: "The glossary"
        case .entry: "The entry \(item.key)"
        case .unit: "The translation unit \(item.number)"
        }
      throw TerminologyError(
        .conflict, record.glossary.isEmpty ? path : record.glossary,
        "\(subject) was changed since, by change \(later) (\(record.kind.rawValue), \(record.author)).",
        advice: "Undo that one first, or overwrite it.")
    }
  }

  private func glossaryNumber(of change: Int64) throws -> Int64? {
    try Int64.fetchOne(
      database, sql: "SELECT glossary FROM change WHERE number = ?", arguments: [change])
  }
}
