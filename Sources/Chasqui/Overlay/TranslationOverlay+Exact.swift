private import Decoding
private import PhraseModeling
internal import Tokens

extension TranslationOverlay {
  /// The translation of `text` as it was written, if the memory has it as a whole; the newest, if it has many.
  ///
  /// Nothing was searched: its score and its features are 0.
  func translation(of text: String) -> TranslatedSentence? {
    guard !isEmpty else { return nil }
    let prepared = model.sourceText.prepare(text)
    guard let index = index(of: prepared.text) else { return nil }
    let target = model.targetText.prepare(pairs[index].target).tokens
    let phrase = TranslatedPhrase(
      source: prepared.tokens.indices, target: target.indices, origin: .memory, forward: 0, backward: 0,
      lexicalForward: 0, lexicalBackward: 0, sourcePlace: .max, targetPlace: .max, overlayPair: index)
    return TranslatedSentence(
      source: text, text: pairs[index].target, sourceTokens: prepared.tokens, targetTokens: target, score: 0,
      features: [Float](repeating: 0, count: Feature.count), phrases: [phrase],
      alignment: phrases.alignment(index), unknownWords: [], overlay: self)
  }
}
