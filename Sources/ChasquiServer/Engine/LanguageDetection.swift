internal import Chasqui
private import Foundation
internal import Logging
internal import Text

/// Tells in which of the served languages a text is written, by what the models' corpora look like.
final class LanguageDetection: Sendable {
  /// ISO 639-3 codes, in their order.
  let languages: [String]
  private let identifier: LanguageIdentifier?

  /// Sentences of a language that are read to know it by.
  private static let sample = 8_000
  /// Characters of a text that are looked at.
  private static let length = 4_000

  init(models: [LoadedModel], logger: Logger) {
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
    let file = FileManager.default.temporaryDirectory.path + "/chasqui-languages-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    do {
      try builder.write(to: file)
      identifier = try LanguageIdentifier(path: file)
    } catch {
      logger.error("Languages cannot be detected", metadata: ["problem": "\(error)"])
      identifier = nil
    }
  }

  /// The languages that `text` may be in, the likeliest first; none for a text without letters.
  func detect(_ text: String) -> [LanguageGuess] {
    // Of a text without letters all languages are equally unlikely.
    (identifier?.identify(String(text.prefix(Self.length))) ?? []).filter { $0.confidence > 0 }
  }
}
