import Compute
import Decoding
import Testing
import Tuning

@Suite struct TunerTests {
  /// A task whose answer is known: the candidate with the largest `phraseForward` is right.
  @Test func learnsWhichFeatureMatters() {
    var random = RandomSource(seed: 3)
    let lists = (0..<80).map { _ in
      (0..<20).map { _ -> TuningCandidate in
        var features = [Float](repeating: 0, count: Feature.count)
        for feature in [Feature.phraseForward, .languageModel, .lexicalForward] {
          features[feature.rawValue] = random.nextFloat() * 4 - 2
        }
        return TuningCandidate(
          features: features, statistics: [features[Feature.phraseForward.rawValue] + 2, 4])
      }
    }
    let objective = TuningObjective(name: "share", dimension: 2) { $0[1] > 0 ? 100 * $0[0] / $0[1] : 0 }
    var options = Tuner.Options()
    options.threads = 2
    options.maximumRounds = 8
    options.prior = 0.003
    let result = Tuner(objective: objective, options: options).tune(
      from: FeatureWeights(), progress: SilentProgress()
    ) { weights, _ in
      lists.map { list in list.sorted { weights.score($0.features) > weights.score($1.features) } }
    }
    let best = lists.map { $0.map { $0.statistics[0] }.max()! }.reduce(0, +) / Float(lists.count) * 25
    #expect(result.rounds.first!.value < Double(best) * 0.95)
    #expect(result.rounds.map(\.value).max()! > Double(best) * 0.98)
  }

  /// A tuning set on which improbable phrases happen to do best does not teach to prefer them.
  @Test func weightsKeepTheirSigns() {
    var random = RandomSource(seed: 4)
    let lists = (0..<60).map { _ in
      (0..<20).map { _ -> TuningCandidate in
        var features = [Float](repeating: 0, count: Feature.count)
        for feature in Feature.allCases { features[feature.rawValue] = random.nextFloat() * 4 - 2 }
        return TuningCandidate(
          features: features, statistics: [2 - features[Feature.phraseForward.rawValue], 4])
      }
    }
    let objective = TuningObjective(name: "share", dimension: 2) { $0[1] > 0 ? 100 * $0[0] / $0[1] : 0 }
    var initial = FeatureWeights()
    initial[.languageModel] = -1
    let result = Tuner(objective: objective).tune(from: initial, progress: SilentProgress()) { weights, _ in
      lists.map { list in list.sorted { weights.score($0.features) > weights.score($1.features) } }
    }
    for round in result.rounds {
      for feature in Feature.allCases {
        switch feature.sign {
        case .nonnegative: #expect(round.weights[feature] >= 0)
        case .nonpositive: #expect(round.weights[feature] <= 0)
        case .free: break
        }
      }
    }
  }
}
