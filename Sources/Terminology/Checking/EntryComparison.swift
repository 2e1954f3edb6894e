internal import Text

/// Compares entries that have a term of one language in common.
struct EntryComparison {
  let glossary: String
  let entries: [CheckedEntry]
  let view: LanguageTag

  /// A term, or a form of one, as one entry has it.
  private struct Use {
    var entry: Int
    var term: Term
    /// As it is written.
    var text: String
    var key: String

    var isForm: Bool { text != term.text }
  }

  /// Contradictions in the terms of `others`, possible duplicates, and conflicts of status.
  func findings(others: [LanguageTag]) -> [GlossaryFinding] {
    var findings: [GlossaryFinding] = []
    let shared = shared(by: \.key)
    // What was said of a term need not be said of its forms.
    var told: Set<[Int]> = []
    func tell(_ finding: GlossaryFinding, of uses: [Use]) {
      let isNew = told.insert(uses.map(\.entry)).inserted
      if isNew || !uses.contains(where: \.isForm) { findings.append(finding) }
    }
    let ofForms = shared.filter { $0.contains(where: \.isForm) }
    for uses in shared.filter({ !$0.contains(where: \.isForm) }) + ofForms {
      if let conflict = statusConflict(uses) { tell(conflict, of: uses) }
      for group in grouped(uses, by: { entries[$0.entry].entry.domain }) where group.count > 1 {
        if let finding = contradiction(group, others) ?? resemblance(group, others) {
          tell(finding, of: group)
        }
      }
    }
    return findings
  }

  /// Terms that are written alike, case sensitive in one entry and not in another.
  func caseFindings() -> [GlossaryFinding] {
    shared(by: \.text).compactMap { uses in
      guard let sensitive = uses.first(where: \.term.isCaseSensitive),
        let insensitive = uses.first(where: { !$0.term.isCaseSensitive })
      else { return nil }
      return finding(
        .warning, .caseSensitivity, [sensitive, insensitive],
        "\(EntryChecks.quoted(sensitive.text)) is case sensitive in one entry and not in the other.",
        "Make both alike.")
    }
  }

  /// Entries of a domain that have the same usable terms, all of them.
  static func duplicates(glossary: String, entries: [CheckedEntry]) -> [GlossaryFinding] {
    var groups: [[String]: [Int]] = [:]
    for (index, checked) in entries.enumerated() {
      let terms = zip(checked.entry.terms, checked.keys).filter { $0.0.status <= .admitted }
      guard !terms.isEmpty else { continue }
      let signature = Set(terms.map { "\($0.0.language) \($0.1)" }).sorted()
      groups[[checked.entry.domain] + signature, default: []].append(index)
    }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { group in
      let first = entries[group[0]].entry.terms.first { $0.status <= .admitted }
      return GlossaryFinding(
        .error, .duplicateEntry, glossary: glossary, entries: group.map { entries[$0].place },
        "The entries have the same terms, beginning with \(EntryChecks.quoted(first?.text ?? "")).",
        advice: "Keep one of them, or give them domains of their own.")
    }
  }

  // MARK: One term in several entries

  private func contradiction(_ uses: [Use], _ others: [LanguageTag]) -> GlossaryFinding? {
    for other in others {
      let targets = uses.map { entries[$0.entry].preferredKeys(in: other) }
      let known = uses.indices.filter { !targets[$0].isEmpty }
      guard known.count > 1 else { continue }
      let common = known.dropFirst().reduce(targets[known[0]]) { $0.intersection(targets[$1]) }
      guard common.isEmpty else { continue }
      let involved = known.map { uses[$0] }
      // Discouraged by one and used by another: said already.
      guard Set(involved.map { $0.term.status <= .admitted }).count == 1 else { continue }
      let words = known.prefix(4).map { index in
        let entry = entries[uses[index].entry]
        let preferred = entry.terms(in: other).first { $0.term.status == .preferred }
        return "\(EntryChecks.quoted(preferred?.term.text ?? "")) (\(entry.entry.identifier))"
      }
      return finding(
        involved.allSatisfy { $0.term.status == .preferred && !$0.isForm } ? .error : .warning,
        .contradiction,
        involved,
        "\(EntryChecks.quoted(uses[0].text)) is in \(other.englishName) "
          + words.joined(separator: ", or ") + (known.count > 4 ? ", or others." : "."),
        "Join the entries, say more in the term, or give them domains of their own.")
    }
    return nil
  }

