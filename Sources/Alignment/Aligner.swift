public import Compute
public import Tokens

/// Finds the word alignments of a parallel corpus in both directions.
///
/// The same corpus, options and seed give the same alignment, whatever the number of threads: each
/// direction is one chain.
public struct Aligner: Sendable {
  public let options: AlignerOptions

  public init(options: AlignerOptions = AlignerOptions()) {
    self.options = options
  }

  /// A parallel corpus to be aligned, and the seed of its chains.
  public struct Corpus: Sendable {
    /// Sentences that are parallel by index. Pairs with an empty or too long side get no links.
    public var source: TokenizedCorpus
    public var target: TokenizedCorpus
    public var seed: UInt64

    public init(source: TokenizedCorpus, target: TokenizedCorpus, seed: UInt64) {
      precondition(source.sentenceCount == target.sentenceCount, "the two sides have as many sentences")
      self.source = source
      self.target = target
      self.seed = seed
    }
  }

  /// Aligns one corpus with the seed of the options.
  public func align(
    source: TokenizedCorpus, target: TokenizedCorpus, progress: any ProgressReporter = SilentProgress()
  ) -> BidirectionalAlignment {
    align([Corpus(source: source, target: target, seed: options.seed)], progress: progress)[0]
  }

  /// Aligns several corpora, or one in several ways; as many at once as there are two threads for.
  public func align(
    _ corpora: [Corpus], progress: any ProgressReporter = SilentProgress()
  ) -> [BidirectionalAlignment] {
    let iterations = corpora.map { corpus -> Int in
      let plan = options.iterations(pairs: corpus.source.sentenceCount)
      return 2 * (plan.lexical + plan.jumps + plan.fertility)
    }
    progress.begin(stage: "Aligning words", total: iterations.reduce(0, +))
    defer { progress.end() }
    return Parallel.map(corpora.count, threads: max(1, options.threads / 2)) { number in
      var options = options
      options.seed = corpora[number].seed
      return Self.align(corpora[number].source, corpora[number].target, options, progress)
    }
  }

  private static func align(
    _ source: TokenizedCorpus, _ target: TokenizedCorpus, _ options: AlignerOptions,
    _ progress: any ProgressReporter
  ) -> BidirectionalAlignment {
    let isUsed = (0..<source.sentenceCount).map { sentence in
      let counts = [source.range(of: sentence).count, target.range(of: sentence).count]
      return counts.allSatisfy { (1...options.maximumSentenceLength).contains($0) }
    }
    let index = CooccurrenceIndex(source: source, target: target, isUsed: isUsed)
    let links = Parallel.map(2, threads: options.threads) { direction in
      let isForward = direction == 0
      return DirectionSampler(
        generators: isForward ? source : target, generated: isForward ? target : source, index: index,
        isForward: isForward, isUsed: isUsed, options: options
      ).run(progress: progress)
    }
    var forward = CorpusAlignment()
    var backward = CorpusAlignment()
    for sentence in 0..<source.sentenceCount {
      forward.append(
        target.range(of: sentence).enumerated().compactMap { j, place in
          links[0][place] < 0 ? nil : AlignmentPoint(source: Int(links[0][place]), target: j)
        }.sorted())
      backward.append(
        source.range(of: sentence).enumerated().compactMap { i, place in
          links[1][place] < 0 ? nil : AlignmentPoint(source: i, target: Int(links[1][place]))
        }.sorted())
    }
    return BidirectionalAlignment(forward: forward, backward: backward)
  }
}

/// The alignments of a corpus from source to target and from target to source.
public struct BidirectionalAlignment: Sendable {
  /// Each target token has at most one link.
  public let forward: CorpusAlignment
  /// Each source token has at most one link.
  public let backward: CorpusAlignment

  public init(forward: CorpusAlignment, backward: CorpusAlignment) {
    self.forward = forward
    self.backward = backward
  }

  /// Joins the two directions, sentence by sentence.
  public func symmetrized(_ method: Symmetrization, threads: Int = Parallel.coreCount) -> CorpusAlignment {
    let chunks = Parallel.chunks(forward.sentenceCount, size: 1024)
    let parts = Parallel.map(chunks.count, threads: threads) { chunk in
      chunks[chunk].map { method.join(forward: forward[$0], backward: backward[$0]) }
    }
    var result = CorpusAlignment()
    for part in parts { for links in part { result.append(links) } }
    return result
  }
}
