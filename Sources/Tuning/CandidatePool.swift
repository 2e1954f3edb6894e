/// The different candidates that all rounds have found for each tuning sentence, in flat arrays.
struct CandidatePool {
  let featureCount: Int
  let statisticCount: Int
  private(set) var sentences: [Sentence]

  struct Sentence: Sendable {
    var features: [Float] = []
    var statistics: [Float] = []
    var count = 0
    fileprivate var known: Set<[Float]> = []
  }

  init(sentenceCount: Int, featureCount: Int, statisticCount: Int) {
    self.featureCount = featureCount
    self.statisticCount = statisticCount
    sentences = Array(repeating: Sentence(), count: sentenceCount)
  }

  /// Adds the candidates of a round that are new.
  mutating func add(_ lists: [[TuningCandidate]]) {
    for (index, list) in lists.enumerated() {
      for candidate in list where sentences[index].known.insert(candidate.features).inserted {
        sentences[index].features.append(contentsOf: candidate.features)
        sentences[index].statistics.append(contentsOf: candidate.statistics)
        sentences[index].count += 1
      }
    }
  }

  /// The mean, over sentences, of each feature's standard deviation among the candidates.
  func featureDeviations() -> [Float] {
    var sums = [Double](repeating: 0, count: featureCount)
    for sentence in sentences where sentence.count > 1 {
      for feature in 0..<featureCount {
        var sum = 0.0
        var squares = 0.0
        for candidate in 0..<sentence.count {
          let value = Double(sentence.features[candidate * featureCount + feature])
          sum += value
          squares += value * value
        }
        let mean = sum / Double(sentence.count)
        sums[feature] += max(0, squares / Double(sentence.count) - mean * mean).squareRoot()
      }
    }
    return sums.map { Float($0 / Double(max(1, sentences.count))) }
  }
}