  /// Entries that share preferred terms in two languages and contradict each other in none.
  private func resemblance(_ uses: [Use], _ others: [LanguageTag]) -> GlossaryFinding? {
    guard uses.allSatisfy({ $0.term.status == .preferred && !$0.isForm }) else { return nil }
    let common = others.first { other in
      let targets = uses.map { entries[$0.entry].preferredKeys(in: other) }
      return !targets.dropFirst().reduce(targets[0]) { $0.intersection($1) }.isEmpty
    }
    guard let common else { return nil }
    let signatures = Set(uses.map { Set(entries[$0.entry].keys) })
    guard signatures.count > 1 else { return nil }
    let languages = [view.englishName, common.englishName].sorted().joined(separator: " and ")
    let terms = entries[uses[0].entry].entry.terms.filter { $0.status == .preferred }
    return finding(
      .warning, .duplicateEntry, uses,
      "The entries have the same preferred terms in \(languages), beginning with "
        + "\(EntryChecks.quoted(terms.first?.text ?? "")).",
      "Join them if they are one concept.")
  }

  private func statusConflict(_ uses: [Use]) -> GlossaryFinding? {
    let usable = uses.filter { $0.term.status <= .admitted }
    let discouraged = uses.filter { $0.term.status > .admitted }
    guard let best = usable.min(by: { $0.term.status < $1.term.status }),
      let worst = discouraged.max(by: { $0.term.status < $1.term.status }), best.entry != worst.entry
    else { return nil }
    let isSameDomain = usable.contains { use in
      discouraged.contains { entries[$0.entry].entry.domain == entries[use.entry].entry.domain }
    }
    // What one field of knowledge no longer says another may.
    guard isSameDomain || worst.term.status == .forbidden else { return nil }
    let isError =
      isSameDomain && best.term.status == .preferred && worst.term.status == .forbidden
      && !best.isForm && !worst.isForm
    return finding(
      isError ? .error : .warning, .statusConflict, [best, worst],
      "\(EntryChecks.quoted(best.text)) is \(best.term.status.rawValue) in "
        + "\(entries[best.entry].entry.identifier) and \(worst.term.status.rawValue) in "
        + "\(entries[worst.entry].entry.identifier).",
      "Decide whether it may be used, or say more in one of the terms.")
  }

  // MARK: Groups

  /// The terms and forms that more than one entry has, in the order of the entries.
  private func shared(by key: KeyPath<Use, String>) -> [[Use]] {
    var uses: [Use] = []
    for (index, entry) in entries.enumerated() {
      let own = entry.places(in: view).map { (entry.entry.terms[$0], entry.keys[$0], entry.formKeys[$0]) }
      var seen: Set<String> = []
      func add(_ use: Use) { if seen.insert(use[keyPath: key]).inserted { uses.append(use) } }
      for (term, key, _) in own { add(Use(entry: index, term: term, text: term.text, key: key)) }
      for (term, _, keys) in own {
        for (form, key) in zip(term.forms, keys) { add(Use(entry: index, term: term, text: form, key: key)) }
      }
    }
    return grouped(uses) { $0[keyPath: key] }.filter { $0.count > 1 }
  }

  private func grouped(_ uses: [Use], by key: (Use) -> String) -> [[Use]] {
    var order: [String: Int] = [:]
    var groups: [[Use]] = []
    for use in uses {
      let key = key(use)
      if let group = order[key] {
        groups[group].append(use)
      } else {
        order[key] = groups.count
        groups.append([use])
      }
    }
    return groups
  }

  private func finding(
    _ severity: GlossaryFinding.Severity, _ kind: GlossaryFinding.Kind, _ uses: [Use], _ message: String,
    _ advice: String
  ) -> GlossaryFinding {
    let places = Set(uses.map(\.entry)).sorted().map { entries[$0].place }
    return GlossaryFinding(
      severity, kind, glossary: glossary, entries: places, language: view, message, advice: advice)
  }
}
