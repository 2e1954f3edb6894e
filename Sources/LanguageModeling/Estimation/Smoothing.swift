private import Compute
private import Foundation
internal import Tokens

/// Turns the counts of a trie into probabilities and backoffs, from the lowest order up.
struct Smoothing {
  private let trie: NGramTrie
  private let discounts: [Discounts]
  private let thresholds: [Int]
  private let vocabularySize: Int
  private let threads: Int
  private var orders: [NGramModel.Order] = []
  /// The probabilities of the order that was added last; `<s>` has 1.
  private var lower = SharedArray<Double>(uninitialized: 0)
  private var unknownProbability = 0.0

  /// The least log10 of anything: a context may have nothing left for what it has not seen.
  private static let floor: Float = -99

  init(
    _ trie: NGramTrie, discounts: [Discounts], thresholds: [Int], vocabularySize: Int, threads: Int
  ) {
    self.trie = trie
    self.discounts = discounts
    self.thresholds = thresholds
    self.vocabularySize = vocabularySize
    self.threads = threads
  }

  mutating func addOrder() {
    orders.append(NGramModel.Order())
    if orders.count == 1 { addUnigrams() } else { addLonger(length: orders.count) }
  }

  /// The model; n-grams below the thresholds are gone, and `<unk>` is there.
  consuming func finish() -> NGramModel {
    for index in 0..<orders.count {
      orders[index].tokens = trie.levels[index].tokens.array()
      if orders[index].backoffs.isEmpty {
        orders[index].backoffs = [Float](repeating: 0, count: trie.levels[index].count)
      }
      prune(index)
    }
    if orders[0].tokens.first != SpecialToken.unknown {
      orders[0].tokens.insert(SpecialToken.unknown, at: 0)
      orders[0].probabilities.insert(max(Self.floor, Float(log10(unknownProbability))), at: 0)
      orders[0].backoffs.insert(0, at: 0)
    }
    return NGramModel(orders: orders, vocabularySize: vocabularySize)
  }

  private mutating func addUnigrams() {
    let level = trie.levels[0]
    let adjusted = trie.adjustedCounts[0]
    var total = 0.0
    var freed = 0.0
    for gram in 0..<level.count {
      total += Double(adjusted[gram])
      freed += discounts[0].of(adjusted[gram])
    }
    // <s> is in the vocabulary but is never predicted.
    unknownProbability = freed / total / Double(max(1, vocabularySize - 1))
    let probabilities = SharedArray<Double>(uninitialized: level.count)
    for gram in 0..<level.count {
      let count = adjusted[gram]
      probabilities[gram] = (Double(count) - discounts[0].of(count)) / total + unknownProbability
    }
    // As in other tools, <s> has log10 0 in the file; it is a context only.
    probabilities[trie.sentenceStarts[0].lowerBound] = 1
    orders[0].probabilities = (0..<level.count).map { max(Self.floor, Float(log10(probabilities[$0]))) }
    lower = probabilities
  }

  /// p(w | context) = (count − discount) / total + γ(context) · p(w | context without its first token).
  private mutating func addLonger(length: Int) {
    let level = trie.levels[length - 1]
    let contexts = trie.levels[length - 2]
    let adjusted = trie.adjustedCounts[length - 1]
    let discounts = discounts[length - 1]
    let threshold = UInt32(clamping: thresholds[length - 1])
    let threads = threads
    let lower = lower
    let probabilities = SharedArray<Double>(uninitialized: level.count)
    let ranges = Parallel.chunks(contexts.count, size: 1 << 13)
    let backoffs = [Float](unsafeUninitializedCapacity: contexts.count) { backoffs, backoffCount in
      // Each chunk writes the places of its own contexts only; here and in `logs`.
      nonisolated(unsafe) let backoffs = backoffs
      orders[length - 1].probabilities = [Float](unsafeUninitializedCapacity: level.count) { logs, logCount in
        nonisolated(unsafe) let logs = logs
        Parallel.forEach(ranges.count, threads: threads) { chunk in
          for context in ranges[chunk] {
            let grams = Int(contexts.children[context])..<Int(contexts.children[context &+ 1])
            if grams.isEmpty {
              backoffs[context] = 0
              continue
            }
            var total = 0.0
            var freed = 0.0
            for gram in grams {
              let count = adjusted[gram]
              total += Double(count)
              // What is pruned leaves all of its mass to the lower orders.
              freed += level.counts[gram] <= threshold ? Double(count) : discounts.of(count)
            }
            let gamma = freed / total
            backoffs[context] = max(Self.floor, Float(log10(gamma)))
            for gram in grams {
              let count = adjusted[gram]
              let discounted = (Double(count) - discounts.of(count)) / total
              let probability = discounted + gamma * lower[Int(level.suffixes[gram])]
              probabilities[gram] = probability
              logs[gram] = max(Self.floor, Float(log10(probability)))
            }
          }
        }
        logCount = level.count
      }
      backoffCount = contexts.count
    }
    orders[length - 2].backoffs = backoffs
    self.lower = probabilities
  }

  private mutating func prune(_ index: Int) {
    guard thresholds[index] > 0 else { return }
    let counts = trie.levels[index].counts
    let length = index + 1
    let old = orders[index]
    var new = NGramModel.Order()
    for gram in 0..<old.count where Int(counts[gram]) > thresholds[index] {
      new.tokens.append(contentsOf: old.tokens[(gram * length)..<((gram + 1) * length)])
      new.probabilities.append(old.probabilities[gram])
      new.backoffs.append(old.backoffs[gram])
    }
    orders[index] = new
  }
}
