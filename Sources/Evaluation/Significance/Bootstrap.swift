internal import Compute

/// Bootstrap resampling of a test set (Koehn 2004): what scores it would have given with other segments of
/// the same kind.
///
/// The same seed draws the same segments as sacreBLEU does, whatever the number of threads.
public struct Bootstrap: Sendable, Hashable {
  /// How many test sets are drawn.
  public var samples: Int
  public var seed: UInt64

  public init(samples: Int = 1000, seed: UInt64 = 12345) {
    self.samples = samples
    self.seed = seed
  }

  /// The mean and 95 % confidence interval of the score of `segments`; nil if there is nothing to resample.
  public func confidence(
    _ metric: any Metric, _ segments: [SegmentStatistics], threads: Int = 1
  ) -> ConfidenceInterval? {
    let scores = scores(metric, [segments], threads: threads)[0]
    return scores.isEmpty ? nil : ConfidenceInterval(scores)
  }

  /// For each system the score of each resample; all systems are resampled alike.
  ///
  /// - Parameter systems: the statistics of the same segments, as many for each system.
  func scores(_ metric: any Metric, _ systems: [[SegmentStatistics]], threads: Int) -> [[Double]] {
    let count = systems.first?.count ?? 0
    let width = metric.statisticCount
    guard count > 0, samples > 0, count < UInt32.max else { return systems.map { _ in [] } }
    let tables = systems.map { $0.flatMap { $0.padded(to: width) } }
    var random = NumPyRandom(seed: seed)
    var scores: [[Double]] = systems.map { _ in [] }
    // One stream of numbers serves all resamples, so they are drawn here, a few at a time, and summed on
    // all threads.
    let batch = max(1, min(samples, 4_000_000 / count))
    for range in Parallel.chunks(samples, size: batch) {
      let indices = (0..<(range.count * count)).map { _ in random.next(below: UInt32(count)) }
      let results = Parallel.map(range.count, threads: threads) { sample in
        let drawn = (sample * count)..<((sample + 1) * count)
        return tables.map { metric.score(Self.sum($0, width, indices, drawn)) }
      }
      for result in results {
        for (system, score) in result.enumerated() { scores[system].append(score) }
      }
    }
    return scores
  }

  private static func sum(
    _ table: [Double], _ width: Int, _ indices: [UInt32], _ drawn: Range<Int>
  ) -> SegmentStatistics {
    var total = [Double](repeating: 0, count: width)
    total.withUnsafeMutableBufferPointer { total in
      table.withUnsafeBufferPointer { table in
        indices.withUnsafeBufferPointer { indices in
          for place in drawn {
            let row = Int(indices[place]) &* width
            for column in 0..<width { total[column] += table[row &+ column] }
          }
        }
      }
    }
    return SegmentStatistics(total)
  }
}
