internal import Compute
private import Foundation

/// The objective of the statistics that a log-linear model expects over a candidate pool, with its
/// gradient (minimum risk training, Smith and Eisner 2006, with corpus-level statistics).
struct ExpectedObjective {
  let pool: CandidatePool
  let objective: TuningObjective
  let threads: Int

  struct Value {
    var objective: Double
    var gradient: [Double]
  }

  /// - Parameter weights: one for each feature; their length decides how sharp the distribution is.
  func value(at weights: [Float]) -> Value {
    let chunks = Parallel.chunks(pool.sentences.count, size: 32)
    let posteriors = Parallel.map(chunks.count, threads: threads) { chunk in
      chunks[chunk].map { posterior(of: pool.sentences[$0], weights) }
    }.flatMap { $0 }
    let sums = Parallel.map(chunks.count, threads: threads) { chunk in
      expectedStatistics(chunks[chunk], posteriors)
    }
    var statistics = [Double](repeating: 0, count: pool.statisticCount)
    for sum in sums { for index in statistics.indices { statistics[index] += sum[index] } }
    let (value, slope) = objective.gradient(at: statistics)
    let parts = Parallel.map(chunks.count, threads: threads) { chunk in
      gradient(chunks[chunk], posteriors, slope.map { Float($0) })
    }
    var total = [Double](repeating: 0, count: pool.featureCount)
    for part in parts { for index in total.indices { total[index] += part[index] } }
    return Value(objective: value, gradient: total)
  }

  private func posterior(of sentence: CandidatePool.Sentence, _ weights: [Float]) -> [Float] {
    var scores = [Float](repeating: 0, count: sentence.count)
    sentence.features.withUnsafeBufferPointer { features in
      weights.withUnsafeBufferPointer { weights in
        for candidate in scores.indices {
          var sum: Float = 0
          let base = candidate &* weights.count
          for feature in 0..<weights.count { sum += weights[feature] * features[base &+ feature] }
          scores[candidate] = sum
        }
      }
    }
    let best = scores.max() ?? 0
    var total: Float = 0
    for candidate in scores.indices {
      let difference = scores[candidate] - best
      scores[candidate] = difference < -30 ? 0 : exp(difference)
      total += scores[candidate]
    }
    for candidate in scores.indices { scores[candidate] /= total }
    return scores
  }

  private func expectedStatistics(_ range: Range<Int>, _ posteriors: [[Float]]) -> [Double] {
    var result = [Double](repeating: 0, count: pool.statisticCount)
    for index in range {
      let sentence = pool.sentences[index]
      for candidate in 0..<sentence.count where posteriors[index][candidate] > 1e-7 {
        let weight = Double(posteriors[index][candidate])
        for statistic in 0..<pool.statisticCount {
          result[statistic] +=
            weight * Double(sentence.statistics[candidate * pool.statisticCount + statistic])
        }
      }
    }
    return result
  }

  /// Σ over sentences and candidates of p · (gain − expected gain) · features, where the gain of a
  /// candidate is its statistics times the slope of the objective.
  private func gradient(_ range: Range<Int>, _ posteriors: [[Float]], _ slope: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: pool.featureCount)
    for index in range {
      let sentence = pool.sentences[index]
      let posterior = posteriors[index]
      var gains = [Float](repeating: 0, count: sentence.count)
      var expected: Float = 0
      for candidate in 0..<sentence.count where posterior[candidate] > 1e-7 {
        var gain: Float = 0
        for statistic in 0..<slope.count {
          gain += slope[statistic] * sentence.statistics[candidate * slope.count + statistic]
        }
        gains[candidate] = gain
        expected += posterior[candidate] * gain
      }
      for candidate in 0..<sentence.count where posterior[candidate] > 1e-7 {
        let weight = Double(posterior[candidate] * (gains[candidate] - expected))
        for feature in 0..<pool.featureCount {
          result[feature] += weight * Double(sentence.features[candidate * pool.featureCount + feature])
        }
      }
    }
    return result
  }
}
