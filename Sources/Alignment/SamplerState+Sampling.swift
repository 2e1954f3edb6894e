internal import Compute

/// Gibbs sampling of one sentence: each token in turn gives up its link and draws a new one.
extension SamplerState {
  /// - Parameters:
  ///   - cells: the cells of the co-occurrence index.
  ///   - collects: whether the conditional distributions are added to the posteriors.
  @inline(__always)
  mutating func sample(_ pair: SentencePair, cells: Span<UInt32>, collects: Bool) {
    prepareScratch(pair)
    var before = -1
    for j in 0..<pair.height {
      let place = pair.firstGenerated &+ j
      let old = Int(links[place])
      count(old, j, in: pair, cells: cells, change: -1)
      if old >= 0 { scratch.fertilities[old] &-= 1 }

      let next = scratch.following[j]
      let linked = weighGenerators(pair, row: pair.row(j), cells: cells, before: before, next: next)
      let null = nullRatio * nullCounts[Int(generatedTokens[place])] / nullSum * jumps[next &- before]
      if collects { collect(pair, j, null: null, all: linked + null) }

      let new = draw(linked: linked, all: linked + null, width: pair.width)
      links[place] = Int32(new)
      count(new, j, in: pair, cells: cells, change: 1)
      if new >= 0 {
        scratch.fertilities[new] &+= 1
        before = new
      }
    }
  }

  /// Counts the fertilities of the sentence and finds for each position the linked generator behind it.
  @inline(__always)
  private mutating func prepareScratch(_ pair: SentencePair) {
    for i in 0..<pair.width { scratch.fertilities[i] = 0 }
    var behind = pair.width
    for j in stride(from: pair.height &- 1, through: 0, by: -1) {
      scratch.following[j] = behind
      let link = Int(links[pair.firstGenerated &+ j])
      if link >= 0 {
        scratch.fertilities[link] &+= 1
        behind = link
      }
    }
  }

  /// Weighs every generator for the token of `row`, which stands between tokens linked to `before` and `next`.
  ///
  /// - Returns: the sum of the weights.
  @inline(__always)
  private mutating func weighGenerators(
    _ pair: SentencePair, row: Int, cells: Span<UInt32>, before: Int, next: Int
  ) -> Float {
    var total: Float = 0
    var cell = row
    for i in 0..<pair.width {
      let word = Int(generatorTokens[pair.firstGenerator &+ i])
      let weight =
        pairCounts[Int(cells[unchecked: cell])] * inverses[word] * jumps[i &- before] * jumps[next &- i]
        * fertilities[word, scratch.fertilities[i]]
      total += weight
      scratch.weights[i] = weight
      cell &+= pair.generatorStride
    }
    return total
  }

  /// Adds the conditional distribution of token `j` to the posteriors.
  @inline(__always)
  private mutating func collect(_ pair: SentencePair, _ j: Int, null: Float, all: Float) {
    let scale = 1 / max(all, .leastNormalMagnitude)
    var cell = pair.row(j)
    for i in 0..<pair.width {
      posteriors[cell] += scratch.weights[i] * scale
      cell &+= pair.generatorStride
    }
    nullPosteriors[pair.firstGenerated &+ j] += null * scale
  }

  /// Draws a generator by the weights, or −1 for none.
  @inline(__always)
  private mutating func draw(linked: Float, all: Float, width: Int) -> Int {
    var remaining = random.nextFloat() * all
    guard remaining < linked else { return -1 }
    var new = 0
    while new < width &- 1, remaining >= scratch.weights[new] {
      remaining -= scratch.weights[new]
      new &+= 1
    }
    return new
  }
}
