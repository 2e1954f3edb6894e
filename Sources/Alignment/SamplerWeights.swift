internal import Compute
internal import Tokens

/// The weights of jumps from one linked generator to the next; long ones share a weight.
///
/// The tables reach as far as the longest sentence, and one of them is reversed: so the jumps from a place
/// to all generators, and those from all generators to a place, are read in rows.
struct JumpWeights: ~Copyable {
  private static let limit = 64
  private let reach: Int
  /// The weight of a jump stands at `reach + jump`, and in the reversed table at `reach - jump`.
  private var weights: FlatArray<Float>
  private var reversed: FlatArray<Float>

  init(maximumSentenceLength: Int) {
    reach = max(maximumSentenceLength, Self.limit) + 8
    weights = FlatArray(repeating: 1, count: 2 * reach + 1)
    reversed = FlatArray(repeating: 1, count: 2 * reach + 1)
  }

  @inline(__always)
  subscript(jump: Int) -> Float { weights[reach &+ jump] }

  /// The weights of `jump` and of the three jumps that are longer by 1 to 3.
  @inline(__always)
  func ascending(from jump: Int) -> SIMD4<Float> { weights[four: reach &+ jump] }

  /// The weights of `jump` and of the three jumps that are shorter by 1 to 3.
  @inline(__always)
  func descending(from jump: Int) -> SIMD4<Float> { reversed[four: reach &- jump] }

  private static func number(_ jump: Int) -> Int { min(max(jump, -limit), limit) + limit }

  /// Estimates the weights from the links of the sentence pairs.
  mutating func estimate(
    from links: borrowing FlatArray<Int32>, pairs: some Sequence<SentencePair>, prior: Float
  ) {
    var counts = [Float](repeating: prior, count: 2 * Self.limit + 1)
    for pair in pairs {
      var before = -1
      for place in pair.generated where links[place] >= 0 {
        counts[Self.number(Int(links[place]) - before)] += 1
        before = Int(links[place])
      }
      counts[Self.number(pair.width - before)] += 1
    }
    let total = counts.reduce(0, +)
    for jump in -reach...reach {
      let weight = counts[Self.number(jump)] / total
      weights[reach + jump] = weight
      reversed[reach - jump] = weight
    }
  }
}

/// For each generator word and fertility φ, the weight of one token more: p(φ + 1) / p(φ).
struct FertilityWeights: ~Copyable {
  private static let limit = 12
  private let words: Int
  private var ratios: FlatArray<Float>

  init(words: Int) {
    self.words = words
    ratios = FlatArray(repeating: 1, count: words * Self.limit)
  }

  @inline(__always)
  subscript(word: Int, fertility: Int) -> Float {
    ratios[word &* Self.limit &+ min(fertility, Self.limit &- 1)]
  }

  /// Estimates the weights from the links of the sentence pairs.
  mutating func estimate(
    from links: borrowing FlatArray<Int32>, generatorTokens: borrowing FlatArray<TokenID>,
    pairs: some Sequence<SentencePair>, prior: Float
  ) {
    let limit = Self.limit
    var counts = [Float](repeating: prior, count: words * (limit + 1))
    for pair in pairs {
      var fertilities = [Int](repeating: 0, count: pair.width)
      for place in pair.generated where links[place] >= 0 { fertilities[Int(links[place])] += 1 }
      for (place, fertility) in zip(pair.generators, fertilities) {
        counts[Int(generatorTokens[place]) * (limit + 1) + min(fertility, limit)] += 1
      }
    }
    for word in 0..<words {
      for fertility in 0..<limit {
        // The multinomial coefficient of collapsed fertilities is φ + 1 ways to choose the new token.
        ratios[word * limit + fertility] =
          counts[word * (limit + 1) + fertility + 1] / counts[word * (limit + 1) + fertility]
      }
    }
  }
}
