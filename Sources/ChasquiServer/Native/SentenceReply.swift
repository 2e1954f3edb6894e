internal import Chasqui
private import Foundation
internal import Terminology
internal import Tokens

/// A sentence of a translation, with all that explains it.
struct SentenceReply: Encodable, Sendable {
  struct Phrase: Encodable, Sendable {
    var source: [Int]
    var target: [Int]
    var origin: String
    var probability: Double
    var evidence: [Evidence]?
    var alternatives: [Alternative]?
  }

  /// Another rendering of a phrase, and the sentence that has it.
  struct Alternative: Encodable, Sendable {
    var text: String
    var sentence: String
  }

  /// What became of a term; `target` and `status` are null if it was not kept.
  struct Term: Encodable, Sendable {
    var glossary: String
    var entry: String
    var version: Int
    var term: String
    var form: String
    var source: [Int]
    var target: [Int]?
    var text: String
    var status: String?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(glossary, forKey: .glossary)
      try container.encode(entry, forKey: .entry)
      try container.encode(version, forKey: .version)
      try container.encode(term, forKey: .term)
      try container.encode(form, forKey: .form)
      try container.encode(source, forKey: .source)
      try container.encode(target, forKey: .target)
      try container.encode(text, forKey: .text)
      try container.encode(status, forKey: .status)
    }

    private enum CodingKeys: CodingKey {
      case glossary, entry, version, term, form, source, target, text, status
    }
  }

  var source: String
  var text: String
  var sourceRange: [Int]?
  var targetRange: [Int]?
  var confidence: Double
  var remembered: Bool
  var sourceTokens: [[Int]]
  var targetTokens: [[Int]]
  var alignment: [[Int]]
  var phrases: [Phrase]
  var terms: [Term]
  var forbiddenTerms: [String]
  var unknownWords: [String]

  private static let mostEvidence = 3
  private static let mostAlternatives = 6

  init(
    _ outcome: SentenceOutcome, details: Set<TranslateRequest.Detail>, source: CodePointOffsets,
    target: CodePointOffsets
  ) {
    let best = outcome.best
    let places = outcome.places(of: best)
    let sourceOffsets = CodePointOffsets(best.source)
    let targetOffsets = CodePointOffsets(best.text)
    self.source = best.source
    text = best.text
    sourceRange = outcome.places.map { source.range($0.source) }
    targetRange = outcome.places.map { target.range($0.target) }
    confidence = best.confidence.rounded(places: 4)
    remembered = best.isRemembered
    sourceTokens = places.source.map(sourceOffsets.range)
    targetTokens = places.target.map(targetOffsets.range)
    alignment = best.alignment.map { [Int($0.source), Int($0.target)] }
    terms = best.terms.map(Term.init)
    forbiddenTerms = best.forbiddenTerms
    unknownWords = best.unknownWords
    let renderings = details.contains(.phraseAlternatives) ? PhraseRenderings(outcome) : nil
    phrases = best.phrases.map { phrase in
      Phrase(
        source: phrase.source.pair, target: phrase.target.pair, origin: phrase.origin.rawValue,
        probability: exp(Double(min(0, phrase.forward))).rounded(places: 4),
        evidence: details.contains(.evidence)
          ? outcome.translator.evidence(for: phrase, in: best, limit: Self.mostEvidence) : nil,
        alternatives: renderings?.others(for: phrase, limit: Self.mostAlternatives))
    }
  }
}

/// The renderings of each source phrase among the candidates of a sentence.
private struct PhraseRenderings {
  private var bySource: [Range<Int>: [SentenceReply.Alternative]] = [:]
  private let best: [Range<Int>: String]

  init(_ outcome: SentenceOutcome) {
    best = Dictionary(
      Self.phrases(of: outcome.best, outcome).map { ($0.source, $0.text) },
      uniquingKeysWith: { first, _ in first })
    for candidate in outcome.candidates.dropFirst() {
      for (source, text) in Self.phrases(of: candidate, outcome) where text != best[source] {
        guard bySource[source]?.contains(where: { $0.text == text }) != true else { continue }
        bySource[source, default: []].append(.init(text: text, sentence: candidate.text))
      }
    }
  }

  func others(for phrase: TranslatedPhrase, limit: Int) -> [SentenceReply.Alternative] {
    Array((bySource[phrase.source] ?? []).prefix(limit))
  }

  private static func phrases(of sentence: TranslatedSentence, _ outcome: SentenceOutcome)
    -> [(source: Range<Int>, text: String)]
  {
    let places = outcome.places(of: sentence).target
    let text = Array(sentence.text.utf8)
    return sentence.phrases.map { phrase in
      let ranges = phrase.target.compactMap { places.indices.contains($0) ? places[$0] : nil }
      guard let first = ranges.first, let last = ranges.last, first.lowerBound <= last.upperBound,
        last.upperBound <= text.count
      else { return (phrase.source, "") }
      return (phrase.source, String(decoding: text[first.lowerBound..<last.upperBound], as: UTF8.self))
    }
  }
}

extension SentenceReply.Term {
  fileprivate init(_ rendering: TermRendering) {
    self.init(
      glossary: rendering.glossary, entry: rendering.entry, version: rendering.version, term: rendering.term,
      form: rendering.form, source: rendering.source.pair, target: rendering.target?.pair,
      text: rendering.targetText, status: rendering.status?.rawValue)
  }
}

extension SentenceOutcome {
  /// Where the tokens of a candidate stand in its texts.
  func places(of sentence: TranslatedSentence) -> TokenPlaces {
    translator.model.places(of: sentence, convention: request.convention)
  }
}

extension Range<Int> {
  fileprivate var pair: [Int] { [lowerBound, upperBound] }
}
