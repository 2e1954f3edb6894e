private import Compute
internal import Tokens

/// The n-grams of a text, sorted by their tokens, of each length up to the order.
///
/// All n-grams with the same beginning are neighbours, so a context needs only to know where they start;
/// the n-gram without its first token, its *suffix*, is found by the place behind. Nothing is hashed.
struct NGramTrie: Sendable {
  /// The n-grams of one length.
  struct Level: Sendable {
    /// `length` tokens for each n-gram.
    let tokens: SharedArray<TokenID>
    /// How often each n-gram stands in the text.
    let counts: SharedArray<UInt32>
    /// The number of each n-gram without its first token among those that are one shorter; a place of the
    /// n-gram in the text while the trie is built.
    let suffixes: SharedArray<UInt32>
    /// Where the n-grams that continue each n-gram start in the next level, and, last, where they end.
    /// Empty at the highest level.
    let children: SharedArray<UInt32>
    var count: Int { counts.count }

    init(count: Int, length: Int, isHighest: Bool) {
      tokens = SharedArray(uninitialized: count * length)
      counts = SharedArray(repeating: 0, count: count)
      suffixes = SharedArray(uninitialized: count)
      children = SharedArray(uninitialized: isHighest ? 0 : count + 1)
    }
  }

  /// Index 0 has the unigrams.
  let levels: [Level]
  let order: Int
  /// For each level, the n-grams that start with `<s>`.
  let sentenceStarts: [Range<Int>]
  /// For each level but the highest, the number of different tokens before each n-gram, or its count if it
  /// starts with `<s>`. At the highest level all counts are as they are in the text.
  let adjustedCounts: [SharedArray<UInt32>]

  init(_ text: MarkedText, order: Int, threads: Int) {
    let sorted = SortedPlaces(text, depth: order, threads: threads)
    let chunks = sorted.chunks
    let shapes = SharedArray<UInt8>(uninitialized: text.count)
    let news = Parallel.map(chunks.count, threads: threads) { chunk in
      Self.measure(chunks[chunk], sorted.places, text, order, into: shapes)
    }
    var first: [[Int]] = []
    var totals = [Int](repeating: 0, count: order)
    for new in news {
      first.append(totals)
      for index in 0..<order { totals[index] += new[index] }
    }
    let levels = (0..<order).map {
      Level(count: totals[$0], length: $0 + 1, isHighest: $0 == order - 1)
    }
    let numbers = (0..<(order - 1)).map { _ in SharedArray<UInt32>(uninitialized: text.count) }
    let starts = first
    Parallel.forEach(chunks.count, threads: threads) { chunk in
      Self.fill(levels, numbers, chunks[chunk], sorted.places, shapes, text, from: starts[chunk])
    }
    for index in 0..<(order - 1) { levels[index].children[totals[index]] = UInt32(totals[index + 1]) }
    self.levels = levels
    self.order = order
    sentenceStarts = Self.sentenceStarts(levels)
    let ranges = sentenceStarts
    adjustedCounts = Parallel.map(order, threads: threads) { index in
      Self.adjustedCounts(levels, index, sentenceStart: ranges[index], numbers)
    }
  }

  /// Notes for each rank how many tokens its place has in common with the one before, and how long an n-gram
  /// may be there; returns how many n-grams of each length are new.
  private static func measure(
    _ ranks: Range<Int>, _ places: SharedArray<UInt32>, _ text: MarkedText, _ order: Int,
    into shapes: SharedArray<UInt8>
  ) -> [Int] {
    // Differences: +1 where the new lengths of a rank begin, -1 behind them.
    var steps = [Int](repeating: 0, count: order + 2)
    steps.withUnsafeMutableBufferPointer { steps in
      var previous: UnsafeMutablePointer<TokenID>?
      for rank in ranks {
        let place = text.tokens.base + Int(places[rank])
        var valid = 0
        while valid < order {
          valid &+= 1
          if place[valid &- 1] == SpecialToken.sentenceEnd { break }
        }
        var common = 0
        if let previous {
          while common < valid, place[common] == previous[common] { common &+= 1 }
        }
        previous = place
        shapes[rank] = UInt8(truncatingIfNeeded: common | valid &<< 4)
        steps[common] &+= 1
        steps[valid] &-= 1
      }
    }
    var sum = 0
    return (0..<order).map { index in
      sum += steps[index]
      return sum
    }
  }

  /// Writes the n-grams that begin in `ranks`, and their number at each place.
  private static func fill(
    _ levels: [Level], _ numbers: [SharedArray<UInt32>], _ ranks: Range<Int>,
    _ places: SharedArray<UInt32>, _ shapes: SharedArray<UInt8>, _ text: MarkedText, from starts: [Int]
  ) {
    var starts = starts
    let order = levels.count
    let tokens = levels.map { $0.tokens.base }
    let counts = levels.map { $0.counts.base }
    let suffixes = levels.map { $0.suffixes.base }
    let children = levels.map { $0.children.base }
    let numbers = numbers.map { $0.base }
    starts.withUnsafeMutableBufferPointer { next in
      tokens.withUnsafeBufferPointer { tokens in
        counts.withUnsafeBufferPointer { counts in
          suffixes.withUnsafeBufferPointer { suffixes in
            children.withUnsafeBufferPointer { children in
              numbers.withUnsafeBufferPointer { numbers in
                for rank in ranks {
                  let place = Int(places[rank])
                  let common = Int(shapes[rank] & 15)
                  let valid = Int(shapes[rank] &>> 4)
                  var level = common
                  while level < valid {
                    let gram = next[level]
                    next[level] = gram &+ 1
                    suffixes[level][gram] = UInt32(truncatingIfNeeded: place)
                    if level &+ 1 < order {
                      children[level][gram] = UInt32(truncatingIfNeeded: next[level &+ 1])
                    }
                    let target = tokens[level] + gram &* (level &+ 1)
                    let source = text.tokens.base + place
                    for index in 0...level { target[index] = source[index] }
                    level &+= 1
                  }
                  for level in 0..<valid {
                    let gram = next[level] &- 1
                    counts[level][gram] &+= 1
                    if level &+ 1 < order { numbers[level][place] = UInt32(truncatingIfNeeded: gram) }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static func sentenceStarts(_ levels: [Level]) -> [Range<Int>] {
    var start = 0
    while levels[0].tokens[start] != SpecialToken.sentenceStart { start += 1 }
    var range = start..<(start + 1)
    var ranges = [range]
    for level in levels.dropLast() {
      range = Int(level.children[range.lowerBound])..<Int(level.children[range.upperBound])
      ranges.append(range)
    }
    return ranges
  }

  /// Resolves the suffixes of the level above, and counts them.
  private static func adjustedCounts(
    _ levels: [Level], _ index: Int, sentenceStart: Range<Int>, _ numbers: [SharedArray<UInt32>]
  ) -> SharedArray<UInt32> {
    let level = levels[index]
    let adjusted: SharedArray<UInt32>
    if index == levels.count - 1 {
      adjusted = level.counts
    } else {
      adjusted = SharedArray(repeating: 0, count: level.count)
      let counts = adjusted.base
      let numbers = numbers[index].base
      let suffixes = levels[index + 1].suffixes.base
      for gram in 0..<levels[index + 1].count {
        let suffix = numbers[Int(suffixes[gram]) &+ 1]
        suffixes[gram] = suffix
        counts[Int(suffix)] &+= 1
      }
      for gram in sentenceStart { counts[gram] = level.counts[gram] }
    }
    // <s> is never predicted.
    if index == 0 { adjusted[sentenceStart.lowerBound] = 0 }
    return adjusted
  }
}
