internal import Compute

/// Gibbs sampling of one sentence: each token in turn gives up its link and draws a new one.
extension SamplerState {
  /// - Parameters:
  ///   - cells: the cells of the co-occurrence index.
  ///   - collects: whether the conditional distributions are added to the posteriors.
  @inline(__always)
  mutating func sample(_ pair: SentencePair, cells: Span<UInt32>, collects: Bool) {
    gatherCounts(pair, cells: cells)
    gatherFertilities(pair)
    var before = -1
    for j in 0..<pair.height {
      let place = pair.firstGenerated &+ j
      change(Int(links[place]), j, in: pair, cells: cells, by: -1)

      let next = Int(scratch.following[j])
      let linked = weighGenerators(pair, j, before: before, next: next)
      let null = nullRatio * nullCounts[Int(generatedTokens[place])] / nullSum * jumps[next &- before]
      if collects { collect(pair, j, null: null, all: linked + null) }

      let new = draw(linked: linked, all: linked + null, width: pair.width)
      links[place] = Int32(truncatingIfNeeded: new)
      change(new, j, in: pair, cells: cells, by: 1)
      if new >= 0 { before = new }
    }
  }

  /// Copies the counts of the sentence: together, their slow look-ups need not wait for each other.
  @inline(__always)
  private mutating func gatherCounts(_ pair: SentencePair, cells: Span<UInt32>) {
    let padded = SentenceScratch.paddedLength(pair.width)
    for i in 0..<pair.width {
      scratch.inverses[i] = 1 / sums[Int(generatorTokens[pair.firstGenerator &+ i])]
    }
    for i in pair.width..<padded { scratch.inverses[i] = 0 }
    for j in 0..<pair.height {
      let row = j &* padded
      var cell = pair.cell(0, j)
      for i in 0..<pair.width {
        scratch.counts[row &+ i] = pairCounts[Int(cells[unchecked: cell])]
        cell &+= pair.generatorStride
      }
      for i in pair.width..<padded { scratch.counts[row &+ i] = 0 }
    }
  }

  /// Counts the fertilities of the sentence and finds for each position the linked generator behind it.
  @inline(__always)
  private mutating func gatherFertilities(_ pair: SentencePair) {
    for i in 0..<pair.width { scratch.fertilities[i] = 0 }
    var behind = Int32(truncatingIfNeeded: pair.width)
    for j in stride(from: pair.height &- 1, through: 0, by: -1) {
      scratch.following[j] = behind
      let link = links[pair.firstGenerated &+ j]
      if link >= 0 {
        scratch.fertilities[Int(link)] &+= 1
        behind = link
      }
    }
    for i in 0..<pair.width { weighFertility(i, in: pair) }
    for i in pair.width..<SentenceScratch.paddedLength(pair.width) { scratch.fertilityWeights[i] = 0 }
  }

  @inline(__always)
  private mutating func weighFertility(_ i: Int, in pair: SentencePair) {
    let word = Int(generatorTokens[pair.firstGenerator &+ i])
    scratch.fertilityWeights[i] = fertilities[word, Int(scratch.fertilities[i])]
  }

  /// Adds or takes away the link from generated token `j` to generator `i`, and keeps the copies of the
  /// counts up to date wherever the same words stand in the sentence.
  @inline(__always)
  private mutating func change(
    _ i: Int, _ j: Int, in pair: SentencePair, cells: Span<UInt32>, by change: Int32
  ) {
    let counts = count(i, j, in: pair, cells: cells, change: Float(change))
    guard i >= 0 else { return }
    scratch.fertilities[i] &+= change
    weighFertility(i, in: pair)
    let padded = SentenceScratch.paddedLength(pair.width)
    let inverse = 1 / counts.sum
    var generator = i
    repeat {
      scratch.inverses[generator] = inverse
      var token = j
      repeat {
        scratch.counts[token &* padded &+ generator] = counts.pair
        token = Int(generatedRings[pair.firstGenerated &+ token])
      } while token != j
      generator = Int(generatorRings[pair.firstGenerator &+ generator])
    } while generator != i
  }

  /// Weighs every generator for token `j`, which stands between tokens linked to `before` and `next`.
  ///
  /// - Returns: the sum of the weights, added up in their order.
  @inline(__always)
  private mutating func weighGenerators(_ pair: SentencePair, _ j: Int, before: Int, next: Int) -> Float {
    let padded = SentenceScratch.paddedLength(pair.width)
    let row = j &* padded
    var total: Float = 0
    var i = 0
    while i < padded {
      let lexical = scratch.counts[four: row &+ i] * scratch.inverses[four: i]
      let weights =
        lexical * jumps.ascending(from: i &- before) * jumps.descending(from: next &- i)
        * scratch.fertilityWeights[four: i]
      scratch.weights[four: i] = weights
      total += weights[0]
      total += weights[1]
      total += weights[2]
      total += weights[3]
      i &+= 4
    }
    return total
  }

  /// Adds the conditional distribution of token `j` to the posteriors. The padding adds zeros to the next row.
  @inline(__always)
  private mutating func collect(_ pair: SentencePair, _ j: Int, null: Float, all: Float) {
    let scale = 1 / max(all, .leastNormalMagnitude)
    let row = pair.row(j)
    var i = 0
    while i < pair.width {
      posteriors[four: row &+ i] += scratch.weights[four: i] * scale
      i &+= 4
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
