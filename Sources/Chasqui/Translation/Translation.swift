public import Decoding
public import Text
public import Tokens

/// The translation of one line or paragraph, with all that explains it.
public struct Translation: Sendable {
  /// The translated text.
  public var text: String
  /// The model's score: the sum over its sentences.
  public var score: Float
  /// Its sentences, in order.
  public var sentences: [TranslatedSentence]

  public init(text: String, score: Float, sentences: [TranslatedSentence]) {
    self.text = text
    self.score = score
    self.sentences = sentences
  }

  /// The terms of the request's glossaries that were not kept, and the forbidden ones that it holds all the
  /// same.
  public var brokenTerms: [String] {
    sentences.flatMap { sentence in
      sentence.terms.filter { $0.target == nil }.map(\.form) + sentence.forbiddenTerms
    }
  }
}

/// One sentence of a translation.
public struct TranslatedSentence: Sendable {
  public var source: String
  public var text: String
  /// Where `source` starts in the text that was to be translated, and `text` in its translation, in UTF-8 bytes;
  /// 0 for alternatives.
  public internal(set) var sourceOffset = 0
  public internal(set) var textOffset = 0
  /// What the model saw and made, with joiner marks.
  public var sourceTokens: [String]
  public var targetTokens: [String]
  public var score: Float
  /// The value of each `Feature`.
  public var features: [Float]
  public var phrases: [TranslatedPhrase]
  /// Links between source and target tokens, sorted.
  public var alignment: [AlignmentPoint]
  /// Source words that the model does not know.
  public var unknownWords: [String]
  /// What became of the terms of the request's glossaries, from left to right in the source.
  public var terms: [TermRendering] = []
  /// Forbidden terms that it holds, because the model knows no other way.
  public var forbiddenTerms: [String] = []
  /// The overlay that took part; nil if it was empty.
  var overlay: TranslationOverlay?
  /// That of the model, if it was tuned.
  var estimator: QualityEstimator?

  /// Tells whether the whole translation was taken from the memory as it was written there.
  public var isRemembered: Bool {
    phrases.count == 1 && phrases[0].origin == .memory && phrases[0].sourcePlace == .max
  }
}

/// A phrase of a translation and where it comes from.
public struct TranslatedPhrase: Sendable {
  public enum Origin: String, Sendable, Codable {
    /// Learned from the corpora.
    case corpus
    /// Copied, because nothing is known of the word.
    case copied
    /// As it is, or as the target language writes it: a number, an address, a placeholder.
    case passedThrough = "passed-through"
    /// Translated as a similar known word is.
    case similarWord = "similar-word"
    /// Left out, because the target language has no word for it.
    case omitted
    /// As a glossary wants it.
    case term
    /// From the translation memory.
    case memory
  }

  /// The tokens that it covers on each side.
  public var source: Range<Int>
  public var target: Range<Int>
  public var origin: Origin
  /// Natural logs: p(target | source), p(source | target), and the lexical weights.
  public var forward: Float
  public var backward: Float
  public var lexicalForward: Float
  public var lexicalBackward: Float
  /// A source and a target token of the bitext, or for `memory` of the overlay, where the pair was seen.
  var sourcePlace: UInt32
  var targetPlace: UInt32
  /// For `memory`, the index of the pair in the sentence's overlay.
  var overlayPair: Int?
}

/// What a caller may ask of a translation.
public struct TranslationRequest: Sendable {
  /// How many alternatives are wanted, the best included.
  public var alternatives = 1
  /// Not the translation that scores best, but of so many of the best the one that is nearest to all of
  /// them (minimum Bayes risk by chrF++); below 3, the best. 50 candidates take three times as long as one.
  public var riskCandidates = 1
  public var search: SearchParameters?
  public var convention = OutputConvention.default
  /// The glossaries to keep to; nil for none.
  public var terms: TermRules?
  /// Tells whether nobody waits for the translation any longer; asked before each sentence, and those that come then
  /// are left as they are.
  public var isUnwanted: @Sendable () -> Bool = { false }

  public init() {}
}
