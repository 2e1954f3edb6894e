internal import Compute
internal import Tokens

/// The state of one chain: the links, the counts that follow from them, and what is summed up over time.
///
/// It owns flat arrays, because the sampling reads and writes all of them for every token: neither copies
/// on write nor checks for exclusive access may come between.
struct SamplerState: ~Copyable {
  /// For each generated token, the position of its generator in the sentence, or −1.
  var links: FlatArray<Int32>
  /// The tokens of the side that generates, and of the side that is generated.
  let generatorTokens: FlatArray<TokenID>
  let generatedTokens: FlatArray<TokenID>
  /// For each token, the position in the sentence where the same word stands next, in a ring.
  let generatorRings: FlatArray<Int32>
  let generatedRings: FlatArray<Int32>
  /// Counts of word pairs, with their priors added.
  var pairCounts: FlatArray<Float>
  /// For each generator word, the sum of the counts of its pairs.
  var sums: FlatArray<Float>
  /// Counts of generated words without a generator, with their priors added, and their sum.
  var nullCounts: FlatArray<Float>
  var nullSum: Float
  var jumps: JumpWeights
  var fertilities: FertilityWeights
  /// The conditional probabilities of each cell and of each token without a generator, summed up. Behind
  /// the cells, there is room to read and write four at once.
  var posteriors: FlatArray<Float>
  var nullPosteriors: FlatArray<Float>
  /// How a token without a generator weighs against one with a generator.
  let nullRatio: Float
  var random: RandomSource
  var scratch: SentenceScratch

  /// A state without links.
  ///
  /// - Parameters:
  ///   - partners: for each generator word, the number of its pairs.
  ///   - largestPair: the number of cells, with padded rows, of the largest sentence pair.
  ///   - stream: tells the random numbers of this chain from those of others.
  init(
    generators: TokenizedCorpus, generated: TokenizedCorpus, partners: [UInt32], index: CooccurrenceIndex,
    options: AlignerOptions, largestPair: Int, stream: UInt64
  ) {
    let generatorSize = Int(generators.tokens.max() ?? 0) + 1
    let generatedSize = Int(generated.tokens.max() ?? 0) + 1
    links = FlatArray(repeating: -1, count: generated.tokens.count)
    generatorTokens = FlatArray(generators.tokens)
    generatedTokens = FlatArray(generated.tokens)
    generatorRings = Self.rings(generators, words: generatorSize)
    generatedRings = Self.rings(generated, words: generatedSize)
    pairCounts = FlatArray(repeating: options.lexicalPrior, count: index.pairCount)
    sums = FlatArray(partners.map { Float($0) * options.lexicalPrior })
    nullCounts = FlatArray(repeating: options.nullLexicalPrior, count: generatedSize)
    nullSum = Float(generatedSize) * options.nullLexicalPrior
    jumps = JumpWeights(maximumSentenceLength: options.maximumSentenceLength)
    fertilities = FertilityWeights(words: generatorSize)
    posteriors = FlatArray(repeating: 0, count: SentenceScratch.paddedLength(index.cells.count + 3))
    nullPosteriors = FlatArray(repeating: 0, count: generated.tokens.count)
    nullRatio = options.nullProbability / (1 - options.nullProbability)
    random = RandomSource(seed: options.seed, stream: stream)
    scratch = SentenceScratch(limit: options.maximumSentenceLength, largestPair: largestPair)
  }

  /// Adds `change` to the counts of the link from generated token `j` to generator `i`, or, where `i` is −1,
  /// to those of tokens without a generator.
  ///
  /// - Returns: the new count of the word pair and the new sum of the generator word; 0 without a generator.
  @inline(__always) @discardableResult
  mutating func count(
    _ i: Int, _ j: Int, in pair: SentencePair, cells: Span<UInt32>, change: Float
  ) -> (pair: Float, sum: Float) {
    guard i >= 0 else {
      nullCounts[Int(generatedTokens[pair.firstGenerated &+ j])] += change
      nullSum += change
      return (0, 0)
    }
    let number = Int(cells[unchecked: pair.cell(i, j)])
    let word = Int(generatorTokens[pair.firstGenerator &+ i])
    let counts = (pair: pairCounts[number] + change, sum: sums[word] + change)
    pairCounts[number] = counts.pair
    sums[word] = counts.sum
    return counts
  }

  /// Joins the positions of equal words of each sentence to rings.
  private static func rings(_ corpus: TokenizedCorpus, words: Int) -> FlatArray<Int32> {
    var rings = FlatArray<Int32>(repeating: 0, count: corpus.tokens.count)
    var latest = [Int](repeating: -1, count: words)
    for sentence in 0..<corpus.sentenceCount {
      let range = corpus.range(of: sentence)
      for place in range {
        let position = Int32(place - range.lowerBound)
        let previous = latest[Int(corpus.tokens[place])]
        latest[Int(corpus.tokens[place])] = place
        if previous >= range.lowerBound {
          rings[place] = rings[previous]
          rings[previous] = position
        } else {
          rings[place] = position
        }
      }
    }
    return rings
  }
}
