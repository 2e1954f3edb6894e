public import Terminology
internal import Text
internal import Tokens

extension TranslationModel {
  /// Hints on the terms that this model can hardly place: of the source language those with words that it never
  /// saw in training, of the target language the usable ones with words that its vocabulary does not hold.
  ///
  /// Such terms are kept all the same; but the model cannot tell where in a sentence they fit.
  public func unknownTerms(in entries: [StoredEntry], of glossary: String) -> [GlossaryFinding] {
    let source = UnknownWords(text: sourceText, vocabulary: sourceVocabulary)
    let target = UnknownWords(text: targetText, vocabulary: targetVocabulary)
    return entries.flatMap { stored -> [GlossaryFinding] in
      func findings(
        _ words: UnknownWords, _ language: LanguageTag, where isMeant: (Term) -> Bool, _ reason: String
      )
        -> [GlossaryFinding]
      {
        stored.entry.terms(in: language).filter(isMeant).compactMap { term in
          let unknown = words.find(in: term.text)
          guard !unknown.isEmpty else { return nil }
          return GlossaryFinding(
            .hint, .unknownWords, glossary: glossary,
            entries: [.init(identifier: stored.entry.identifier, version: stored.version)],
            language: language,
            "«\(term.text)» has words that the model \(reason): \(unknown.joined(separator: ", ")).",
            advice: "Train with texts that use them, if the term is not well placed.")
        }
      }
      return findings(source, sourceLanguage, where: { _ in true }, "never saw")
        + findings(target, targetLanguage, where: { $0.status <= .admitted }, "does not know")
    }
  }
}

/// Looks for the words of a text that a model has not learnt.
private struct UnknownWords {
  let text: TextPreparation
  let vocabulary: Vocabulary
  private let mapper: CaseMapper

  init(text: TextPreparation, vocabulary: Vocabulary) {
    self.text = text
    self.vocabulary = vocabulary
    mapper = CaseMapper(locale: text.language.bcp47)
  }

  /// The words that are unknown however they are cased, each once. Numbers and the like pass as they are.
  func find(in term: String) -> [String] {
    let tokens = text.processor.tokenize(term)
    var unknown: [String] = []
    for (index, token) in tokens.tokens.enumerated() where token.kind == .word {
      let surface = tokens.surface(index)
      let isKnown = [surface, mapper.lowercase(surface), mapper.capitalize(surface)].contains { spelling in
        (text.subwords?.segment(spelling) ?? [spelling]).allSatisfy { vocabulary.id(of: $0) != nil }
      }
      let word = String(decoding: tokens.normalized[token.range], as: UTF8.self)
      if !isKnown, !unknown.contains(word) { unknown.append(word) }
    }
    return unknown
  }
}
