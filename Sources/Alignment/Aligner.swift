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

  /// - Parameters:
  ///   - source, target: sentences that are parallel by index. Pairs with an empty or too long side get no
  ///     links.
  public func align(
    source: TokenizedCorpus, target: TokenizedCorpus, progress: any ProgressReporter = SilentProgress()
  ) -> BidirectionalAlignment {
    precondition(source.sentenceCount == target.sentenceCount, "the two sides have as many sentences")
    let isUsed = (0..<source.sentenceCount).map { sentence in
      let counts = [source.range(of: sentence).count, target.range(of: sentence).count]
      return counts.allSatisfy { (1...options.maximumSentenceLength).contains($0) }
    }
    let index = CooccurrenceIndex(source: source, target: target, isUsed: isUsed)
    let plan = options.iterations(pairs: source.sentenceCount)
    progress.begin(stage: "Aligning words", total: 2 * (plan.lexical + plan.jumps + plan.fertility))
    defer { progress.end() }
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
