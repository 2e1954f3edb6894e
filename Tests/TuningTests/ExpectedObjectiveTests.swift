import Compute
import Foundation
import Testing

@testable import Tuning

@Suite struct ExpectedObjectiveTests {
  private let objective = TuningObjective(name: "ratio", dimension: 9) {
    100 * ($0[0] + 2 * $0[8]) / (1 + $0[1] + $0[4])
  }

  private func pool(featureCount: Int, seed: UInt64) -> CandidatePool {
    var random = RandomSource(seed: seed)
    var pool = CandidatePool(sentenceCount: 40, featureCount: featureCount, statisticCount: 9)
    for _ in 0..<2 {
      pool.add(
        (0..<40).map { sentence in
          (0..<(sentence % 7)).map { _ in
            TuningCandidate(
              features: (0..<featureCount).map { _ in random.nextFloat() * 4 - 2 },
              statistics: (0..<9).map { _ in random.nextFloat() * 5 })
          }
        })
    }
    return pool
  }

  /// The gradient is the slope of the value, for any number of features beside whole vectors.
  @Test(arguments: [3, 8, 11]) func gradientIsTheSlopeOfTheValue(featureCount: Int) {
    var random = RandomSource(seed: 9)
    let expected = ExpectedObjective(
      pool: pool(featureCount: featureCount, seed: 2), objective: objective, threads: 1)
    let weights = (0..<featureCount).map { _ in random.nextFloat() * 2 - 1 }
    let value = expected.value(at: weights)
    #expect(value.gradient.count == featureCount)
    for feature in 0..<featureCount {
      var (above, below) = (weights, weights)
      above[feature] += 0.01
      below[feature] -= 0.01
      let slope = (expected.value(at: above).objective - expected.value(at: below).objective) / 0.02
      #expect(abs(slope - value.gradient[feature]) < 0.01 + 0.02 * abs(slope))
    }
  }

  @Test func aKnownSlopeGivesTheSameAndThreadsDoNotCount() {
    let pool = pool(featureCount: 5, seed: 3)
    let weights: [Float] = [0.3, -0.2, 0.1, 0.5, 0]
    let first = ExpectedObjective(pool: pool, objective: objective, threads: 1).value(at: weights)
    let second = ExpectedObjective(pool: pool, objective: objective, threads: 3)
      .value(at: weights, slope: first.slope)
    #expect(first.objective == second.objective)
    #expect(first.gradient == second.gradient)
  }

  @Test func deviationsAreThoseOfEachFeature() {
    var pool = CandidatePool(sentenceCount: 2, featureCount: 9, statisticCount: 1)
    let features: [[Float]] = [1, 3].map { [Float](repeating: 0, count: 8) + [$0] }
    pool.add([features.map { TuningCandidate(features: $0, statistics: [1]) }, []])
    #expect(pool.featureDeviations() == [Float](repeating: 0, count: 8) + [0.5])
    // What is known already changes nothing.
    pool.add([features.map { TuningCandidate(features: $0, statistics: [1]) }, []])
    #expect(pool.sentences[0].count == 2)
  }
}
