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
  /// Counts of word pairs, with their priors added.
  var pairCounts: FlatArray<Float>
  /// For each generator word, the sum of the counts of its pairs, and the reciprocal of the sum.
  var sums: FlatArray<Float>
  var inverses: FlatArray<Float>
  /// Counts of generated words without a generator, with their priors added, and their sum.
  var nullCounts: FlatArray<Float>
  var nullSum: Float
  var jumps: JumpWeights
  var fertilities: FertilityWeights
  /// The conditional probabilities of each cell and of each token without a generator, summed up.
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
  ///   - stream: tells the random numbers of this chain from those of others.
  init(
    generators: TokenizedCorpus, generated: TokenizedCorpus, partners: [UInt32], index: CooccurrenceIndex,
    options: AlignerOptions, stream: UInt64
  ) {
    let generatorSize = Int(generators.tokens.max() ?? 0) + 1
    let generatedSize = Int(generated.tokens.max() ?? 0) + 1
    links = FlatArray(repeating: -1, count: generated.tokens.count)
    generatorTokens = FlatArray(generators.tokens)
    generatedTokens = FlatArray(generated.tokens)
    pairCounts = FlatArray(repeating: options.lexicalPrior, count: index.pairCount)
    sums = FlatArray(partners.map { Float($0) * options.lexicalPrior })
    inverses = FlatArray(partners.map { 1 / (Float($0) * options.lexicalPrior) })
    nullCounts = FlatArray(repeating: options.nullLexicalPrior, count: generatedSize)
    nullSum = Float(generatedSize) * options.nullLexicalPrior
    jumps = JumpWeights()
    fertilities = FertilityWeights(words: generatorSize)
    posteriors = FlatArray(repeating: 0, count: index.cells.count)
    nullPosteriors = FlatArray(repeating: 0, count: generated.tokens.count)
    nullRatio = options.nullProbability / (1 - options.nullProbability)
    random = RandomSource(seed: options.seed, stream: stream)
    scratch = SentenceScratch(limit: options.maximumSentenceLength)
  }

  /// Adds `change` to the counts of the link from generated token `j` to generator `i`, or, where `i` is −1,
  /// to those of tokens without a generator.
  @inline(__always)
  mutating func count(_ i: Int, _ j: Int, in pair: SentencePair, cells: Span<UInt32>, change: Float) {
    if i >= 0 {
      let word = Int(generatorTokens[pair.firstGenerator &+ i])
      pairCounts[Int(cells[unchecked: pair.cell(i, j)])] += change
      let sum = sums[word] + change
      sums[word] = sum
      inverses[word] = 1 / sum
    } else {
      nullCounts[Int(generatedTokens[pair.firstGenerated &+ j])] += change
      nullSum += change
    }
  }
}

/// What is known about one sentence while its tokens are sampled.
struct SentenceScratch: ~Copyable {
  /// The weight of each generator for the token at hand.
  var weights: FlatArray<Float>
  /// The number of tokens of each generator.
  var fertilities: FlatArray<Int>
  /// For each generated position, the next linked generator behind it.
  var following: FlatArray<Int>

  init(limit: Int) {
    weights = FlatArray(repeating: 0, count: limit + 1)
    fertilities = FlatArray(repeating: 0, count: limit + 1)
    following = FlatArray(repeating: 0, count: limit + 2)
  }
}
