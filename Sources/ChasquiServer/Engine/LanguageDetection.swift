internal import Chasqui
internal import Logging
internal import Text

/// Tells in which of the served languages a text is written, by what the models' corpora look like; or that it is surely
/// in another one, of those of `ReferenceLanguages`: French is no Spanish only because no model knows it.
final class LanguageDetection: Sendable {
  /// ISO 639-3 codes, in their order.
  let languages: [String]
  private let identifier: LanguageIdentifier?

  /// Sentences of a language that are read to know it by.
  private static let sample = 8_000
  /// Characters of a text that are looked at.
  private static let length = 4_000
  /// The least confidence in a language that no model has, and the least share of it among the reference languages. Of
  /// 594 sentences in Spanish and as many in English, that none of these had been learned from, none was taken for
  /// another language; nor were the first three words of any, while these were enough to find 78 % of the Portuguese and
  /// 90 % of the French ones.
  private static let certainty = (confidence: 0.7, share: 0.97)
  /// The least confidence in the language of a model that the references do not have, where they cannot compare the two.
  private static let doubt = 0.5

  /// Where no model serves.
  static let withoutModels = LanguageDetection()

  private init() {
    languages = []
    identifier = nil
  }

  init(models: [LoadedModel], logger: Logger) {
    // Now rather than while somebody waits.
    _ = ReferenceLanguages.identifier
    var seen: Set<String> = []
    var builder = LanguageIdentifierBuilder()
    for model in models {
      if seen.insert(model.source).inserted {
        for text in model.model.sourceSentences(limit: Self.sample) {
          builder.add(text: text, language: model.source)
        }
      }
      if seen.insert(model.target).inserted {
        for text in model.model.targetSentences(limit: Self.sample) {
          builder.add(text: text, language: model.target)
        }
      }
    }
    languages = seen.sorted()
    guard !languages.isEmpty else {
      identifier = nil
      return
    }
    do {
      identifier = try builder.identifier()
    } catch {
      logger.error("Languages cannot be detected", metadata: ["problem": "\(error)"])
      identifier = nil
    }
  }

  /// The languages that `text` may be in, the likeliest first; none for a text without letters.
  func detect(_ text: String) -> [LanguageGuess] {
    let text = String(text.prefix(Self.length))
    // Of a text without letters all languages are equally unlikely.
    let guesses = (identifier?.identify(text) ?? []).filter { $0.confidence > 0 }
    let others = (ReferenceLanguages.identifier?.identify(text) ?? []).filter { $0.confidence > 0 }
    guard let best = guesses.first else { return identifier == nil ? others : [] }
    guard let other = others.first, other.confidence >= Self.certainty.confidence,
      other.confidence >= Self.certainty.share * others.reduce(0, { $0 + $1.confidence }),
      !languages.contains(other.language),
      best.confidence < Self.doubt || others.contains(where: { $0.language == best.language })
    else { return guesses }
    let rest = guesses.map { guess in
      var guess = guess
      guess.confidence *= 1 - other.confidence
      return guess
    }
    return [other] + rest
  }
}
