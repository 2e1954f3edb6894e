internal import Chasqui
internal import Text

/// The reply of `/translate`.
struct LibreTranslateReply: Encodable, Sendable {
  struct Detected: Encodable, Sendable, Equatable {
    /// From 0 to 100.
    var confidence: Int
    var language: String

    /// What is told of a text in which no language can be seen.
    static let unknown = Detected(confidence: 0, language: "en")
  }

  var translatedText: OneOrMany<String>
  var detectedLanguage: OneOrMany<Detected>?
  var alternatives: OneOrMany<[String]>?

  /// - Parameter outcomes: of the texts that have words, in their order.
  init(_ request: LibreTranslateRequest, _ outcomes: [TextOutcome]) {
    var rest = outcomes[...]
    let all = request.texts.map { text in text.hasWords ? rest.popFirst() : nil }
    translatedText = OneOrMany(
      zip(request.texts, all).map { $1?.text ?? $0 }, isList: request.isList)
    if request.source == nil {
      detectedLanguage = OneOrMany(
        all.map { $0?.detected.map(Detected.init) ?? .unknown }, isList: request.isList)
    }
    if request.alternatives > 0 {
      alternatives = OneOrMany(all.map { $0?.alternatives ?? [] }, isList: request.isList)
    }
  }
}

extension LibreTranslateReply.Detected {
  init(_ guess: LanguageGuess) {
    confidence = Int((guess.confidence * 100).rounded())
    language = (try? LanguageTag(guess.language))?.bcp47 ?? guess.language
  }
}
