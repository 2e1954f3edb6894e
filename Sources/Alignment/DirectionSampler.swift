internal import Compute
internal import Tokens

/// Aligns one direction: the tokens of one side of the corpus, the generators, generate those of the other.
///
/// A Bayesian HMM with fertility, sampled by collapsed Gibbs sampling (Östling and Tiedemann 2016). Each
/// generated token j has a generator a(j) or none; the lexical counts are collapsed, the jump and
/// fertility distributions are re-estimated between iterations. One chain is sampled; in its second half
/// the full conditional distributions are summed up, and the decision is by these sums: with them one
/// chain does what several do by counting samples.
struct DirectionSampler {
  private let generators: TokenizedCorpus
  private let generated: TokenizedCorpus
  private let index: CooccurrenceIndex
  /// Tells whether the generators are the source of the index.
  private let isForward: Bool
  private let options: AlignerOptions
  /// The sentence pairs that are aligned.
  private let pairs: [SentencePair]

  init(
    generators: TokenizedCorpus, generated: TokenizedCorpus, index: CooccurrenceIndex, isForward: Bool,
    isUsed: [Bool], options: AlignerOptions
  ) {
    self.generators = generators
    self.generated = generated
    self.index = index
    self.isForward = isForward
    self.options = options
    pairs = isUsed.indices.filter { isUsed[$0] }.map { sentence in
      let (sources, targets) = (generators.range(of: sentence), generated.range(of: sentence))
      return SentencePair(
        firstGenerator: sources.lowerBound, firstGenerated: targets.lowerBound, width: sources.count,
        height: targets.count, firstCell: index.cellStarts[sentence],
        generatorStride: isForward ? 1 : targets.count, generatedStride: isForward ? sources.count : 1)
    }
  }

  /// For each generated token, the position of its generator in the sentence, or −1.
  func run(progress: any ProgressReporter) -> [Int32] {
    var state = SamplerState(
      generators: generators, generated: generated,
      partners: isForward ? index.sourcePartners : index.targetPartners, index: index, options: options,
      largestPair: pairs.map { SentenceScratch.paddedLength($0.width) * $0.height }.max() ?? 0,
      stream: isForward ? 1 : 2)
    initialize(&state)
    let plan = options.iterations(pairs: generators.sentenceCount)
    let total = plan.lexical + plan.jumps + plan.fertility
    for iteration in 0..<total {
      if progress.isCancelled { break }
      if iteration >= plan.lexical {
        state.jumps.estimate(from: state.links, pairs: pairs, prior: options.jumpPrior)
      }
      if iteration >= plan.lexical + plan.jumps {
        state.fertilities.estimate(
          from: state.links, generatorTokens: state.generatorTokens, pairs: pairs,
          prior: options.fertilityPrior)
      }
      sweep(&state, collects: iteration >= total - (plan.fertility * 2) / 3)
      progress.advance(by: 1)
    }
    return decide(state)
  }

  /// Samples every link once.
  private func sweep(_ state: inout SamplerState, collects: Bool) {
    let cells = index.cells.span
    for pair in pairs { state.sample(pair, cells: cells, collects: collects) }
  }

  /// Links every token to the generator with which it stands together most exclusively, or, as often as
  /// words have no counterpart, to none: where no word starts without one, few ever find the way there.
  private func initialize(_ state: inout SamplerState) {
    var together = [Float](repeating: 0, count: index.pairCount)
    for cell in index.cells { together[Int(cell)] += 1 }
    var generatorCounts = [Float](repeating: 0, count: state.sums.count)
    for token in generators.tokens { generatorCounts[Int(token)] += 1 }
    for pair in pairs {
      for j in 0..<pair.height {
        var best = -1
        var bestScore: Float = -1
        for i in 0..<pair.width {
          let word = Int(generators.tokens[pair.firstGenerator + i])
          let score = together[Int(index.cells[pair.cell(i, j)])] / generatorCounts[word]
          if score > bestScore {
            bestScore = score
            best = i
          }
        }
        if state.random.nextFloat() < options.nullProbability { best = -1 }
        state.links[pair.firstGenerated + j] = Int32(best)
        state.count(best, j, in: pair, cells: index.cells.span, change: 1)
      }
    }
  }

  /// Gives every token the generator, or none, that was most probable over the chain.
  private func decide(_ state: borrowing SamplerState) -> [Int32] {
    var links = [Int32](repeating: -1, count: generated.tokens.count)
    for pair in pairs {
      for j in 0..<pair.height {
        let place = pair.firstGenerated + j
        var best = state.nullPosteriors[place]
        for i in 0..<pair.width {
          let posterior = state.posteriors[pair.row(j) + i]
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
