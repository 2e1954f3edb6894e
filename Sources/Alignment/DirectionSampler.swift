internal import Compute
private import Foundation
internal import Tokens

/// Aligns one direction: every token of the "given" side… of the corpus generates tokens of the other.
///
/// A Bayesian HMM with fertility, sampled by collapsed Gibbs sampling (Östling and Tiedemann 2016). Each
/// generated token j has a generator a(j) or none; the lexical counts are collapsed, the jump and
/// fertility distributions are re-estimated between iterations. One chain is sampled; in its second half
/// the full conditional distributions are summed up, and the decision is by these sums: with them one
/// chain does what several do by counting samples.
struct DirectionSampler {
  /// The side that generates, and the side that is generated.
  private let generators: TokenizedCorpus
  private let generated: TokenizedCorpus
  private let index: CooccurrenceIndex
  /// Tells whether the generators are the source of the index.
  private let isForward: Bool
  private let isUsed: [Bool]
  private let options: AlignerOptions

  private static let jumpLimit = 64
  private static let fertilityLimit = 12

  init(
    generators: TokenizedCorpus, generated: TokenizedCorpus, index: CooccurrenceIndex, isForward: Bool,
    isUsed: [Bool], options: AlignerOptions
  ) {
    self.generators = generators
    self.generated = generated
    self.index = index
    self.isForward = isForward
    self.isUsed = isUsed
    self.options = options
  }

  /// For each generated token, the position of its generator in the sentence, or −1.
  func run(progress: any ProgressReporter) -> [Int32] {
    var links = [Int32](repeating: -1, count: generated.tokens.count)
    let generatorSize = Int(generators.tokens.max() ?? 0) + 1
    let generatedSize = Int(generated.tokens.max() ?? 0) + 1
    // Counts of word pairs, with their priors added; the reciprocals of the sums of each generator.
    var pairCounts = [Float](repeating: options.lexicalPrior, count: index.pairCount)
    let partners = isForward ? index.sourcePartners : index.targetPartners
    var sums = partners.map { Float($0) * options.lexicalPrior }
    var nullCounts = [Float](repeating: options.nullLexicalPrior, count: generatedSize)
    var nullSum = Float(generatedSize) * options.nullLexicalPrior
    var posteriors = [Float](repeating: 0, count: index.cells.count)
    var nullPosteriors = [Float](repeating: 0, count: generated.tokens.count)
    var random = RandomSource(seed: options.seed, stream: isForward ? 1 : 2)
    initialize(&links, &pairCounts, &sums, &nullCounts, &nullSum, &random)

    var jumps = [Float](repeating: 1, count: 2 * Self.jumpLimit + 1)
    var fertilityRatios = [Float](repeating: 1, count: generatorSize * Self.fertilityLimit)
    let plan = options.iterations(pairs: generators.sentenceCount)
    let total = plan.lexical + plan.jumps + plan.fertility
    for iteration in 0..<total {
      if progress.isCancelled { break }
      let usesJumps = iteration >= plan.lexical
      let usesFertility = iteration >= plan.lexical + plan.jumps
      if usesJumps { jumps = estimateJumps(links) }
      if usesFertility { fertilityRatios = estimateFertilities(links, size: generatorSize) }
      let collects = iteration >= total - (plan.fertility * 2) / 3
      sample(
        &links, &pairCounts, &sums, &nullCounts, &nullSum, jumps: jumps, fertilityRatios: fertilityRatios,
        posteriors: &posteriors, nullPosteriors: &nullPosteriors, collects: collects, &random)
      progress.advance(by: 1)
    }
    return decide(posteriors, nullPosteriors)
  }

  /// Links every token to the generator with which it stands together most exclusively, or, as often as
  /// words have no counterpart, to none: where no word starts without one, few ever find the way there.
  private func initialize(
    _ links: inout [Int32], _ pairCounts: inout [Float], _ sums: inout [Float], _ nullCounts: inout [Float],
    _ nullSum: inout Float, _ random: inout RandomSource
  ) {
    var together = [Float](repeating: 0, count: index.pairCount)
    for cell in index.cells { together[Int(cell)] += 1 }
    var generatorCounts = [Float](repeating: 0, count: sums.count)
    for token in generators.tokens { generatorCounts[Int(token)] += 1 }
    for sentence in isUsed.indices where isUsed[sentence] {
      let sources = generators.range(of: sentence)
      let targets = generated.range(of: sentence)
      let (start, strideI, strideJ) = layout(sentence, sources.count, targets.count)
      for (j, place) in targets.enumerated() {
        var best = -1
        var bestScore: Float = -1
        for (i, source) in sources.enumerated() {
          let cell = Int(index.cells[start + i * strideI + j * strideJ])
          let score = together[cell] / generatorCounts[Int(generators.tokens[source])]
          if score > bestScore {
            bestScore = score
            best = i
          }
        }
        if random.nextFloat() < options.nullProbability { best = -1 }
        links[place] = Int32(best)
        if best >= 0 {
          pairCounts[Int(index.cells[start + best * strideI + j * strideJ])] += 1
          sums[Int(generators.tokens[sources.lowerBound + best])] += 1
        } else {
          nullCounts[Int(generated.tokens[place])] += 1
          nullSum += 1
        }
      }
    }
  }

