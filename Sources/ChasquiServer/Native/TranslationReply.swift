internal import Chasqui
internal import Text

/// A translation in the words of the native API.
struct TranslationReply: Encodable, Sendable {
  struct Detected: Encodable, Sendable {
    var language: String
    var confidence: Double
    var script: String
  }

  struct Model: Encodable, Sendable {
    var name: String
    var checksum: String
  }

  var text: String
  var source: String
  var target: String
  var detected: Detected?
  var models: [Model]
  var characters: Int
  var confidence: Double
  var alternatives: [String]?
  var brokenTerms: [String]
  var unknownWords: [String]
  var via: String?
  var sentences: [SentenceReply]?

  /// Takes as long as the evidence takes to be found: for the pool.
  init(
    _ outcome: TextOutcome, of original: String, details: Set<TranslateRequest.Detail>, alternatives: Bool
  ) {
    text = outcome.text
    source = outcome.source.bcp47
    target = outcome.target.bcp47
    detected = outcome.detected.map(Detected.init)
    models = outcome.models.map { Model(name: $0.name, checksum: $0.checksum) }
    characters = outcome.characters
    confidence = outcome.confidence.rounded(places: 4)
    self.alternatives = alternatives ? outcome.alternatives : nil
    brokenTerms = outcome.brokenTerms
    unknownWords = outcome.sentences.flatMap(\.best.unknownWords)
    via = outcome.via
    guard details.contains(.sentences) else { return }
    let sourceOffsets = CodePointOffsets(outcome.via ?? original)
    let targetOffsets = CodePointOffsets(outcome.text)
    sentences = outcome.sentences.map {
      SentenceReply($0, details: details, source: sourceOffsets, target: targetOffsets)
    }
  }
}

extension TranslationReply.Detected {
  init(_ guess: LanguageGuess) {
    language = (try? LanguageTag(guess.language))?.bcp47 ?? guess.language
    confidence = guess.confidence.rounded(places: 4)
    script = guess.script
  }
}

extension Double {
  func rounded(places: Int) -> Double {
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    return (self * factor).rounded() / factor
  }
}
