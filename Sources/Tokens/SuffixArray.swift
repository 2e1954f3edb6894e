/// The places of a tokenized corpus, sorted by the tokens that stand there, up to a fixed depth.
///
/// A suffix ends with its sentence. Built by prefix doubling (Manber and Myers 1993): three rounds of
/// counting sort order all places by their first eight tokens, in time linear in the corpus.
package struct SuffixArray {
  /// The number of tokens by which places are sorted.
  package static let depth = 8

  /// Places in the flat token array, in the order of what stands there.
  package private(set) var places: [UInt32]
  /// For each rank, how many tokens (at most `depth`) its suffix shares with that of the rank before.
  package private(set) var commonPrefixLengths: [UInt8]

  package init(_ corpus: TokenizedCorpus) {
    let count = corpus.tokens.count
    var ends = [UInt32](repeating: 0, count: count)
    for sentence in 0..<corpus.sentenceCount {
      let range = corpus.range(of: sentence)
      for place in range { ends[place] = UInt32(range.upperBound) }
    }
    var ranks = corpus.tokens
    var order = [UInt32](repeating: 0, count: count)
    var rankCount = Int(corpus.tokens.max() ?? 0) + 1
    Self.countingSort((0..<UInt32(count)).map { $0 }, by: ranks, rankCount: rankCount, into: &order)
    ranks = Self.denseRanks(order: order, first: ranks, second: nil, ends: ends, step: 0, &rankCount)
    var shifted = [UInt32](repeating: 0, count: count)
    var step = 1
    while step < Self.depth {
      // Order by the second half of the key first: suffixes too short to have one come before all others.
      var filled = 0
      for place in 0..<count where place + step >= Int(ends[place]) {
        shifted[filled] = UInt32(place)
        filled += 1
      }
      for place in order where Int(place) >= step && ends[Int(place) - step] == ends[Int(place)] {
        shifted[filled] = place - UInt32(step)
        filled += 1
      }
      Self.countingSort(shifted, by: ranks, rankCount: rankCount, into: &order)
      ranks = Self.denseRanks(
        order: order, first: ranks, second: ranks, ends: ends, step: step, &rankCount)
      step *= 2
    }
    places = order
    commonPrefixLengths = Self.commonPrefixLengths(order: order, tokens: corpus.tokens, ends: ends)
  }

  /// Sorts `places` stably by `keys[place]`, which are below `rankCount`.
  private static func countingSort(
    _ places: [UInt32], by keys: [UInt32], rankCount: Int, into result: inout [UInt32]
  ) {
    var starts = [UInt32](repeating: 0, count: rankCount + 1)
    keys.withUnsafeBufferPointer { keys in
      for key in keys { starts[Int(key) + 1] += 1 }
      for rank in 0..<rankCount { starts[rank + 1] += starts[rank] }
      starts.withUnsafeMutableBufferPointer { starts in
        result.withUnsafeMutableBufferPointer { result in
          for place in places {
            let key = Int(keys[Int(place)])
            result[Int(starts[key])] = place
            starts[key] += 1
          }
        }
      }
    }
  }

  /// Numbers the places, which are in order, by their keys: equal keys get equal numbers.
  private static func denseRanks(
    order: [UInt32], first: [UInt32], second: [UInt32]?, ends: [UInt32], step: Int, _ rankCount: inout Int
  ) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: order.count)
    var rank: UInt32 = 0
    var previous: (UInt32, UInt32) = (0, 0)
    for index in 0..<order.count {
      let place = Int(order[index])
      var key: (UInt32, UInt32) = (first[place], 0)
      if let second, place + step < Int(ends[place]) { key.1 = second[place + step] + 1 }
      if index > 0, key != previous { rank += 1 }
      previous = key
      result[place] = rank
    }
    rankCount = order.isEmpty ? 1 : Int(rank) + 1
    return result
  }

  private static func commonPrefixLengths(order: [UInt32], tokens: [TokenID], ends: [UInt32]) -> [UInt8] {
    var lengths = [UInt8](repeating: 0, count: order.count)
    guard order.count > 1 else { return lengths }
    for index in 1..<order.count {
      let a = Int(order[index - 1])
      let b = Int(order[index])
      let limit = min(depth, Int(ends[a]) - a, Int(ends[b]) - b)
      var length = 0
      while length < limit, tokens[a + length] == tokens[b + length] { length += 1 }
      lengths[index] = UInt8(length)
    }
    return lengths
  }
}
