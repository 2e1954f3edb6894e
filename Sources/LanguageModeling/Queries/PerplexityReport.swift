private import Foundation
public import Tokens

/// How a model scores one sentence; logarithms are base 10.
public struct SentenceScore: Sendable, Equatable {
  /// log10 of the probability of the sentence and its end.
  public var logProbability: Double
  /// The part of `logProbability` that unknown tokens have.
  public var unknownLogProbability: Double
  /// The number of tokens, `</s>` included.
  public var tokenCount: Int
  /// How many of them the model does not know.
  public var unknownCount: Int

  /// What an empty report has.
  public static let zero = SentenceScore(
    logProbability: 0, unknownLogProbability: 0, tokenCount: 0, unknownCount: 0)

  public static func + (a: Self, b: Self) -> Self {
    SentenceScore(
      logProbability: a.logProbability + b.logProbability,
      unknownLogProbability: a.unknownLogProbability + b.unknownLogProbability,
      tokenCount: a.tokenCount + b.tokenCount, unknownCount: a.unknownCount + b.unknownCount)
  }
}

/// The scores of a text, and its perplexity, as KenLM's `query` reports them.
public struct PerplexityReport: Sendable, Equatable {
  /// One for each sentence.
  public private(set) var sentences: [SentenceScore] = []
  public private(set) var total = SentenceScore.zero

  public init() {}

  /// Scores the sentences of `corpus`.
  public init(of corpus: TokenizedCorpus, by model: LanguageModel) {
    for sentence in 0..<corpus.sentenceCount { append(model.sentenceScore(corpus[sentence])) }
  }

  public mutating func append(_ sentence: SentenceScore) {
    sentences.append(sentence)
    total = total + sentence
  }

  /// The perplexity of all tokens; NaN for an empty text.
  public var perplexity: Double { pow(10, -total.logProbability / Double(total.tokenCount)) }

  /// The perplexity without unknown tokens, which stay in the contexts of others.
  public var perplexityWithoutUnknowns: Double {
    pow(
      10,
      -(total.logProbability - total.unknownLogProbability)
        / Double(total.tokenCount - total.unknownCount))
  }
}

extension LanguageModel {
  /// The score of a sentence without `<s>` and `</s>`, and of its end.
  public func sentenceScore(_ sentence: some Collection<TokenID>) -> SentenceScore {
    var result = SentenceScore.zero
    var state = startState
    func add(_ token: TokenID) {
      let logProbability = Double(score(state, token, next: &state))
      result.logProbability += logProbability
      result.tokenCount += 1
      if !knows(token) {
        result.unknownLogProbability += logProbability
        result.unknownCount += 1
      }
    }
    for token in sentence { add(token) }
    add(SpecialToken.sentenceEnd)
    return result
  }
}
