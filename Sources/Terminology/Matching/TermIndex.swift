internal import Compute
public import Text

/// Finds the terms of glossaries in sentences, for one language pair.
///
/// Immutable: a change makes a new index that shares nearly all memory with the old one, so readers on any
/// thread keep what they have. Terms of the source language match with their text and their listed forms,
/// of any status; a do-not-translate entry without terms in the source language matches with all its terms.
/// Entries without a term in the target language are left out, since they would only stand in the way of
/// others; so are those of dictionaries that lead the other way.
///
/// Inside it is a log-structured merge tree (O'Neil et al. 1996) of automata: the first segment is large, those
/// behind it are smaller and smaller, and each entry is live in one of them only.
public struct TermIndex: Sendable {
  /// The most tokens of a term; longer ones are skipped.
  public static let maximumTokens = 40
  /// The most bytes of UTF-8 of a term; longer ones are skipped.
  public static let maximumBytes = 4096

  let preparation: TermPreparation
  let targetCasing: CaseMapper
  private(set) var segments: [TermSegment] = []

  /// An index over `entries`; of several with the same glossary and identifier the last one counts.
  ///
  /// - Parameters:
  ///   - processor: the text layer of the source language; sentences must come from one like it.
  ///   - threads: the most threads to build on, by default as many as cores; the index does not depend on it.
  public init(
    processor: TextProcessor, target: LanguageTag, entries: [VersionedEntry] = [],
    threads: Int? = nil
  ) {
    preparation = TermPreparation(processor: processor, target: target)
    targetCasing = CaseMapper(locale: target.bcp47)
    let segment = makeSegment(of: entries, threads: threads ?? Parallel.coreCount)
    if segment.liveCount > 0 { segments.append(segment) }
  }

  public var source: LanguageTag { preparation.processor.language }
  public var target: LanguageTag { preparation.target }

  /// The number of entries that the language pair has a use for.
  public var count: Int { segments.reduce(0) { $0 + $1.liveCount } }

  /// The terms and forms that match nothing, by glossary and identifier.
  public var skipped: [SkippedTerm] {
    segments.flatMap { segment in
      segment.skipped.filter { segment.isLive(Int($0.entry)) }.map(\.term)
    }.sorted {
      ($0.glossary, $0.identifier, $0.text, $0.reason.rawValue)
        < ($1.glossary, $1.identifier, $1.text, $1.reason.rawValue)
    }
  }

  /// The index after `changes`, in their order.
  ///
  /// Costs the time to index the changed entries, and now and then, as small segments are merged, that of as
  /// many entries as changed since the last time: O(log n) an entry in the long run.
  public func updated(with changes: [GlossaryChange]) -> TermIndex {
    var last: [EntryKey: Int] = [:]
    for (index, change) in changes.enumerated() {
      last[EntryKey(glossary: change.glossary, identifier: change.identifier)] = index
    }
    var result = self
    var added: [VersionedEntry] = []
    for (index, change) in changes.enumerated() {
      let key = EntryKey(glossary: change.glossary, identifier: change.identifier)
      guard last[key] == index else { continue }
      for segment in result.segments.indices { result.segments[segment].remove(key) }
      if let entry = change.entry { added.append(entry) }
    }
    result.segments.removeAll { $0.liveCount == 0 }
    let segment = makeSegment(of: added, threads: Parallel.coreCount)
    if segment.liveCount > 0 { result.segments.append(segment) }
    result.mergeSmallSegments()
    return result
  }

  /// Tells whether so much has changed since the index was built or folded that `folded` is worth its time.
  public var needsFolding: Bool {
    guard let base = segments.first else { return false }
    return count - base.liveCount + base.removedCount > base.liveCount / 8 + 256
  }

  /// The same index as one segment, without what was removed. Takes time in proportion to the whole.
  public func folded() -> TermIndex {
    guard segments.count > 1 || segments.contains(where: { $0.removedCount > 0 }) else { return self }
    var merged = TermSegment()
    for segment in segments { merged.append(segment) }
    var result = self
    result.segments = merged.liveCount > 0 ? [merged] : []
    return result
  }

  private func makeSegment(of entries: [VersionedEntry], threads: Int) -> TermSegment {
    let chunks = Parallel.chunks(entries.count, size: 2048)
    let prepared = Parallel.map(chunks.count, threads: threads) { preparation.prepare(entries[chunks[$0]]) }
    var segment = TermSegment()
    for (range, prepared) in zip(chunks, prepared) { segment.append(entries[range], prepared) }
    return segment
  }

  /// Keeps each segment more than twice as large as the next, so that there are few of them.
  private mutating func mergeSmallSegments() {
    while segments.count > 1,
      segments[segments.count - 1].liveCount * 2 > segments[segments.count - 2].liveCount
    {
      var merged = TermSegment()
      merged.append(segments[segments.count - 2])
      merged.append(segments[segments.count - 1])
      segments.removeLast(2)
      segments.append(merged)
    }
  }
}
