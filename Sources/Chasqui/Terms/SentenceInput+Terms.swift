internal import Decoding
internal import Terminology
internal import Tokens

extension SentenceInput {
  /// What became of the sentence's terms in `derivation`, whose target tokens are spelled `tokens`; and the
  /// target tokens whose case is not to be touched.
  func renderings(
    of derivation: Derivation, tokens: [String]
  ) -> (renderings: [TermRendering], keepCase: [Range<Int>]) {
    var used: [Range<Int>] = []
    var keepCase: [Range<Int>] = []
    let renderings = terms.map { item -> TermRendering in
      let step = derivation.steps.first { $0.source.clamped(to: item.source) == item.source }
      let found = step.flatMap { item.choice(in: tokens, $0.target, outside: used) { $0.tokens } }
      if let (choice, place) = found {
        used.append(place)
        if choice.keepsCase { keepCase.append(place) }
      }
      return item.rendering(found?.0, at: found?.1)
    }
    return (renderings, keepCase)
  }

  /// The banned phrases that stand in `tokens` outside the terms, at `terms`.
  func forbiddenTerms(in tokens: [TokenID], outside terms: [Range<Int>], _ words: OverlayWords) -> [String] {
    limits.banned.filter { tokens.firstPlace(of: [$0], outside: terms) != nil }.map { phrase in
      phrase.map { SentenceTranslator.spelling($0, self, words) }.joined(separator: " ")
    }
  }

  /// The terms of a sentence that was not translated at all.
  var brokenTerms: [TermRendering] { terms.map { $0.rendering(nil, at: nil) } }
}

extension TermPlan {
  /// What is true of a translation that nobody searched for, but remembered: its terms and what is forbidden.
  /// The case of its words does not count.
  func apply(to sentence: inout TranslatedSentence) {
    let tokens = sentence.targetTokens.map { $0.lowercased() }
    var used: [Range<Int>] = []
    sentence.terms = items.map { item in
      let found = item.choice(in: tokens, tokens.indices, outside: used) {
        $0.tokens.map { $0.lowercased() }
      }
      if let found { used.append(found.1) }
      return item.rendering(found?.0, at: found?.1)
    }
    let broken = forbidden.filter { phrase in
      tokens.place(of: phrase.map { $0.lowercased() }, in: tokens.indices, outside: used) != nil
    }
    var seen: Set<String> = []
    sentence.forbiddenTerms = broken.map { $0.joined(separator: " ") }.filter {
      seen.insert($0.lowercased()).inserted
    }
  }
}

extension TermPlan.Item {
  /// The choice that stands in `range` of `tokens`, and where; the longest, since one may be part of another.
  fileprivate func choice(
    in tokens: [String], _ range: Range<Int>, outside used: [Range<Int>],
    spelling: (TermPlan.Choice) -> [String]
  ) -> (TermPlan.Choice, Range<Int>)? {
    var longest: (choice: TermPlan.Choice, place: Range<Int>)?
    for choice in choices where choice.tokens.count > longest?.place.count ?? 0 {
      guard let place = tokens.place(of: spelling(choice), in: range, outside: used) else { continue }
      longest = (choice, place)
    }
    return longest
  }

  fileprivate func rendering(_ choice: TermPlan.Choice?, at place: Range<Int>?) -> TermRendering {
    let match = span.matches[choice?.match ?? 0]
    return TermRendering(
      glossary: match.entry.glossary, entry: match.entry.entry.identifier, version: match.entry.version,
      term: match.term.text, source: source, form: match.form ?? match.term.text, target: place,
      targetText: choice?.text ?? "", status: choice?.status)
  }
}

extension Array where Element == String {
  /// Where `phrase` stands in `range`, without touching `used`.
  fileprivate func place(of phrase: [String], in range: Range<Int>, outside used: [Range<Int>]) -> Range<Int>?
  {
    guard range.count >= phrase.count, !phrase.isEmpty else { return nil }
    return (range.lowerBound...(range.upperBound - phrase.count)).lazy.map { $0..<($0 + phrase.count) }.first
    {
      place in self[place].elementsEqual(phrase) && !used.contains { $0.overlaps(place) }
    }
  }
}
