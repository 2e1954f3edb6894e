internal import Tokens

/// Sentences in one flat array, each between `<s>` and `</s>`.
struct MarkedText: Sendable {
  /// How many tokens may be read behind the last one.
  static let padding = 8

  /// The tokens, and `padding` zeros.
  let tokens: SharedArray<TokenID>
  /// How many tokens there are, the padding not counted.
  let count: Int
  /// One more than the largest token number.
  let tokenLimit: Int

  /// `<s>` and `</s>` inside a sentence are left out, as `lmplz --skip_symbols` does.
  ///
  /// - Throws: `LanguageModelError` if there is no sentence, too much text, or a token outside the
  ///   vocabulary.
  init(_ corpora: [TokenizedCorpus], vocabularySize: Int) throws(LanguageModelError) {
    var sentences = 0
    var total = 0
    for corpus in corpora {
      sentences += corpus.sentenceCount
      total += corpus.tokens.count + 2 * corpus.sentenceCount
    }
    guard sentences > 0 else {
      throw LanguageModelError(
        .unusableText, "There is no sentence to estimate a language model from.",
        advice: "Give it some text.")
    }
    guard total < Int(UInt32.max) - Self.padding else {
      throw LanguageModelError(
        .unusableText, "The text has \(total) tokens; \(UInt32.max) is the limit.",
        advice: "Estimate from a part of it.")
    }
    let tokens = SharedArray<TokenID>(uninitialized: total + Self.padding)
    var filled = 0
    var largest = SpecialToken.sentenceEnd
    for corpus in corpora {
      corpus.tokens.withUnsafeBufferPointer { source in
        for sentence in 0..<corpus.sentenceCount {
          tokens[filled] = SpecialToken.sentenceStart
          filled += 1
          for place in corpus.range(of: sentence) {
            let token = source[place]
            if token == SpecialToken.sentenceStart || token == SpecialToken.sentenceEnd { continue }
            largest = max(largest, token)
            tokens[filled] = token
            filled += 1
          }
          tokens[filled] = SpecialToken.sentenceEnd
          filled += 1
        }
      }
    }
    guard Int(largest) < vocabularySize else {
      throw LanguageModelError(
        .unusableText, "The text has the token \(largest); the vocabulary ends at \(vocabularySize - 1).",
        advice: "Use the vocabulary with which the text was numbered.")
    }
    for place in filled..<(filled + Self.padding) { tokens[place] = 0 }
    self.tokens = tokens
    count = filled
    tokenLimit = Int(largest) + 1
  }
}
