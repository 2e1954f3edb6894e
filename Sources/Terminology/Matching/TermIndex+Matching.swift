public import Text

extension TermIndex {
  /// The terms of a sentence, from left to right; no two share a token.
  ///
  /// Of terms that overlap the one with more tokens wins, then the leftmost. Of those in the same place the
  /// glossary that comes first wins; its other entries with that term are given as homonyms, ordered by
  /// status, then identifier. Spacing does not count. Accents count, case does not, unless a term is case
  /// sensitive: then it matches as it is written, and a term of capitals (`SIDA`) not within a sentence of
  /// capitals, where they tell nothing.
  ///
  /// - Parameters:
  ///   - text: the sentence, from a text processor like that of the index.
  ///   - glossaries: the names of the glossaries to use, the most important first; nil for all, by name.
  public func matches(in text: TokenizedText, glossaries: [String]? = nil) -> [TermSpan] {
    var sentence = SearchedSentence(text, folder: preparation.folder)
    let ranks = glossaries.map { names in
      Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: min)
    }
    var hits: [TermHit] = []
    for number in segments.indices { appendHits(of: number, in: &sentence, ranks, to: &hits) }
    guard !hits.isEmpty else { return [] }
    hits.sort(by: precedes)
    var isTaken = [Bool](repeating: false, count: sentence.tokens.count)
    var spans: [TermSpan] = []
    var index = 0
    while index < hits.count {
      let first = hits[index]
      let same = hits[index...].prefix { $0.range == first.range }
      index = same.endIndex
      guard !isTaken[first.range].contains(true) else { continue }
      for token in first.range { isTaken[token] = true }
      var seen: Set<EntryPlace> = []
      let glossary = entry(of: first).glossary
      let matches = same.filter { entry(of: $0).glossary == glossary && seen.insert($0.place).inserted }
        .map { match($0, in: &sentence) }
      spans.append(TermSpan(tokens: first.range, matches: matches))
    }
    return spans.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// The terms that must not appear in the translation of any sentence: those forbidden by entries that have
  /// no term in the source language. By glossary, then identifier. Ask once for an index, not for each
  /// sentence.
  public func forbiddenEverywhere(glossaries: [String]? = nil) -> [ForbiddenTerms] {
    var result: [(rank: Int, terms: ForbiddenTerms)] = []
    for segment in segments {
      for number in segment.unconditional where segment.isLive(Int(number)) {
        let entry = segment.entries[Int(number)]
        var rank = 0
        if let glossaries {
          guard let place = glossaries.firstIndex(of: entry.glossary) else { continue }
          rank = place
        }
        result.append((rank, ForbiddenTerms(entry: entry, texts: forbiddenTexts(of: entry.entry))))
      }
    }
    return result.sorted {
      let (a, b) = ($0.terms.entry, $1.terms.entry)
      return ($0.rank, a.glossary, a.entry.identifier) < ($1.rank, b.glossary, b.entry.identifier)
    }.map(\.terms)
  }

  /// Walks through the automaton of a segment from each token of the sentence.
  private func appendHits(
    of number: Int, in sentence: inout SearchedSentence, _ ranks: [String: Int]?, to hits: inout [TermHit]
  ) {
    let segment = segments[number]
    let tokens = sentence.numbers(in: segment.spellings)
    for start in tokens.indices {
      var state = TokenTrie.root
      var end = start
      while end < tokens.count, let token = tokens[end], let next = segment.trie.next(state, token) {
        state = next
        end += 1
        segment.forEachPattern(at: state) { index in
          let pattern = segment.patterns[index]
          guard segment.isLive(Int(pattern.entry)) else { return }
          var rank = 0
          if let ranks {
            guard let place = ranks[segment.entries[Int(pattern.entry)].glossary] else { return }
            rank = place
          }
          if pattern.traits.contains(.caseSensitive) {
            guard sentence.isWritten(start..<end, as: pattern, of: segment) else { return }
          }
          hits.append(TermHit(range: start..<end, segment: number, pattern: pattern, rank: rank))
        }
      }
    }
  }

  private func entry(of hit: TermHit) -> VersionedEntry {
    segments[hit.segment].entries[Int(hit.pattern.entry)]
  }

  /// A total order: two patterns of one entry differ in term or form.
  private func precedes(_ a: TermHit, _ b: TermHit) -> Bool {
    if a.range.count != b.range.count { return a.range.count > b.range.count }
    if a.range.lowerBound != b.range.lowerBound { return a.range.lowerBound < b.range.lowerBound }
    if a.rank != b.rank { return a.rank < b.rank }
    if a.place != b.place {
      let (first, second) = (entry(of: a), entry(of: b))
      if first.glossary != second.glossary { return first.glossary < second.glossary }
      if a.pattern.status != b.pattern.status { return a.pattern.status < b.pattern.status }
      return first.entry.identifier < second.entry.identifier
    }
    return (a.pattern.status, a.pattern.term, a.pattern.form)
      < (b.pattern.status, b.pattern.term, b.pattern.form)
  }

  private func match(_ hit: TermHit, in sentence: inout SearchedSentence) -> TermMatch {
    let entry = entry(of: hit)
    let term = entry.entry.terms[Int(hit.pattern.term)]
    let form = hit.pattern.form == 0 ? nil : term.forms[Int(hit.pattern.form) - 1]
    return TermMatch(
      entry: entry, term: term, form: form, tokens: hit.range,
      casing: sentence.casing(of: hit.range, traits: hit.pattern.traits))
  }
}

/// The target terms that one entry forbids.
public struct ForbiddenTerms: Sendable, Hashable {
  /// The entry with its glossary and version.
  public var entry: VersionedEntry
  /// The forbidden terms and their listed forms.
  public var texts: [String]
}

/// A pattern that was found.
private struct TermHit {
  var range: Range<Int>
  var segment: Int
  var pattern: TermSegment.Pattern
  /// The place of the glossary in the order that the caller gave.
  var rank: Int

  var place: EntryPlace { EntryPlace(segment: segment, entry: pattern.entry) }
}

private struct EntryPlace: Hashable {
  var segment: Int
  var entry: UInt32
}
