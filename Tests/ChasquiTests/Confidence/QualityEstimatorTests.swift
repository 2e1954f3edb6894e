import Compute
import Decoding
import Foundation
import Testing

@testable import Chasqui

@Suite struct QualityEstimatorTests {
  /// Translations of `count` sentences, whose quality falls with the share of copied words, and noise.
  private func samples(_ count: Int, seed: UInt64) -> (features: [QualityFeatures], qualities: [Double]) {
    var random = RandomSource(seed: seed)
    var features: [QualityFeatures] = []
    var qualities: [Double] = []
    for _ in 0..<count {
      let tokens = Int.random(in: 3...40, using: &random)
      let copied = Int.random(in: 0...tokens, using: &random)
      var values = [Float](repeating: 0, count: Feature.count)
      values[Feature.tokenCount.rawValue] = Float(tokens)
      values[Feature.phraseCount.rawValue] = Float(tokens)
      values[Feature.copied.rawValue] = Float(copied)
      values[Feature.languageModel.rawValue] = -Float.random(in: 4...8, using: &random) * Float(tokens)
      features.append(
        QualityFeatures(
          features: values, source: String(repeating: "palabra ", count: tokens), tokens: tokens,
          unknownWords: 0))
      let noise = Double.random(in: -0.05...0.05, using: &random)
      qualities.append(0.7 - 0.5 * Double(copied) / Double(tokens) + noise)
    }
    return (features, qualities)
  }

  @Test func learnsWhatGoesWithQuality() throws {
    let (features, qualities) = samples(400, seed: 1)
    let estimator = try #require(QualityEstimator(features, qualities: qualities))
    #expect(estimator.isSound)
    let (others, expected) = samples(200, seed: 2)
    let errors = zip(others, expected).map { abs(estimator.estimate($0) - $1) }
    #expect(errors.reduce(0, +) / 200 < 0.04)
    #expect(errors.max()! < 0.12)
  }

  @Test func fewSentencesTeachNothing() {
    let (features, qualities) = samples(QualityEstimator.fewest - 1, seed: 3)
    #expect(QualityEstimator(features, qualities: qualities) == nil)
  }

  @Test func staysWithinItsRange() throws {
    let (features, qualities) = samples(100, seed: 4)
    let estimator = try #require(QualityEstimator(features, qualities: qualities))
    for value in [-1e30, -1, 0, 1, 1e30] as [Float] {
      let strange = QualityFeatures(
        features: [Float](repeating: value, count: Feature.count), source: "", tokens: 0, unknownWords: 0)
      #expect((0...1).contains(estimator.estimate(strange)))
    }
    // All alike, as of a tuning set of one sentence many times.
    let same = try #require(
      QualityEstimator(
        [QualityFeatures](repeating: features[0], count: 60), qualities: Array(repeating: 0.4, count: 60)))
    #expect(same.isSound && abs(same.estimate(features[1]) - 0.4) < 1e-6)
  }

  @Test func comesBackFromJSON() throws {
    let (features, qualities) = samples(100, seed: 5)
    let estimator = try #require(QualityEstimator(features, qualities: qualities))
    let data = try JSONEncoder().encode(estimator)
    #expect(try JSONDecoder().decode(QualityEstimator.self, from: data) == estimator)
    let short = #"{"means":[1],"deviations":[1],"weights":[1],"mean":0.5}"#
    #expect(try !JSONDecoder().decode(QualityEstimator.self, from: Data(short.utf8)).isSound)
    let flat = String(decoding: data, as: UTF8.self).replacing("\"deviations\":[", with: "\"deviations\":[0,")
    #expect(try !JSONDecoder().decode(QualityEstimator.self, from: Data(flat.utf8)).isSound)
  }

  @Test func whatAPersonDecidedIsSure() throws {
    let (features, qualities) = samples(100, seed: 6)
    let estimator = try #require(QualityEstimator(features, qualities: qualities))
    func sentence(_ origins: [TranslatedPhrase.Origin]) -> TranslatedSentence {
      let phrases = origins.enumerated().map { index, origin in
        TranslatedPhrase(
          source: index..<index + 1, target: index..<index + 1, origin: origin, forward: 0, backward: 0,
          lexicalForward: 0, lexicalBackward: 0, sourcePlace: 0, targetPlace: 0)
      }
      let tokens = origins.indices.map { "w\($0)" }
      return TranslatedSentence(
        source: tokens.joined(separator: " "), text: "", sourceTokens: tokens, targetTokens: tokens, score: 0,
        features: [Float](repeating: 0, count: Feature.count), phrases: phrases, alignment: [],
        unknownWords: [], estimator: estimator)
    }
    let plain = sentence([.corpus, .corpus]).confidence
    let half = sentence([.corpus, .term]).confidence
    #expect(plain < half && half < 1 && sentence([.memory, .term]).confidence == 1)
    var untranslated = sentence([.copied, .copied])
    untranslated.features = []
    #expect(untranslated.confidence == 0)
  }
}
