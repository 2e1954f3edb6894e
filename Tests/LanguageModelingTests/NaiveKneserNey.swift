import Foundation
import Tokens

/// Interpolated modified Kneser–Ney by its definition, with dictionaries and no thought of speed: the twin
/// against which the estimator is checked.
struct NaiveKneserNey {
  let order: Int
  let vocabularySize: Int
  let thresholds: [Int]
  private(set) var raw: [[TokenID]: Int] = [:]
  private(set) var adjusted: [[TokenID]: Int] = [:]
  private(set) var discounts: [[Double]] = []
  /// The n-grams that continue each context.
  private var continuations: [[TokenID]: [[TokenID]]] = [:]

  init(_ corpus: TokenizedCorpus, order: Int, vocabularySize: Int, pruning: [Int] = []) {
    self.order = order
    self.vocabularySize = vocabularySize
    thresholds = (0..<order).map { $0 < pruning.count ? pruning[$0] : pruning.last ?? 0 }
    var lefts: [[TokenID]: Set<TokenID>] = [:]
    for sentence in 0..<corpus.sentenceCount {
      let text = [SpecialToken.sentenceStart] + corpus[sentence] + [SpecialToken.sentenceEnd]
      for start in text.indices {
        for length in 1...order where start + length <= text.count {
          let gram = Array(text[start..<(start + length)])
          raw[gram, default: 0] += 1
          if start > 0 { lefts[gram, default: []].insert(text[start - 1]) }
        }
      }
    }
    for (gram, count) in raw {
      adjusted[gram] =
        gram.count == order || gram[0] == SpecialToken.sentenceStart ? count : lefts[gram]!.count
    }
    adjusted[[SpecialToken.sentenceStart]] = 0
    for length in 1...order {
      var n = [0, 0, 0, 0, 0]
      for (gram, count) in adjusted where gram.count == length && (1...4).contains(count) { n[count] += 1 }
      discounts.append([0] + Self.discounts(n))
    }
    for gram in raw.keys where gram != [SpecialToken.sentenceStart] {
      continuations[Array(gram.dropLast()), default: []].append(gram)
    }
  }

  private static func discounts(_ n: [Int]) -> [Double] {
    guard n[1] > 0, n[2] > 0, n[3] > 0 else { return [0.5, 1, 1.5] }
    let y = Double(n[1]) / Double(n[1] + 2 * n[2])
    let values = (1...3).map { Double($0) - Double($0 + 1) * y * Double(n[$0 + 1]) / Double(n[$0]) }
    for (index, value) in values.enumerated() where value < 0 || value > Double(index + 1) {
      return [0.5, 1, 1.5]
    }
    return values
  }

  private func discount(_ gram: [TokenID]) -> Double { discounts[gram.count - 1][min(3, adjusted[gram]!)] }

  private func isPruned(_ gram: [TokenID]) -> Bool { raw[gram]! <= thresholds[gram.count - 1] }

  private func total(_ context: [TokenID]) -> Double {
    Double((continuations[context] ?? []).reduce(0) { $0 + adjusted[$1]! })
  }

  /// γ: the share of a context that goes to shorter ones; 1 for a context that is not in the text.
  func gamma(_ context: [TokenID]) -> Double {
    let total = total(context)
    guard total > 0 else { return 1 }
    return continuations[context]!.reduce(0) {
      $0 + (isPruned($1) ? Double(adjusted[$1]!) : discount($1))
    } / total
  }

  /// The sizes of all orders, `<unk>` included.
  var counts: [Int] {
    (1...order).map { length in
      let found = raw.keys.filter { $0.count == length && !isPruned($0) }.count
      return found + (length == 1 && raw[[SpecialToken.unknown]] == nil ? 1 : 0)
    }
  }

  func probability(_ token: TokenID, after context: [TokenID]) -> Double {
    var lower = 1 / Double(vocabularySize - 1)
    if !context.isEmpty { lower = probability(token, after: Array(context.dropFirst())) }
    var discounted = 0.0
    let gram = context + [token]
    if raw[gram] != nil, adjusted[gram]! > 0, !isPruned(gram) {
      discounted = (Double(adjusted[gram]!) - discount(gram)) / total(context)
    }
    return discounted + gamma(context) * lower
  }
}
