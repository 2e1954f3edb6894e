internal import Compute

/// Bootstrap resampling of a test set (Koehn 2004): how far a score, or a difference, depends on the choice of
/// sentences.
public struct Bootstrap: Sendable {
  public let resamples: Int
  public let seed: UInt64

  public init(resamples: Int = 1000, seed: UInt64 = 12345) {
    self.resamples = resamples
    self.seed = seed
  }

  /// The score of each resampled test set.
  public func scores(_ segments: [[Float]], _ metric: any Metric) -> [Double] {
    (0..<resamples).map { sample in
      var random = RandomSource(seed: seed, stream: UInt64(sample))
      var sums = [Double](repeating: 0, count: metric.statisticCount)
      for _ in segments.indices {
        let segment = segments[Int(random.next(below: UInt32(segments.count)))]
        for index in sums.indices { sums[index] += Double(segment[index]) }
      }
      return metric.score(sums)
    }
  }

  /// The comparison of a system with a baseline on the same resampled test sets.
  public struct Comparison: Sendable, Codable {
    public var system: Double
    public var baseline: Double
    /// The share of samples, centred on no difference, whose difference is at least the real one.
    public var pValue: Double
    /// The 95 % interval of the difference.
    public var lower: Double
    public var upper: Double
  }

  /// Paired: both systems are resampled alike.
  public func compare(system: [[Float]], baseline: [[Float]], _ metric: any Metric) -> Comparison {
    precondition(system.count == baseline.count, "both systems translated the same test set")
    let a = metric.score(Evaluator.sum(system, metric.statisticCount))
    let b = metric.score(Evaluator.sum(baseline, metric.statisticCount))
    let differences = zip(scores(system, metric), scores(baseline, metric)).map { $0 - $1 }
    let mean = differences.reduce(0, +) / Double(max(1, differences.count))
    let extreme = differences.filter { abs($0 - mean) + 1e-12 >= abs(a - b) }.count
    let sorted = differences.sorted()
    return Comparison(
      system: a, baseline: b, pValue: Double(extreme + 1) / Double(differences.count + 1),
      lower: sorted[sorted.count * 25 / 1000], upper: sorted[min(sorted.count - 1, sorted.count * 975 / 1000)])
  }
}