  /// Where the cells of a sentence start, and their strides by generator and by generated position.
  @inline(__always)
  private func layout(_ sentence: Int, _ generatorCount: Int, _ generatedCount: Int) -> (Int, Int, Int) {
    let start = index.cellStarts[sentence]
    return isForward ? (start, 1, generatorCount) : (start, generatedCount, 1)
  }

  private func sample(
    _ links: inout [Int32], _ pairCounts: inout [Float], _ sums: inout [Float], _ nullCounts: inout [Float],
    _ nullSum: inout Float, jumps: [Float], fertilityRatios: [Float], posteriors: inout [Float],
    nullPosteriors: inout [Float], collects: Bool, _ random: inout RandomSource
  ) {
    var inverses = sums.map { 1 / $0 }
    let limit = Self.jumpLimit
    let fertilityLimit = Self.fertilityLimit
    var weights = [Float](repeating: 0, count: options.maximumSentenceLength + 1)
    var fertilities = [Int](repeating: 0, count: options.maximumSentenceLength + 1)
    /// For each position, the next linked generator behind it.
    var following = [Int](repeating: 0, count: options.maximumSentenceLength + 2)
    let nullWeight = options.nullProbability
    let linkWeight = 1 - options.nullProbability
    links.withUnsafeMutableBufferPointer { links in
      pairCounts.withUnsafeMutableBufferPointer { pairCounts in
        sums.withUnsafeMutableBufferPointer { sums in
          inverses.withUnsafeMutableBufferPointer { inverses in
            nullCounts.withUnsafeMutableBufferPointer { nullCounts in
              posteriors.withUnsafeMutableBufferPointer { posteriors in
                nullPosteriors.withUnsafeMutableBufferPointer { nullPosteriors in
                  weights.withUnsafeMutableBufferPointer { weights in
                    fertilities.withUnsafeMutableBufferPointer { fertilities in
                      following.withUnsafeMutableBufferPointer { following in
                        jumps.withUnsafeBufferPointer { jumps in
                          fertilityRatios.withUnsafeBufferPointer { ratios in
                            index.cells.withUnsafeBufferPointer { cells in
                              generators.tokens.withUnsafeBufferPointer { generatorTokens in
                                generated.tokens.withUnsafeBufferPointer { generatedTokens in
                                  for sentence in isUsed.indices where isUsed[sentence] {
                                    let sources = generators.range(of: sentence)
                                    let targets = generated.range(of: sentence)
                                    let sourceStart = sources.lowerBound
                                    let targetStart = targets.lowerBound
                                    let width = sources.count
                                    let (start, strideI, strideJ) = layout(sentence, width, targets.count)
                                    for i in 0..<width { fertilities[i] = 0 }
                                    for place in targets where links[place] >= 0 {
                                      fertilities[Int(links[place])] &+= 1
                                    }
                                    following[targets.count] = width
                                    var behind = width
                                    for j in stride(from: targets.count - 1, through: 0, by: -1) {
                                      following[j] = behind
                                      if links[targetStart &+ j] >= 0 {
                                        behind = Int(links[targetStart &+ j])
                                      }
                                    }
                                    var before = -1
                                    for j in 0..<targets.count {
                                      let place = targetStart &+ j
                                      let token = Int(generatedTokens[place])
                                      let old = Int(links[place])
                                      let row = start &+ j &* strideJ
                                      if old >= 0 {
                                        let word = Int(generatorTokens[sourceStart &+ old])
                                        pairCounts[Int(cells[row &+ old &* strideI])] -= 1
                                        sums[word] -= 1
                                        inverses[word] = 1 / sums[word]
                                        fertilities[old] &-= 1
                                      } else {
                                        nullCounts[token] -= 1
                                        nullSum -= 1
                                      }
                                      let next = following[j]
                                      var total: Float = 0
                                      var cell = row
                                      for i in 0..<width {
                                        let word = Int(generatorTokens[sourceStart &+ i])
                                        let come = min(max(i &- before, -limit), limit) &+ limit
                                        let go = min(max(next &- i, -limit), limit) &+ limit
                                        let fertility = min(fertilities[i], fertilityLimit &- 1)
                                        let weight =
                                          pairCounts[Int(cells[cell])] * inverses[word] * jumps[come]
                                          * jumps[go]
                                          * ratios[word &* fertilityLimit &+ fertility]
                                        total += weight
                                        weights[i] = weight
                                        cell &+= strideI
                                      }
                                      let pass = min(max(next &- before, -limit), limit) &+ limit
                                      let null =
                                        nullWeight / linkWeight * nullCounts[token] / nullSum * jumps[pass]
                                      let all = total + null
                                      if collects {
                                        let scale = 1 / max(all, .leastNormalMagnitude)
                                        var cell = row
                                        for i in 0..<width {
                                          posteriors[cell] += weights[i] * scale
                                          cell &+= strideI
                                        }
                                        nullPosteriors[place] += null * scale
                                      }
                                      var remaining = random.nextFloat() * all
                                      var new = -1
                                      if remaining < total {
                                        new = 0
                                        while new < width &- 1, remaining >= weights[new] {
                                          remaining -= weights[new]
                                          new &+= 1
                                        }
                                      }
                                      links[place] = Int32(new)
                                      if new >= 0 {
                                        let word = Int(generatorTokens[sourceStart &+ new])
                                        pairCounts[Int(cells[row &+ new &* strideI])] += 1
                                        sums[word] += 1
                                        inverses[word] = 1 / sums[word]
                                        fertilities[new] &+= 1
                                        before = new
                                      } else {
                                        nullCounts[token] += 1
                                        nullSum += 1
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The distribution of jumps, as ratios to the mean, so that they do not weigh against null links.
  private func estimateJumps(_ links: [Int32]) -> [Float] {
    let limit = Self.jumpLimit
    var counts = [Float](repeating: options.jumpPrior, count: 2 * limit + 1)
    for sentence in isUsed.indices where isUsed[sentence] {
      var before = -1
      for place in generated.range(of: sentence) where links[place] >= 0 {
        counts[min(max(Int(links[place]) - before, -limit), limit) + limit] += 1
        before = Int(links[place])
      }
      counts[min(max(generators.range(of: sentence).count - before, -limit), limit) + limit] += 1
    }
    let total = counts.reduce(0, +)
    return counts.map { $0 / total }
  }

  /// For each generator word and fertility φ: p(φ + 1) / p(φ).
  private func estimateFertilities(_ links: [Int32], size: Int) -> [Float] {
    let limit = Self.fertilityLimit
    var counts = [Float](repeating: options.fertilityPrior, count: size * (limit + 1))
    var fertilities: [Int] = []
    for sentence in isUsed.indices where isUsed[sentence] {
      let sources = generators.range(of: sentence)
      fertilities = [Int](repeating: 0, count: sources.count)
      for place in generated.range(of: sentence) where links[place] >= 0 {
        fertilities[Int(links[place])] += 1
      }
      for (i, source) in sources.enumerated() {
        counts[Int(generators.tokens[source]) * (limit + 1) + min(fertilities[i], limit)] += 1
      }
    }
    var ratios = [Float](repeating: 1, count: size * limit)
    for word in 0..<size {
      for fertility in 0..<limit {
        // The multinomial coefficient of collapsed fertilities is φ + 1 ways to choose the new token.
        ratios[word * limit + fertility] =
          counts[word * (limit + 1) + fertility + 1] / counts[word * (limit + 1) + fertility]
      }
    }
    return ratios
  }

  private func decide(_ posteriors: [Float], _ nullPosteriors: [Float]) -> [Int32] {
    var links = [Int32](repeating: -1, count: generated.tokens.count)
    for sentence in isUsed.indices where isUsed[sentence] {
      let sources = generators.range(of: sentence)
      let targets = generated.range(of: sentence)
      let (start, strideI, strideJ) = layout(sentence, sources.count, targets.count)
      for (j, place) in targets.enumerated() {
        var best = nullPosteriors[place]
        for i in sources.indices.map({ $0 - sources.lowerBound }) {
          let posterior = posteriors[start + i * strideI + j * strideJ]
          if posterior > best {
            best = posterior
            links[place] = Int32(i)
          }
        }
      }
    }
    return links
  }
}
