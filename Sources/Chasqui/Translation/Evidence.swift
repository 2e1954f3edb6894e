internal import PhraseModeling
internal import Text
internal import Tokens

/// A sentence pair of the corpora or of the translation memory that taught a phrase.
public struct Evidence: Sendable, Codable {
  /// The name of the corpus, or the origin of the memory's pair.
  public var corpus: String
  /// The number of the pair in the model, or in the overlay.
  public var pair: Int
  /// What the memory's pair is known by; nil for the corpora.
  public var id: String?
  /// Who wrote the memory's pair, if it is known.
  public var author: String?
  public var source: String
  public var target: String
}

extension Translator {
  /// The sentence pairs in which a phrase of a translation was seen, at most `limit`; none for copied words.
  ///
  /// The first is the one from which the phrase's alignment is taken; the others are further places of the
  /// source phrase, spread over the corpora, whose target holds the target phrase.
  public func evidence(for phrase: TranslatedPhrase, in sentence: TranslatedSentence, limit: Int = 3)
    -> [Evidence]
  {
    if let overlay = sentence.overlay, let pair = phrase.overlayPair {
      return overlay.evidence(for: phrase, from: pair, in: sentence, limit: limit)
    }
    guard phrase.origin == .corpus, phrase.sourcePlace != .max else { return [] }
    let bitext = model.phraseTable.bitext
    guard let pair = bitext.sighting(phrase.sourcePlace)?.sentence else { return [] }
    var pairs = [pair]
    let target = sentence.targetTokens[phrase.target].map { model.targetVocabulary.id(of: $0) ?? .max }
    let source = sentence.sourceTokens[phrase.source].map { model.sourceVocabulary.id(of: $0) ?? .max }
    for pair in model.phraseTable.sentences(with: source, limit: 200)
    where pairs.count < limit && !pairs.contains(pair) && bitext.target(pair).contains(target) {
      pairs.append(pair)
    }
    return pairs.prefix(limit).map { pair in
      let corpora = model.manifest.corpora
      let corpus = bitext.corpus(pair)
      return Evidence(
        corpus: corpora.indices.contains(corpus) ? corpora[corpus].name : "?", pair: pair,
        source: text(bitext.source(pair), model.sourceVocabulary, model.sourceText),
        target: text(bitext.target(pair), model.targetVocabulary, model.targetText))
    }
  }

  private func text(_ tokens: [TokenID], _ vocabulary: Vocabulary, _ preparation: TextPreparation) -> String {
    preparation.processor.detokenize(tokens.map { vocabulary.spelling(of: $0) })
  }
}

extension TranslationOverlay {
  /// The pair from which a phrase is, then others that hold it, newest first.
  fileprivate func evidence(
    for phrase: TranslatedPhrase, from pair: Int, in sentence: TranslatedSentence, limit: Int
  ) -> [Evidence] {
    let source = sentence.sourceTokens[phrase.source].map { sourceWords.id(of: $0) ?? .max }
    let target = sentence.targetTokens[phrase.target].map { targetWords.id(of: $0) ?? .max }
    let others = phrases.pairs(with: source, target, limit: limit).filter { $0 != pair }
    return ([pair] + others).prefix(limit).map { index in
      Evidence(
        corpus: pairs[index].origin, pair: index, id: pairs[index].id, author: pairs[index].author,
        source: pairs[index].source, target: pairs[index].target)
    }
  }
}

extension Array where Element == TokenID {
  /// Tells whether `phrase` stands in the array.
  fileprivate func contains(_ phrase: [TokenID]) -> Bool {
    guard !phrase.isEmpty, count >= phrase.count else { return false }
    return (0...(count - phrase.count)).contains { self[$0..<($0 + phrase.count)].elementsEqual(phrase) }
  }
}
