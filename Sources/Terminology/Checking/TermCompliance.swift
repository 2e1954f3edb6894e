internal import Synchronization
public import Text

/// Tells whether finished translations keep to glossaries. Shared by all threads.
///
/// Terms are found in the source as `TermIndex` finds them. For each occurrence one of the allowed targets, or a
/// listed form of one, has to stand in the target text, and each place there counts for one occurrence only.
/// Which form it is does not matter: number and gender are grammar's business.
public final class TermCompliance: Sendable {
  public let index: TermIndex
  /// The names of the glossaries to use, the most important first; nil for all, by name.
  public let glossaries: [String]?
  private let segmenter: SentenceSegmenter
  private let target: TargetLanguage
  /// The terms that no target may hold.
  private let everywhere: [(entry: VersionedEntry, phrases: [TargetPhrase])]
  private let known = Mutex<[EntryKey: EntryTargets]>([:])

  /// - Parameter target: the text layer of the target language of the index.
  public init(index: TermIndex, target: TextProcessor, glossaries: [String]? = nil) {
    self.index = index
    self.glossaries = glossaries
    segmenter = SentenceSegmenter(language: index.source)
    let language = TargetLanguage(processor: target)
    self.target = language
    everywhere = index.forbiddenEverywhere(glossaries: glossaries).map {
      ($0.entry, EntryTargets($0.entry.entry, index: index, language).forbidden)
    }
  }

  /// What became of the terms of `source` in `target`, its translation: a sentence each, or several.
  public func check(source: String, target: String) -> PairCompliance {
    var demand = Demand()
    var start = 0
    for segment in segmenter.segment(source) {
      let text = index.preparation.processor.tokenize(String(segment))
      for span in index.matches(in: text, glossaries: glossaries) { add(span, text, at: start, to: &demand) }
      start += segment.utf8.count
    }
    guard !demand.needs.isEmpty || !demand.entries.isEmpty || !everywhere.isEmpty else {
      return PairCompliance()
    }
    return result(of: demand, in: self.target.sentence(target))
  }

  /// What a source text asks of its translation.
  private struct Demand {
    var needs: [Need] = []
    var groups: [[TargetPhrase]] = []
    /// What makes needs one group: the entries, and the text where it is not translated.
    var groupNumbers: [[String]: Int] = [:]
    var entries: [EntryKey: VersionedEntry] = [:]
  }

  private struct Need {
    var use: TermUse
    var group: Int
    /// The deprecated and forbidden terms of the entries.
    var discouraged: [TargetPhrase]
  }

  private func add(_ span: TermSpan, _ text: TokenizedText, at start: Int, to demand: inout Demand) {
    let place = text.place(of: span.tokens)
    var phrases: [TargetPhrase] = []
    var discouraged: [TargetPhrase] = []
    var expected: [String] = []
    var name: [String] = []
    for match in span.matches {
      let entry = match.entry
      let targets = targets(of: entry)
      demand.entries[entry.key] = entry
      name += [entry.glossary, entry.entry.identifier]
      discouraged += targets.deprecated + targets.forbidden
      if entry.entry.isUntranslatable {
        name.append(place.text)
        expected.append(place.text)
        phrases.append(TargetPhrase(place.text, status: .preferred, isCaseSensitive: true, target))
      } else {
        expected += targets.allowedTexts
        phrases += targets.allowed
      }
    }
    // An entry that only forbids asks for nothing.
    guard !phrases.isEmpty else { return }
    let group = demand.groupNumbers[name] ?? demand.groups.count
    if group == demand.groups.count {
      demand.groupNumbers[name] = group
      demand.groups.append(phrases.sorted { $0.status < $1.status })
    }
    var seen: Set<String> = []
    let use = TermUse(
      entries: span.matches.map { EntryReference($0.entry) },
      source: TextPlace(
        text: place.text, range: (place.range.lowerBound + start)..<(place.range.upperBound + start)),
      expected: expected.filter { seen.insert($0).inserted })
    demand.needs.append(Need(use: use, group: group, discouraged: discouraged))
  }

