import Compute
import Decoding
import Foundation
import Testing

@testable import Tuning

@Suite struct LengthCalibrationTests {
  /// Lengths that grow with the weights in different ways find the right ones in a few tries.
  @Test(arguments: [0.6, 1.2, 2.5], [-0.3, 0.1, 0.5])
  func findsTheRightLengths(steepness: Double, right: Double) {
    var initial = FeatureWeights()
    initial[.tokenCount] = 0.6
    initial[.characterCount] = 0.05
    var search = LengthCalibration(from: initial, charactersPerWord: 6)
    func lengths(_ weights: FeatureWeights) -> TuningObjective.Lengths {
      let characters = Double(weights[.characterCount])
      let token = Double(weights[.tokenCount]) + 6 * characters
      let words = 0.4 * tanh(steepness * (token - 0.8) / 2)
      let length = 0.3 * tanh(steepness * 3 * (characters - right / 6))
      return .init(words: exp(words), characters: exp(words + length), charactersPerWord: 6)
    }
    var tries = 1
    while tries < 30, !search.isDone(lengths(search.weights)) { tries += 1 }
    let found = lengths(search.nearest)
    #expect(tries <= 12)
    #expect(abs(found.words - 1) < 0.01 && abs(found.characters - 1) < 0.01)
    var others = search.nearest
    others[.tokenCount] = initial[.tokenCount]
    others[.characterCount] = initial[.characterCount]
    #expect(others == initial)
  }

  @Test(arguments: [1, 0, .nan, .infinity] as [Double], [1, 1.2])
  func lengthsThatNoWeightChangesEnd(words: Double, characters: Double) {
    var search = LengthCalibration(from: FeatureWeights(), charactersPerWord: 5)
    var tries = 1
    while tries < 30,
      !search.isDone(.init(words: words, characters: characters, charactersPerWord: 5))
    {
      tries += 1
    }
    #expect(search.nearest.values.allSatisfy { $0.isFinite })
    #expect(search.weights.values.allSatisfy { $0.isFinite })
  }

  /// A tuner that cannot gain anything but length brings both lengths to those of the references.
  @Test func theTunerEndsWithTheRightLengths() {
    let objective = TuningObjective(
      name: "constant", dimension: 4,
      lengths: { .init(words: $0[0] / $0[1], characters: $0[2] / $0[3], charactersPerWord: $0[3] / $0[1]) },
      value: { _ in 1 })
    var options = Tuner.Options()
    options.maximumRounds = 1
    options.lengthCalibrations = 16
    func lists(_ weights: FeatureWeights, _ count: Int) -> [[TuningCandidate]] {
      (0..<200).map { sentence in
        (0..<400).map { number -> TuningCandidate in
          let (words, width) = (Float(1 + number / 20), 2 + 0.4 * Float(number % 20))
          var features = [Float](repeating: 0, count: Feature.count)
          features[Feature.tokenCount.rawValue] = words
          features[Feature.characterCount.rawValue] = words * width
          let (tooMany, tooWide) = (words - Float(sentence % 9), width - Float(sentence % 7))
          features[Feature.languageModel.rawValue] = -0.2 * tooMany * tooMany - tooWide * tooWide
          return TuningCandidate(features: features, statistics: [words, 8, words * width, 8 * 6])
        }.max { weights.score($0.features) < weights.score($1.features) }.map { [$0] } ?? []
      }
    }
    func lengths(_ weights: FeatureWeights) -> (words: Float, characters: Float) {
      let best = lists(weights, 1).map { $0[0].statistics }
      return (best.reduce(0) { $0 + $1[0] } / 200, best.reduce(0) { $0 + $1[2] } / 200)
    }
    let tuner = Tuner(objective: objective, options: options)
    let result = tuner.tune(from: FeatureWeights(), progress: SilentProgress(), decode: lists)
    let found = lengths(result.weights)
    #expect(abs(found.words - 8) < 0.3)
    #expect(abs(found.characters - 48) < 2)
    options.lengthCalibrations = 0
    let free = Tuner(objective: objective, options: options)
      .tune(from: FeatureWeights(), progress: SilentProgress(), decode: lists)
    #expect(free.weights == FeatureWeights())
  }
}
