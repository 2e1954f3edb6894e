public import Compute
public import Tokens

private import Foundation

/// Estimates interpolated modified Kneser–Ney models (Chen and Goodman 1998), with the conventions of
/// Heafield et al. 2013: n-grams that start with `<s>` keep their raw counts, the unigram level is
/// interpolated with a uniform distribution over the vocabulary, `<unk>` included.
///
/// Every n-gram is named by the rank of its first occurrence in a suffix array, so that contexts,
/// continuations and interpolation are look-ups in flat arrays; nothing is hashed.
public struct KneserNeyEstimator: Sendable {
  public let order: Int
  public let threads: Int

  /// - Parameter order: 1 to 7.
  public init(order: Int = 5, threads: Int = Parallel.coreCount) {
    precondition((1...LanguageModelState.maximumOrder).contains(order), "the order is 1 to 7")
    self.order = order
    self.threads = threads
  }

  /// - Parameters:
  ///   - corpora: sentences without `<s>` and `</s>`.
  ///   - vocabularySize: one more than the largest token number that counts as known.
  /// - Throws: `LanguageModelError` if there is no sentence.
  public func estimate(
    _ corpora: [TokenizedCorpus], vocabularySize: Int, progress: any ProgressReporter = SilentProgress()
  ) throws(LanguageModelError) -> NGramModel {
    var text = TokenizedCorpus()
    for corpus in corpora {
      for sentence in 0..<corpus.sentenceCount {
        text.append([SpecialToken.sentenceStart] + corpus[sentence] + [SpecialToken.sentenceEnd])
      }
    }
    guard text.sentenceCount > 0 else {
      throw LanguageModelError("There is no sentence to estimate a language model from. Give it some text.")
    }
    progress.begin(stage: "Language model", total: order + 1)
    defer { progress.end() }
    let grams = NGramIndex(text, order: order)
    progress.advance(by: 1)
    let adjusted = grams.adjustedCounts()
    let discounts = Parallel.map(order, threads: threads) { Discounts(grams, adjusted[$0], length: $0 + 1) }
    var orders: [NGramModel.Order] = []
    var lower: [Double] = []
    for length in 1...order {
      let level = Level(
        grams, length: length, adjusted: adjusted[length - 1], discounts: discounts[length - 1])
      let (result, probabilities) = interpolate(
        grams, level, lower: lower, vocabularySize: vocabularySize)
      if length > 1 {
        orders[length - 2].backoffs = level.backoffs
      }
      orders.append(result)
      lower = probabilities
      progress.advance(by: 1)
    }
    addUnknown(to: &orders[0], lower: 0, vocabularySize: vocabularySize, grams, adjusted[0], discounts[0])
    return NGramModel(orders: orders, vocabularySize: vocabularySize)
  }

  /// p(w | context) = (adjusted count − discount) / total + γ(context) · p(w | shorter context).
  private func interpolate(
    _ grams: NGramIndex, _ level: Level, lower: [Double], vocabularySize: Int
  ) -> (NGramModel.Order, [Double]) {
    let count = grams.count(length: level.length)
    var order = NGramModel.Order()
    order.tokens.reserveCapacity(count * level.length)
    var probabilities = [Double](repeating: 0, count: count)
    order.backoffs = [Float](repeating: 0, count: count)
    order.probabilities = [Float](repeating: 0, count: count)
    let uniform = 1 / Double(max(1, vocabularySize - 1))
    for gram in 0..<count {
      let place = grams.place(of: gram, length: level.length)
      order.tokens.append(contentsOf: grams.tokens[place..<(place + level.length)])
      if level.length == 1, grams.tokens[place] == SpecialToken.sentenceStart {
        // <s> is never predicted; as in other tools its probability is written as 1.
        probabilities[gram] = 1
        continue
      }
      let context = level.length == 1 ? 0 : Int(grams.ids[level.length - 2][place])
      let shorter = level.length == 1 ? uniform : lower[Int(grams.ids[level.length - 2][place + 1])]
      probabilities[gram] = level.discounted[gram] + level.gammas[context] * shorter
      order.probabilities[gram] = Float(log10(probabilities[gram]))
    }
    return (order, probabilities)
  }

  /// `<unk>` gets the uniform share of what discounting freed.
  private func addUnknown(
    to unigrams: inout NGramModel.Order, lower: Double, vocabularySize: Int, _ grams: NGramIndex,
    _ adjusted: [UInt32], _ discounts: Discounts
  ) {
    guard unigrams.tokens.first != SpecialToken.unknown else { return }
    let level = Level(grams, length: 1, adjusted: adjusted, discounts: discounts)
    let probability = level.gammas[0] / Double(max(1, vocabularySize - 1))
    unigrams.tokens.insert(SpecialToken.unknown, at: 0)
    unigrams.probabilities.insert(Float(log10(max(probability, 1e-30))), at: 0)
    unigrams.backoffs.insert(0, at: 0)
  }
}

/// Why a language model could not be made or read.
public struct LanguageModelError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
