import Compute
import Decoding
import Foundation
import Testing

@testable import Tuning

@Suite struct LengthCalibrationTests {
  /// Lengths that grow with the weight in different ways find the right one in a few tries.
  @Test(arguments: [0.2, 1, 5], [-0.5, 0.02, 0.8]) func findsTheRightLength(steepness: Double, right: Double)
  {
    var initial = FeatureWeights()
    initial[.tokenCount] = 0.3
    var search = LengthCalibration(from: initial)
    func ratio(_ weights: FeatureWeights) -> Double {
      1 + 0.4 * tanh(steepness * (Double(weights[.tokenCount]) - right))
    }
    var tries = 1
    while tries < 30, !search.isDone(ratio: ratio(search.weights)) { tries += 1 }
    #expect(tries <= 12)
    #expect(abs(ratio(search.nearest) - 1) < 0.01)
    var others = search.nearest
    others[.tokenCount] = initial[.tokenCount]
    #expect(others == initial)
  }

  @Test(arguments: [1, 0, .nan, .infinity] as [Double]) func aLengthThatNoWeightChangesEnds(ratio: Double) {
    var search = LengthCalibration(from: FeatureWeights())
    var tries = 1
    while tries < 30, !search.isDone(ratio: ratio) { tries += 1 }
    let values = search.nearest.values
    #expect(values.allSatisfy { $0.isFinite })
  }

  /// A tuner that cannot gain anything but length brings the length to that of the references.
  @Test func theTunerEndsWithTheRightLength() {
    let objective = TuningObjective(
      name: "constant", dimension: 2, lengthRatio: { $0[0] / max(1, $0[1]) }, value: { _ in 1 })
    var options = Tuner.Options()
    options.maximumRounds = 1
    options.lengthCalibrations = 12
    func lists(_ weights: FeatureWeights) -> [[TuningCandidate]] {
      (0..<200).map { sentence in
        (1...20).map { length -> TuningCandidate in
          var features = [Float](repeating: 0, count: Feature.count)
          features[Feature.tokenCount.rawValue] = Float(length)
          features[Feature.languageModel.rawValue] =
            -0.2 * Float((length - sentence % 9) * (length - sentence % 9))
          return TuningCandidate(features: features, statistics: [Float(length), 8])
        }.sorted { weights.score($0.features) > weights.score($1.features) }
      }
    }
    let tuner = Tuner(objective: objective, options: options)
    let result = tuner.tune(from: FeatureWeights(), progress: SilentProgress(), decode: lists)
    let lengths = lists(result.weights).map { $0[0].statistics[0] }
    #expect(abs(lengths.reduce(0, +) / Float(lengths.count) - 8) < 0.3)
    options.lengthCalibrations = 0
    let free = Tuner(objective: objective, options: options)
      .tune(from: FeatureWeights(), progress: SilentProgress(), decode: lists)
    #expect(free.weights == FeatureWeights())
  }
}
