internal import Chasqui
internal import Decoding
internal import Terminology
internal import Tokens

/// What `--json` prints for a line.
struct TranslationJSON: Encodable {
  let source: String
  let translation: String
  let score: Float
  let confidence: Double
  let sentences: [SentenceJSON]

  init(_ source: String, _ translation: Translation) {
    self.source = source
    self.translation = translation.text
    score = translation.score
    confidence = translation.confidence
    sentences = translation.sentences.map(SentenceJSON.init)
  }
}

/// What `--json` prints for a sentence.
struct SentenceJSON: Encodable {
  struct Phrase: Encodable {
    let source: String
    let target: String
    let sourceTokens: [Int]
    let targetTokens: [Int]
    let origin: String
  }

  /// What became of a glossary's term: `target` and `targetTokens` are null if it was not kept.
  struct TermJSON: Encodable {
    let glossary: String
    let entry: String
    let version: Int
    let term: String
    let form: String
    let sourceTokens: [Int]
    let target: String?
    let targetTokens: [Int]?
    let status: String?

    init(_ term: TermRendering) {
      glossary = term.glossary
      entry = term.entry
      version = term.version
      self.term = term.term
      form = term.form
      sourceTokens = Array(term.source)
      target = term.target.map { _ in term.targetText }
      targetTokens = term.target.map { Array($0) }
      status = term.status?.rawValue
    }
  }

  let source: String
  let translation: String
  let score: Float
  let confidence: Double
  let sourceTokens: [String]
  let targetTokens: [String]
  let alignment: [[Int]]
  let phrases: [Phrase]
  let terms: [TermJSON]
  /// Forbidden terms of the glossaries that the translation holds all the same.
  let forbiddenTerms: [String]
  let unknownWords: [String]
  let features: [String: Float]

  init(_ sentence: TranslatedSentence) {
    source = sentence.source
    translation = sentence.text
    score = sentence.score.isFinite ? sentence.score : -Float.greatestFiniteMagnitude
    confidence = sentence.confidence
    sourceTokens = sentence.sourceTokens
    targetTokens = sentence.targetTokens
    alignment = sentence.alignment.map { [Int($0.source), Int($0.target)] }
    phrases = sentence.phrases.map { phrase in
      Phrase(
        source: sentence.sourceTokens[phrase.source].joined(separator: " "),
        target: sentence.targetTokens[phrase.target].joined(separator: " "),
        sourceTokens: Array(phrase.source), targetTokens: Array(phrase.target),
        origin: phrase.origin.rawValue)
    }
    terms = sentence.terms.map(TermJSON.init)
    forbiddenTerms = sentence.forbiddenTerms
    unknownWords = sentence.unknownWords
    features = Dictionary(
      uniqueKeysWithValues: zip(Feature.allCases, sentence.features).map { ("\($0)", $1) })
  }
}
