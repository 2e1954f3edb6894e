internal import PhraseModeling
internal import Text
internal import Tokens

extension TranslationModel {
  /// Sentences of the corpora that the model learned from, spread evenly over them, at most `limit`.
  public func sourceSentences(limit: Int) -> [String] {
    sample(limit) { sourceText.processor.detokenize($0.source($1).map(sourceVocabulary.spelling(of:))) }
  }

  /// As `sourceSentences`, of the other side.
  public func targetSentences(limit: Int) -> [String] {
    sample(limit) { targetText.processor.detokenize($0.target($1).map(targetVocabulary.spelling(of:))) }
  }

  private func sample(_ limit: Int, _ sentence: (IndexedBitext, Int) -> String) -> [String] {
    let bitext = phraseTable.bitext
    let count = bitext.sentenceCount
    return (0..<min(limit, count)).map { sentence(bitext, $0 * count / min(limit, count)) }
  }
}
