import Compute
import Terminology
import Text

@testable import Chasqui

/// Translations by the sample model with a glossary.
struct TermSample {
  let translator: Translator
  let glossary: [VersionedEntry]
  let request: TranslationRequest

  init(_ entries: [VersionedEntry], model: TranslationModel? = nil, glossaries: [String]? = nil) throws {
    let model = try model ?? SampleModels.plain.get()
    translator = Translator(model: model)
    glossary = entries
    let index = TermIndex(
      processor: model.sourceText.processor, target: model.targetLanguage, entries: entries, threads: 1)
    var request = TranslationRequest()
    request.search = SampleModels.options.search
    request.terms = TermRules(index: index, glossaries: glossaries)
    self.request = request
  }

  /// A glossary of pairs of terms, named `g`, with identifiers from 0.
  init(
    pairs: [(source: String, target: String)], model: TranslationModel? = nil,
    change: (inout GlossaryEntry) -> Void = { _ in }
  ) throws {
    let model = try model ?? SampleModels.plain.get()
    let entries = pairs.enumerated().map { index, pair in
      var entry = GlossaryEntry(
        identifier: "\(index)",
        terms: [
          Term(language: model.sourceLanguage, text: pair.source),
          Term(language: model.targetLanguage, text: pair.target),
        ])
      change(&entry)
      return VersionedEntry(glossary: "g", entry: entry, version: 3)
    }
    try self.init(entries, model: model)
  }

  func translate(_ line: String) -> Translation { translator.translate(line, request: request) }

  func translate(_ lines: [String]) -> [Translation] {
    translator.translate(lines, request: request, threads: 2)
  }

  /// Tokens without joiner marks and case.
  static func folded(_ tokens: some Sequence<String>) -> [String] {
    tokens.map { $0.filter { $0 != Joiner.mark }.lowercased() }
  }

  /// Tells whether `phrase` stands in `tokens`.
  static func contains(_ tokens: [String], _ phrase: [String]) -> Bool {
    guard !phrase.isEmpty, phrase.count <= tokens.count else { return false }
    return (0...tokens.count - phrase.count).contains { tokens[$0...].starts(with: phrase) }
  }

  /// The tokens of `text`, as the model of `processor` has them.
  static func tokens(_ text: String, _ processor: TextProcessor) -> [String] {
    let tokenized = processor.tokenize(text)
    return tokenized.tokens.indices.map { tokenized.surface($0) }
  }
}