  private func result(of demand: Demand, in sentence: TargetSentence) -> PairCompliance {
    // For each group, how good what stands at a place is.
    let found = demand.groups.map { phrases in
      var places: [Range<Int>: TermStatus] = [:]
      for phrase in phrases {
        for place in sentence.places(of: phrase) where places[place] == nil { places[place] = phrase.status }
      }
      return places
    }
    let assignment = PlaceAssignment(
      groups: found.map { $0.keys.sorted { ($0.lowerBound, $1.count) < ($1.lowerBound, $0.count) } },
      needs: demand.needs.map(\.group))
    let taken = Set(assignment.places.compactMap { $0 })
    var result = PairCompliance()
    for (need, place) in zip(demand.needs, assignment.places) {
      var use = need.use
      if let place {
        use.found = sentence.place(place)
        use.status = found[need.group][place]
      } else {
        let discouraged = need.discouraged.lazy.flatMap { sentence.places(of: $0) }
        use.instead = discouraged.first { !taken.contains($0) }.map { sentence.place($0) }
      }
      result.terms.append(use)
    }
    result.forbidden = forbidden(demand, in: sentence, allowed: Set(found.flatMap(\.keys)))
    return result
  }

  /// The forbidden terms in `sentence`, but for those within an allowed one.
  private func forbidden(
    _ demand: Demand, in sentence: TargetSentence, allowed: Set<Range<Int>>
  ) -> [ForbiddenUse] {
    let ofEntries = demand.entries.values.sorted {
      ($0.glossary, $0.entry.identifier) < ($1.glossary, $1.entry.identifier)
    }.map { ($0, targets(of: $0).forbidden) }
    var uses: [(place: Range<Int>, use: ForbiddenUse)] = []
    var seen: Set<Range<Int>> = []
    for (entry, phrases) in ofEntries + everywhere {
      for place in phrases.flatMap({ sentence.places(of: $0) })
      where !allowed.contains(where: { $0.clamped(to: place) == place }) && seen.insert(place).inserted {
        let use = ForbiddenUse(
          entry: EntryReference(entry), target: sentence.place(place),
          expected: targets(of: entry).allowedTexts)
        uses.append((place, use))
      }
    }
    return uses.sorted { $0.place.lowerBound < $1.place.lowerBound }.map(\.use)
  }

  /// The targets of an entry, prepared when it is first met.
  private func targets(of entry: VersionedEntry) -> EntryTargets {
    let key = entry.key
    if let targets = known.withLock({ $0[key] }) { return targets }
    let targets = EntryTargets(entry.entry, index: index, target)
    known.withLock { $0[key] = targets }
    return targets
  }
}

/// The terms of an entry in the target language, as they are looked for.
private struct EntryTargets: Sendable {
  var allowedTexts: [String]
  var allowed: [TargetPhrase]
  var deprecated: [TargetPhrase]
  var forbidden: [TargetPhrase]

  init(_ entry: GlossaryEntry, index: TermIndex, _ language: TargetLanguage) {
    func phrases(_ terms: [Term]) -> [TargetPhrase] {
      terms.flatMap { term in
        ([term.text] + term.forms).map {
          TargetPhrase($0, status: term.status, isCaseSensitive: term.isCaseSensitive, language)
        }
      }.filter { $0.folded.count > 0 }
    }
    let terms = entry.terms(in: index.target)
    let usable = index.allowedTerms(of: entry)
    allowedTexts = usable.map(\.text)
    allowed = phrases(usable)
    deprecated = phrases(terms.filter { $0.status == .deprecated && !usable.contains($0) })
    forbidden = phrases(terms.filter { $0.status == .forbidden })
  }
}

extension TokenizedText {
  /// Where `range` of the tokens stands in the original text.
  fileprivate func place(of range: Range<Int>) -> TextPlace {
    let bytes =
      tokens[range.lowerBound].original.lowerBound..<tokens[range.upperBound - 1].original.upperBound
    let utf8 = original.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
    let end = utf8.index(start, offsetBy: bytes.count)
    return TextPlace(text: String(decoding: utf8[start..<end], as: UTF8.self), range: bytes)
  }
}
