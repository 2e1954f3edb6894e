/// The features of the log-linear model (Och and Ney 2002), by their place in a weight or feature vector.
///
/// Logarithms are natural. A higher value speaks for a translation where its weight is positive.
public enum Feature: Int, CaseIterable, Sendable, Codable {
  /// Log probability of the target by the language model.
  case languageModel
  /// Minus the number of source tokens that are jumped over between phrases.
  case distortion
  case beforeMonotone
  case beforeSwap
  case beforeDiscontinuous
  case afterMonotone
  case afterSwap
  case afterDiscontinuous
  /// Log p(target phrase | source phrase).
  case phraseForward
  /// Log p(source phrase | target phrase).
  case phraseBackward
  case lexicalForward
  case lexicalBackward
  /// The number of phrases.
  case phraseCount
  /// The number of target tokens.
  case tokenCount
  /// The number of unknown words that are copied.
  case copied
  /// The number of unknown names, and other tokens that are no words in lower case, that are copied.
  case copiedName
  /// The number of unknown tokens that are translated as a similar word is.
  case backedOff
  /// How little these share with the similar word.
  case dissimilarity
  /// The number of source tokens that are left out because the target language has no word for them.
  case omitted
  /// The sum, over these, of log p(no counterpart | source token).
  case omission
  /// The sum over phrases of 1 / how often the pair was seen.
  case rarity
  /// The number of target tokens that the language model does not know.
  case unknownToLanguageModel
  /// The sum over phrases of the number of their source tokens, times the share that the overlay has in the
  /// evidence for them, or more where it corrects the bitext.
  case memory
  /// The sum over required phrases of the natural logarithm of how likely the chosen target is among those
  /// that are allowed, less its penalty.
  case required
  /// Log probability of the classes of the target's words by the language model of classes.
  case classLanguageModel
  /// The number of characters of the target.
  case characterCount
  /// The number of words in lower case that translations of the bitext leave as they stand in the source.
  case untranslated

  public static let count = allCases.count

  /// Which weights a feature may have. A tuning set of a thousand sentences can be served a little better by
  /// a model that prefers improbable phrases; no other text is.
  public enum Sign: Sendable {
    case nonnegative
    case nonpositive
    case free
  }

  public var sign: Sign {
    switch self {
    case .languageModel, .classLanguageModel, .distortion, .beforeMonotone, .beforeSwap, .beforeDiscontinuous,
      .afterMonotone,
      .afterSwap, .afterDiscontinuous, .phraseForward, .phraseBackward, .lexicalForward, .lexicalBackward,
      .omission, .memory, .required:
      .nonnegative
    case .rarity, .dissimilarity: .nonpositive
    case .phraseCount, .tokenCount, .characterCount, .untranslated, .copied, .copiedName,
      .backedOff, .omitted, .unknownToLanguageModel:
      .free
    }
  }
}
