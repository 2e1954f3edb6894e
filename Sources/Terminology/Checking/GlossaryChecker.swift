internal import Compute
public import Text

/// Looks for mistakes in a glossary: in each entry, and between entries.
public struct GlossaryChecker: Sendable {
  /// Where only one direction of translation matters.
  public struct LanguagePair: Sendable, Hashable {
    public var source: LanguageTag
    public var target: LanguageTag

    public init(source: LanguageTag, target: LanguageTag) {
      self.source = source
      self.target = target
    }
  }

  public let glossary: String
  private let entries: [StoredEntry]
  private let pair: LanguagePair?

  /// A checker of all `entries` of `glossary`.
  ///
  /// - Parameter pair: looks only at what this translation direction uses; nil for all languages and directions.
  public init(glossary: String, entries: [StoredEntry], pair: LanguagePair? = nil) {
    self.glossary = glossary
    self.pair = pair
    self.entries = pair.map { pair in entries.compactMap { $0.reduced(to: pair) } } ?? entries
  }

  /// What there is to say, errors first, otherwise in the order of the entries. The number of threads does not
  /// change it.
  public func findings(threads: Int? = nil) -> [GlossaryFinding] {
    let folding = TextFolding()
    let required = requiredLanguages()
    let checks = EntryChecks(glossary: glossary, folding: folding, required: required, isPair: pair != nil)
    let chunks = Parallel.chunks(entries.count, size: 256)
    let threads = threads ?? Parallel.coreCount
    let prepared = Parallel.map(chunks.count, threads: threads) { chunk in
      entries[chunks[chunk]].map { CheckedEntry($0, folding: folding) }
    }.flatMap { $0 }
    var findings = Parallel.map(chunks.count, threads: threads) { chunk in
      prepared[chunks[chunk]].flatMap { checks.findings(of: $0) }
    }.flatMap { $0 }
    var seen: Set<GlossaryFinding> = []
    for view in views {
      let comparison = EntryComparison(glossary: glossary, entries: prepared, view: view.language)
      let between =
        comparison.findings(others: view.others) + comparison.caseFindings()
        + ReplacementCycles(glossary: glossary, entries: prepared, view: view.language).findings()
      // The terms of a region are mostly those of the language: what was said of one is not said again.
      for var finding in between {
        let language = finding.language
        finding.language = nil
        if seen.insert(finding).inserted {
          finding.language = language
          findings.append(finding)
        }
      }
    }
    findings += EntryComparison.duplicates(glossary: glossary, entries: prepared)
    return sorted(findings)
  }

  /// The languages as a translation would ask for them, and those of the other side.
  private var views: [(language: LanguageTag, others: [LanguageTag])] {
    if let pair { return [(pair.source, [pair.target]), (pair.target, [])] }
    let all = Set(entries.flatMap { $0.entry.terms.map(\.language) }).sorted {
      ($0.code, $0.region) < ($1.code, $1.region)
    }
    let bare = Set(all.filter(\.region.isEmpty).map(\.code))
    // A language stands for its regions, unless there are only regions.
    let sides = all.filter { $0.region.isEmpty || !bare.contains($0.code) }
    return all.map { language in (language, sides.filter { $0.code != language.code }) }
  }

  /// The languages that an entry should have a preferred term in: those of more than half of the entries.
  private func requiredLanguages() -> [String] {
    if let pair { return [pair.source.code, pair.target.code] }
    var counts: [String: Int] = [:]
    for stored in entries {
      for code in Set(stored.entry.terms.map(\.language.code)) { counts[code, default: 0] += 1 }
    }
    return counts.filter { $0.value * 2 > entries.count }.keys.sorted()
  }

  private func sorted(_ findings: [GlossaryFinding]) -> [GlossaryFinding] {
    let places = Dictionary(
      entries.enumerated().map { ($0.element.entry.identifier, $0.offset) }, uniquingKeysWith: min)
    return findings.enumerated().sorted { a, b in
      let (first, second) = (a.element, b.element)
      if first.severity != second.severity { return first.severity < second.severity }
      let (place, other) = (
        first.entries.first.flatMap { places[$0.identifier] } ?? .max,
        second.entries.first.flatMap { places[$0.identifier] } ?? .max
      )
      return (place, a.offset) < (other, b.offset)
    }.map(\.element)
  }
}

extension StoredEntry {
  /// The entry with only the terms that a translation direction uses; nil if that is none.
  fileprivate func reduced(to pair: GlossaryChecker.LanguagePair) -> StoredEntry? {
    var source = entry.terms(in: pair.source)
    if source.isEmpty, entry.isUntranslatable { source = entry.terms }
    let used = Set(source + entry.terms(in: pair.target))
    guard !used.isEmpty else { return nil }
    var result = self
    result.entry.terms = entry.terms.filter { used.contains($0) }
    return result
  }
}
