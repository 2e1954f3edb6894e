private import Foundation
internal import Tokens

/// The n-grams of a text, numbered in sorted order for each length.
struct NGramIndex: Sendable {
  let tokens: [TokenID]
  let order: Int
  /// For each length − 1 and place: the number of the n-gram that starts there; meaningless where the
  /// sentence ends before it.
  let ids: [[UInt32]]
  /// For each length − 1 and n-gram: a place where it stands.
  private let places: [[UInt32]]
  /// For each length − 1 and n-gram: how often it stands in the text.
  let counts: [[UInt32]]

  init(_ text: TokenizedCorpus, order: Int) {
    tokens = text.tokens
    self.order = order
    let suffixes = SuffixArray(text)
    let size = tokens.count
    var ends = [UInt32](repeating: 0, count: size)
    for sentence in 0..<text.sentenceCount {
      let range = text.range(of: sentence)
      for place in range { ends[place] = UInt32(range.upperBound) }
    }
    var ids: [[UInt32]] = []
    var places: [[UInt32]] = []
    var counts: [[UInt32]] = []
    for length in 1...order {
      var id = [UInt32](repeating: 0, count: size)
      var first: [UInt32] = []
      var count: [UInt32] = []
      for rank in 0..<size {
        let place = suffixes.places[rank]
        guard Int(place) + length <= Int(ends[Int(place)]) else { continue }
        if first.isEmpty || Int(suffixes.commonPrefixLengths[rank]) < length {
          first.append(place)
          count.append(0)
        }
        count[count.count - 1] += 1
        id[Int(place)] = UInt32(first.count - 1)
      }
      ids.append(id)
      places.append(first)
      counts.append(count)
    }
    self.ids = ids
    self.places = places
    self.counts = counts
  }

  func count(length: Int) -> Int { places[length - 1].count }

  func place(of gram: Int, length: Int) -> Int { Int(places[length - 1][gram]) }

  /// For each length − 1 and n-gram: its count at the highest order and after `<s>`, otherwise the number
  /// of different tokens that stand before it.
  func adjustedCounts() -> [[UInt32]] {
    (1...order).map { length in
      if length == order { return counts[length - 1] }
      var adjusted = [UInt32](repeating: 0, count: count(length: length))
      for gram in 0..<count(length: length + 1) {
        adjusted[Int(ids[length - 1][place(of: gram, length: length + 1) + 1])] += 1
      }
      for gram in adjusted.indices
      where tokens[place(of: gram, length: length)] == SpecialToken.sentenceStart {
        adjusted[gram] = counts[length - 1][gram]
      }
      return adjusted
    }
  }
}

/// The discounts of an order for adjusted counts 1, 2 and 3 or more (Chen and Goodman 1998, equation 26).
struct Discounts: Sendable {
  let values: (Double, Double, Double)

  init(_ grams: NGramIndex, _ adjusted: [UInt32], length: Int) {
    var n = [Double](repeating: 0, count: 5)
    for (gram, count) in adjusted.enumerated() where count >= 1 && count <= 4 {
      if length == 1, grams.tokens[grams.place(of: gram, length: 1)] == SpecialToken.sentenceStart { continue }
      n[Int(count)] += 1
    }
    var discounts: [Double] = []
    if n[1] > 0, n[2] > 0, n[3] > 0, n[4] > 0 {
      let y = n[1] / (n[1] + 2 * n[2])
      discounts = (1...3).map { Double($0) - Double($0 + 1) * y * n[$0 + 1] / n[$0] }
    }
    if discounts.isEmpty || zip(discounts, [1.0, 2.0, 3.0]).contains(where: { $0 < 0 || $0 > $1 }) {
      // Too little text to estimate them.
      discounts = [0.5, 1, 1.5]
    }
    values = (discounts[0], discounts[1], discounts[2])
  }

  @inline(__always)
  func of(_ count: UInt32) -> Double {
    switch count {
    case 0: 0
    case 1: values.0
    case 2: values.1
    default: values.2
    }
  }
}

/// One order: for each n-gram its discounted relative count, for each context what discounting freed.
struct Level {
  let length: Int
  private(set) var discounted: [Double]
  private(set) var gammas: [Double]
  /// log10 of `gammas` for contexts that something follows, 0 for others.
  private(set) var backoffs: [Float]

  init(_ grams: NGramIndex, length: Int, adjusted: [UInt32], discounts: Discounts) {
    self.length = length
    let contexts = length == 1 ? 1 : grams.count(length: length - 1)
    var totals = [Double](repeating: 0, count: contexts)
    var freed = [Double](repeating: 0, count: contexts)
    func context(_ gram: Int) -> Int? {
      let place = grams.place(of: gram, length: length)
      if length > 1 { return Int(grams.ids[length - 2][place]) }
      return grams.tokens[place] == SpecialToken.sentenceStart ? nil : 0
    }
    for gram in adjusted.indices {
      guard let context = context(gram) else { continue }
      totals[context] += Double(adjusted[gram])
      freed[context] += discounts.of(adjusted[gram])
    }
    discounted = [Double](repeating: 0, count: adjusted.count)
    for gram in adjusted.indices {
      guard let context = context(gram), totals[context] > 0 else { continue }
      discounted[gram] = (Double(adjusted[gram]) - discounts.of(adjusted[gram])) / totals[context]
    }
    gammas = zip(freed, totals).map { $1 > 0 ? $0 / $1 : 1 }
    backoffs = zip(gammas, totals).map { $1 > 0 ? Float(log10($0)) : 0 }
  }
}
