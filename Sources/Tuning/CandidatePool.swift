/// The different candidates that all rounds have found for each tuning sentence, in flat arrays.
struct CandidatePool {
  let featureCount: Int
  let statisticCount: Int
  private(set) var sentences: [Sentence]

  /// Candidates one after another, each padded with zeros to whole vectors.
  struct Sentence: Sendable {
    var features: [SIMD8<Float>] = []
    var statistics: [SIMD8<Float>] = []
    var count = 0
    fileprivate var known: Set<[Float]> = []
  }

  /// How many vectors hold the features of a candidate, and its statistics.
  var featureVectors: Int { Self.vectorCount(featureCount) }
  var statisticVectors: Int { Self.vectorCount(statisticCount) }

  init(sentenceCount: Int, featureCount: Int, statisticCount: Int) {
    self.featureCount = featureCount
    self.statisticCount = statisticCount
    sentences = Array(repeating: Sentence(), count: sentenceCount)
  }

  /// Adds the candidates of a round that are new.
  mutating func add(_ lists: [[TuningCandidate]]) {
    for (index, list) in lists.enumerated() {
      for candidate in list where sentences[index].known.insert(candidate.features).inserted {
        sentences[index].features.append(contentsOf: Self.vectors(candidate.features))
        sentences[index].statistics.append(contentsOf: Self.vectors(candidate.statistics))
        sentences[index].count += 1
      }
    }
  }

  /// The mean, over sentences, of each feature's standard deviation among the candidates.
  func featureDeviations() -> [Float] {
    let width = featureVectors
    var sums = [SIMD8<Double>](repeating: .zero, count: width)
    for sentence in sentences where sentence.count > 1 {
      for vector in 0..<width {
        var sum = SIMD8<Double>.zero
        var squares = SIMD8<Double>.zero
        for candidate in 0..<sentence.count {
          let value = SIMD8<Double>(sentence.features[candidate * width + vector])
          sum += value
          squares += value * value
        }
        let mean = sum / Double(sentence.count)
        let variance = squares / Double(sentence.count) - mean * mean
        // Rounding may leave a little below zero.
        sums[vector] += variance.replacing(with: 0, where: variance .< 0).squareRoot()
      }
    }
    return (0..<featureCount).map { Float(sums[$0 / 8][$0 % 8] / Double(max(1, sentences.count))) }
  }

  static func vectors(_ values: [Float]) -> [SIMD8<Float>] {
    var result = [SIMD8<Float>](repeating: .zero, count: vectorCount(values.count))
    for (index, value) in values.enumerated() { result[index / 8][index % 8] = value }
    return result
  }

  private static func vectorCount(_ values: Int) -> Int { (values + 7) / 8 }
}
