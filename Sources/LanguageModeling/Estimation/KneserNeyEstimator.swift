public import Compute
public import Tokens

/// Estimates interpolated modified Kneser–Ney models (Chen and Goodman 1998), as `lmplz` of KenLM does
/// (Heafield et al. 2013).
///
/// - N-grams below the highest order count the different tokens before them; those that start with `<s>`
///   keep their counts.
/// - Discounts are estimated for each order, and are 0.5, 1 and 1.5 where a text is too small for that
///   (`--discount_fallback`).
/// - Unigrams are interpolated with a uniform distribution over the vocabulary without `<s>`
///   (`--interpolate_unigrams 1`). Its share is what `<unk>` gets, and every token that the text lacks.
///
/// The result does not depend on the number of threads.
public struct KneserNeyEstimator: Sendable {
  /// The length of the longest n-grams, 1 to 7.
  public let order: Int
  /// For each order, from 1: n-grams that stand in the text at most so often are left out. The last value
  /// holds for all further orders; none leaves nothing out.
  public let pruning: [Int]
  public let threads: Int

  /// Options that make no sense are found by `estimate`.
  public init(order: Int = 5, pruning: [Int] = [], threads: Int = Parallel.coreCount) {
    self.order = order
    self.pruning = pruning
    self.threads = threads
  }

  /// - Parameters:
  ///   - corpora: sentences without `<s>` and `</s>`; where those stand in a sentence, they are left out.
  ///   - vocabularySize: the size of the vocabulary in which the tokens are numbered, all special tokens
  ///     included.
  /// - Throws: `LanguageModelError` if there is no sentence, a token is outside the vocabulary, the options
  ///   make no sense, or `progress` says to stop.
  public func estimate(
    _ corpora: [TokenizedCorpus], vocabularySize: Int, progress: any ProgressReporter = SilentProgress()
  ) throws(LanguageModelError) -> NGramModel {
    let thresholds = try pruningThresholds()
    progress.begin(stage: "Language model", total: order + 1)
    defer { progress.end() }
    let text = try MarkedText(corpora, vocabularySize: vocabularySize)
    let trie = NGramTrie(text, order: order, threads: threads)
    progress.advance(by: 1)
    let discounts = Parallel.map(order, threads: threads) { Discounts(trie.adjustedCounts[$0]) }
    var smoothing = Smoothing(
      trie, discounts: discounts, thresholds: thresholds, vocabularySize: vocabularySize, threads: threads)
    for _ in 0..<order {
      if progress.isCancelled {
        throw LanguageModelError(
          .cancelled, "The estimation of the language model was stopped.", advice: "Run it again.")
      }
      smoothing.addOrder()
      progress.advance(by: 1)
    }
    return smoothing.finish()
  }

  private func pruningThresholds() throws(LanguageModelError) -> [Int] {
    guard (1...LanguageModelState.maximumOrder).contains(order) else {
      throw LanguageModelError(
        .invalidOptions,
        "The order of a language model is 1 to \(LanguageModelState.maximumOrder), not \(order).",
        advice: "Choose another; 5 is usual.")
    }
    let thresholds = (0..<order).map { $0 < pruning.count ? pruning[$0] : pruning.last ?? 0 }
    guard thresholds[0] == 0, pruning.count <= order, zip(thresholds, thresholds.dropFirst()).allSatisfy(<=)
    else {
      throw LanguageModelError(
        .invalidOptions, "The pruning thresholds \(pruning) do not start with 0, fall, or are too many.",
        advice: "Give at most \(order), such as 0 0 1.")
    }
    return thresholds
  }
}
