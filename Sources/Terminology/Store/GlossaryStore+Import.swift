extension GlossaryStore {
  /// Brings `entries` into a glossary, as one change: after a failure, also of the machine, the glossary is
  /// as it was before.
  ///
  /// Entries are matched by identifier. One without an identifier matches an entry of the glossary that has
  /// the same first term in the language of its own first term, and the same domain, each of them once;
  /// otherwise it is new, and gets a free number as its identifier.
  ///
  /// - Throws: `.conflict` where two of `entries` have one identifier, `.argument` or `.limit` for an entry
  ///   that cannot be stored, `.missing` where there is no such glossary.
  public func importEntries(
    _ entries: [GlossaryEntry], into glossary: String, mode: ImportMode, author: String
  ) throws(TerminologyError) -> ImportSummary {
    try check(entries, glossary)
    return try database.write { journal in
      let parent = try journal.glossary(glossary)
      let plan = try ImportPlan(entries, into: parent, mode: mode, journal: journal)
      var summary = plan.summary
      guard !summary.isEmpty else { return summary }
      let change = try journal.begin(.importEntries, author: author, glossary: parent.number)
      for step in plan.steps {
        let item =
          try step.item ?? journal.insert(.entry, parent: parent.number, key: step.after!.identifier)
        try journal.write(entry: step.after, as: item, change: change)
      }
      summary.change = try journal.finish(change)
      return summary
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
