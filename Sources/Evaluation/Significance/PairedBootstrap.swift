/// Tells whether a system is really better than a baseline, by paired bootstrap resampling (Koehn 2004): both
/// are scored on the same resampled test sets.
///
/// The p-value is sacreBLEU's (and the Moses script's): how often the difference strays from its mean by
/// more than the real difference.
public struct PairedBootstrap: Sendable, Hashable {
  /// What the comparison found for one metric.
  public struct Comparison: Sendable, Hashable {
    public var baseline: Score
    public var system: Score
    /// The spread of system minus baseline.
    public var difference: ConfidenceInterval
    /// The chance of such a difference between systems that are equally good; small means that it is real.
    public var pValue: Double
    /// The share of the resamples in which the system is the better one; ties count half.
    public var winRate: Double
  }

  public var resampling: Bootstrap

  public init(_ resampling: Bootstrap = Bootstrap()) { self.resampling = resampling }

  /// Compares the translations of two systems.
  ///
  /// - Parameter references: one list for each reference, as long as the translations.
  /// - Throws: if there are no translations or references, or they are not as many.
  public func compare(
    _ metrics: [any Metric], system: [String], baseline: [String], references: [[String]], threads: Int = 1
  ) throws(EvaluationError) -> [Comparison] {
    if system.count != baseline.count { throw .systems(system.count, baseline.count) }
    var comparisons: [Comparison] = []
    for metric in metrics {
      let systemStatistics = try Evaluator.statistics(
        metric, hypotheses: system, references: references, threads: threads)
      let baselineStatistics = try Evaluator.statistics(
        metric, hypotheses: baseline, references: references, threads: threads)
      comparisons.append(
        try compare(
          metric, system: systemStatistics, baseline: baselineStatistics, references: references.count,
          threads: threads))
    }
    return comparisons
  }

  /// Compares two systems by the statistics of their translations of the same segments.
  ///
  /// - Parameter references: the number of references, for the signature.
  /// - Throws: if there are no segments, or not as many for both.
  public func compare(
    _ metric: any Metric, system: [SegmentStatistics], baseline: [SegmentStatistics], references: Int = 1,
    threads: Int = 1
  ) throws(EvaluationError) -> Comparison {
    if system.count != baseline.count { throw .systems(system.count, baseline.count) }
    if system.isEmpty { throw .noHypotheses }
    let resampling = Bootstrap(samples: max(1, resampling.samples), seed: resampling.seed)
    let scores = resampling.scores(metric, [system, baseline], threads: threads)
    let signature = metric.signature.with(references: references, bootstrap: resampling)
    let systemScore = Evaluator.score(metric, system, signature, ConfidenceInterval(scores[0]))
    let baselineScore = Evaluator.score(metric, baseline, signature, ConfidenceInterval(scores[1]))
    let differences = zip(scores[0], scores[1]).map { $0 - $1 }
    let distances = differences.map { abs($0) }
    let mean = distances.reduce(0, +) / Double(distances.count)
    let real = abs(systemScore.value - baselineScore.value)
    // The one that is added keeps the chance of a false alarm within the level of the test.
    let extreme = distances.count { $0 - mean > real }
    let wins = differences.reduce(0.0) { sum, difference in
      let isWin = metric.higherIsBetter ? difference > 0 : difference < 0
      return sum + (isWin ? 1 : difference == 0 ? 0.5 : 0)
    }
    return Comparison(
      baseline: baselineScore, system: systemScore, difference: ConfidenceInterval(differences),
      pValue: Double(extreme + 1) / Double(distances.count + 1),
      winRate: wins / Double(differences.count))
  }
}
