internal import GRDB

extension GlossaryStore {
  /// Brings `entries` into a glossary, as one change: after a failure, also of the machine, the glossary is
  /// as it was before.
  ///
  /// Entries are matched by identifier. One without an identifier matches an entry of the glossary that has
  /// the same first term in the language of its own first term, and the same domain, each of them once;
  /// otherwise it is new, and gets a free number as its identifier.
  ///
  /// - Parameter change: the number of the glossary's last change, if what comes was made from what was there
  ///   then; nil to import whatever happened since.
  /// - Throws: `.conflict` where two of `entries` have one identifier, or the glossary was changed after
  ///   `change`, `.argument` or `.limit` for an entry that cannot be stored, `.missing` where there is no such
  ///   glossary.
  public func importEntries(
    _ entries: [GlossaryEntry], into glossary: String, mode: ImportMode, unchangedSince change: Int64? = nil,
    author: String
  ) throws(TerminologyError) -> ImportSummary {
    try check(entries, glossary)
    return try database.write { journal in
      let parent = try journal.glossary(glossary)
      if let change { try journal.refuseChanges(of: parent, after: change) }
      return try journal.bring(entries, into: parent, mode: mode, author: author)
    }
  }

  /// Brings `entries` into the glossary of the name of `glossary`, as the other method does; it is made where it is
  /// missing, with the title, licence, source and note of `glossary`.
  public func importEntries(
    _ entries: [GlossaryEntry], into glossary: Glossary, mode: ImportMode, author: String
  ) throws(TerminologyError) -> ImportSummary {
    try EntryRules.check(name: glossary.name)
    try check(entries, glossary.name)
    return try database.write { journal in
      let parent = try journal.glossary(orNew: glossary, author: author)
      return try journal.bring(entries, into: parent, mode: mode, author: author)
    }
  }

  /// Makes a glossary that holds `entries`: either all of it is there afterwards, or nothing.
  ///
  /// It is recorded as two changes, as if the glossary had been made before.
  ///
  /// - Throws: what `create` and `importEntries` throw.
  public func create(_ glossary: Glossary, with entries: [GlossaryEntry], author: String)
    throws(TerminologyError) -> ImportSummary
  {
    try EntryRules.check(name: glossary.name)
    try check(entries, glossary.name)
    return try database.write { journal in
      try journal.create(glossary, author: author)
      let parent = try journal.glossary(glossary.name)
      return try journal.bring(entries, into: parent, mode: .merge, author: author)
    }
  }

  /// What `importEntries` would do, without doing it.
  public func importPreview(of entries: [GlossaryEntry], into glossary: String, mode: ImportMode)
    throws(TerminologyError) -> (summary: ImportSummary, differences: [EntryDifference])
  {
    try check(entries, glossary)
    return try database.read { journal in
      let plan = try ImportPlan(entries, into: try journal.glossary(glossary), mode: mode, journal: journal)
      return (plan.summary, plan.steps.map { EntryDifference(before: $0.before, after: $0.after) })
    }
  }

  private func check(_ entries: [GlossaryEntry], _ glossary: String) throws(TerminologyError) {
    var identifiers: Set<String> = []
    for entry in entries {
      try EntryRules.check(entry, in: glossary)
      guard entry.identifier.isEmpty || identifiers.insert(entry.identifier).inserted else {
        throw TerminologyError(
          .conflict, glossary, "Two entries have the identifier \(entry.identifier).",
          advice: "Give one of them another, or make one entry of them.")
      }
    }
  }
}

extension Journal {
  fileprivate func refuseChanges(of glossary: Item, after change: Int64) throws {
    guard
      let later = try records(
        where: "change.glossary = ? AND change.number > ?", [glossary.number, change], limit: 1
      ).first
    else { return }
    throw TerminologyError(
      .conflict, glossary.key, "\(later.author) changed the glossary meanwhile.",
      advice: "Look at it as it is now, and make the change again.")
  }

  /// Writes what `entries` change in a glossary, as one change; nothing where they change nothing.
  fileprivate func bring(
    _ entries: [GlossaryEntry], into glossary: Item, mode: ImportMode, author: String
  ) throws -> ImportSummary {
    let plan = try ImportPlan(entries, into: glossary, mode: mode, journal: self)
    var summary = plan.summary
    guard !summary.isEmpty else { return summary }
    let change = try begin(.importEntries, author: author, glossary: glossary.number)
    for step in plan.steps {
      let item = try step.item ?? insert(.entry, parent: glossary.number, key: step.after!.identifier)
      try write(entry: step.after, as: item, change: change)
    }
    summary.change = try finish(change)
    return summary
  }
}
