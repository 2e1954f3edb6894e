internal import Chasqui
internal import Documents
internal import Text

/// What a client wants translated, and how; what all dialects turn their requests into.
struct TranslationOrder: Sendable {
  var texts: [String]
  var format = DocumentFormat.text
  /// What is markup and what is text, for formats other than plain text.
  var markup = DocumentOptions()
  /// nil if it is to be detected, for each text apart.
  var source: LanguageTag?
  var target: LanguageTag
  /// The names of the glossaries to keep to, the most important first.
  var glossaries: [String] = []
  /// How many translations beside the best are wanted of each text.
  var alternatives = 0
  var convention = OutputConvention.default
  var division = Division.sentences
  /// Whether saved translations count.
  var usesMemory = true
  /// Whether no translation is better than one that breaks a term.
  var isStrict = false
  /// Whether other renderings of each phrase are wanted.
  var wantsPhraseAlternatives = false

  /// Where a text is divided before it is translated.
  enum Division: String, Sendable, CaseIterable {
    /// At the ends of lines and of sentences.
    case sentences
    /// At the ends of sentences only: lines are broken anywhere.
    case punctuation
    /// At the ends of lines only.
    case newlines
    /// Nowhere.
    case none
  }

  /// Unicode code points of all texts.
  var characters: Int { texts.reduce(0) { $0 + $1.unicodeScalars.count } }
}

/// What became of one text of an order.
struct TextOutcome: Sendable {
  var text: String
  var source: LanguageTag
  var target: LanguageTag
  /// What the source was taken for; nil if the client named it.
  var detected: LanguageGuess?
  /// The models that it went through.
  var models: [LoadedModel]
  /// Unicode code points of the source.
  var characters: Int
  var sentences: [SentenceOutcome]
  /// Other translations of the whole text, best first.
  var alternatives: [String]
  /// The text in the language between, if it went through two models.
  var via: String?

  /// Terms that were not kept, and forbidden ones that it holds.
  var brokenTerms: [String] {
    sentences.flatMap { sentence in
      sentence.best.terms.filter { $0.target == nil }.map(\.form) + sentence.best.forbiddenTerms
    }
  }

  /// From 0 to 1, by the words of its sentences.
  var confidence: Double {
    Translation(text: text, score: 0, sentences: sentences.map(\.best)).confidence
  }
}

/// One sentence of an outcome.
struct SentenceOutcome: Sendable {
  /// The best translation, then others.
  var candidates: [TranslatedSentence]
  /// Where it stands in the text that the last model got, and in the outcome: ranges of UTF-8 bytes; nil where
  /// the text has markup.
  var places: (source: Range<Int>, target: Range<Int>)?
  /// The request that the model got.
  var request: TranslationRequest
  /// The last model's translator, which knows the evidence.
  var translator: Translator

  var best: TranslatedSentence { candidates[0] }
}
