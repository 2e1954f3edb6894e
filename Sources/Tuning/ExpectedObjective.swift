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
    /// How much each expected statistic changes the objective here.
    var slope: [Double]
    var gradient: [Double]
  }

  /// - Parameters:
  ///   - weights: one for each feature; their length decides how sharp the distribution is.
  ///   - slope: that of a point nearby, for the gradient. The slope is known only when all candidates have been
  ///     seen, and going through them again would take as long: after a small step the last one serves. Without
  ///     it they are gone through twice.
  func value(at weights: [Float], slope known: [Double]? = nil) -> Value {
    guard let known else { return value(at: weights, slope: value(at: weights, slope: zeroSlope).slope) }
    let chunks = Parallel.chunks(pool.sentences.count, size: 16)
    let weightVectors = CandidatePool.vectors(weights)
    let slopeVectors = CandidatePool.vectors(known.map { Float($0) })
    let sums = Parallel.map(chunks.count, threads: threads) { chunk in
      var sums = Sums(pool)
      var scratch = [Float]()
      for index in chunks[chunk] { sums.add(pool.sentences[index], weightVectors, slopeVectors, &scratch) }
      return sums
    }
    var statistics = [Double](repeating: 0, count: pool.statisticCount)
    var gradient = [Double](repeating: 0, count: pool.featureCount)
    for sum in sums {
      for index in statistics.indices { statistics[index] += sum.statistics[index / 8][index % 8] }
      for index in gradient.indices { gradient[index] += sum.gradient[index / 8][index % 8] }
    }
    let (value, slope) = objective.gradient(at: statistics)
    return Value(objective: value, slope: slope, gradient: gradient)
  }

  private var zeroSlope: [Double] { [Double](repeating: 0, count: pool.statisticCount) }
}

/// What some sentences add to the expected statistics and to the gradient: Σ over candidates of
/// p · (gain − expected gain) · features, where the gain of a candidate is its statistics times the slope.
private struct Sums {
  var statistics: [SIMD8<Double>]
  var gradient: [SIMD8<Double>]
  private var expected: [SIMD8<Float>]
  private var direction: [SIMD8<Float>]

  init(_ pool: CandidatePool) {
    statistics = Array(repeating: .zero, count: pool.statisticVectors)
    gradient = Array(repeating: .zero, count: pool.featureVectors)
    expected = Array(repeating: .zero, count: pool.statisticVectors)
    direction = Array(repeating: .zero, count: pool.featureVectors)
  }

  mutating func add(
    _ sentence: CandidatePool.Sentence, _ weights: [SIMD8<Float>], _ slope: [SIMD8<Float>],
    _ posterior: inout [Float]
  ) {
    guard sentence.count > 0 else { return }
    fillPosterior(&posterior, of: sentence, weights)
    let (width, depth) = (gradient.count, statistics.count)
    for vector in 0..<depth { expected[vector] = .zero }
    for vector in 0..<width { direction[vector] = .zero }
    sentence.statistics.withUnsafeBufferPointer { all in
      for candidate in 0..<sentence.count where posterior[candidate] > 1e-7 {
        for vector in 0..<depth {
          expected[vector] += posterior[candidate] * all[candidate &* depth &+ vector]
        }
      }
      var expectedGain = SIMD8<Float>.zero
      for vector in 0..<depth { expectedGain += expected[vector] * slope[vector] }
      let mean = expectedGain.sum()
      sentence.features.withUnsafeBufferPointer { features in
        for candidate in 0..<sentence.count where posterior[candidate] > 1e-7 {
          var gain = SIMD8<Float>.zero
          for vector in 0..<depth { gain += all[candidate &* depth &+ vector] * slope[vector] }
          let share = posterior[candidate] * (gain.sum() - mean)
          for vector in 0..<width { direction[vector] += share * features[candidate &* width &+ vector] }
        }
      }
    }
    for vector in 0..<depth { statistics[vector] += SIMD8<Double>(expected[vector]) }
    for vector in 0..<width { gradient[vector] += SIMD8<Double>(direction[vector]) }
  }

  /// The probability of each candidate under `weights`.
  private func fillPosterior(
    _ scores: inout [Float], of sentence: CandidatePool.Sentence, _ weights: [SIMD8<Float>]
  ) {
    scores.removeAll(keepingCapacity: true)
    let width = weights.count
    var best = -Float.infinity
    sentence.features.withUnsafeBufferPointer { features in
      for candidate in 0..<sentence.count {
        var sum = SIMD8<Float>.zero
        for vector in 0..<width { sum += weights[vector] * features[candidate &* width &+ vector] }
        let score = sum.sum()
        best = max(best, score)
        scores.append(score)
      }
    }
    var total: Float = 0
    for candidate in scores.indices {
      let difference = scores[candidate] - best
      scores[candidate] = difference < -30 ? 0 : exp(difference)
      total += scores[candidate]
    }
    for candidate in scores.indices { scores[candidate] /= total }
  }
}
