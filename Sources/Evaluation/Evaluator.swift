public import Compute

/// Scores the translations of a test set.
public struct Evaluator: Sendable {
  /// A score with all that is needed to cite it.
  public struct Score: Sendable, Codable {
    public var name: String
    public var value: Double
    public var signature: String
    /// Half the width of the 95 % confidence interval by bootstrap resampling, and the mean of the samples.
    public var mean: Double?
    public var interval: Double?
  }

  public let metrics: [any Metric]
  public let threads: Int

  public init(metrics: [any Metric], threads: Int = Parallel.coreCount) {
    self.metrics = metrics
    self.threads = threads
  }

  /// For each metric, the statistics of each segment.
  public func statistics(hypotheses: [String], references: [[String]]) -> [[[Float]]] {
    metrics.map { metric in
      let chunks = Parallel.chunks(hypotheses.count, size: 64)
      return Parallel.map(chunks.count, threads: threads) { chunk in
        var scratch = MatchScratch()
        return chunks[chunk].map { index in
          metric.prepare(references.map { $0[index] }).statistics(hypotheses[index], scratch: &scratch)
        }
      }.flatMap { $0 }
    }
  }

  /// The scores of a corpus.
  ///
  /// - Parameters:
  ///   - references: one list for each reference, as long as `hypotheses`.
  ///   - resamples: how many bootstrap samples the confidence interval is computed from; 0 for none.
  public func scores(hypotheses: [String], references: [[String]], resamples: Int = 0) -> [Score] {
    let statistics = statistics(hypotheses: hypotheses, references: references)
    return zip(metrics, statistics).map { metric, segments in
      var score = Score(
        name: metric.name, value: metric.score(Self.sum(segments, metric.statisticCount)),
        signature: metric.signature)
      if resamples > 0, !segments.isEmpty {
        let samples = Bootstrap(resamples: resamples).scores(segments, metric)
        let sorted = samples.sorted()
        score.mean = samples.reduce(0, +) / Double(samples.count)
        score.interval =
          (sorted[min(sorted.count - 1, sorted.count * 975 / 1000)] - sorted[sorted.count * 25 / 1000]) / 2
      }
      return score
    }
  }

  /// The sums of the statistics of `segments`.
  public static func sum(_ segments: [[Float]], _ count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for segment in segments { for index in 0..<count { sums[index] += Double(segment[index]) } }
    return sums
  }
}
