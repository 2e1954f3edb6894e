#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Tells how good a translation is likely to be, by ridge regression on its `QualityFeatures` (Hoerl and Kennard
/// 1970): what it learned on the tuning set is how near translations like it came to a person's.
public struct QualityEstimator: Codable, Sendable, Equatable {
  /// Of each feature on the tuning set.
  private var means: [Double]
  private var deviations: [Double]
  /// What a standard deviation of each feature adds.
  private var weights: [Double]
  /// The mean quality.
  private var mean: Double

  /// As much as so many sentences, all of mean quality, speaks against large weights.
  private static let ridge = 10.0
  /// No text is taken to be farther from the tuning set, in standard deviations: lines go on, quality does not.
  private static let reach = 3.0
  /// Fewer sentences teach nothing.
  static let fewest = 50

  /// Learns from translations and their qualities, from 0 to 1; nil of too few.
  init?(_ features: [QualityFeatures], qualities: [Double]) {
    precondition(features.count == qualities.count, "one quality for each translation")
    guard features.count >= Self.fewest else { return nil }
    let count = Double(features.count)
    let size = QualityFeatures.count
    let means = (0..<size).map { index in features.reduce(0) { $0 + $1.values[index] } / count }
    let deviations = (0..<size).map { index in
      let variance = features.reduce(0) { sum, feature in
        let difference = feature.values[index] - means[index]
        return sum + difference * difference
      }
      // A feature that is always the same tells nothing, and is given no weight.
      return max(1e-6, (variance / count).squareRoot())
    }
    (self.means, self.deviations) = (means, deviations)
    mean = qualities.reduce(0, +) / count
    weights = []
    var products = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    var sums = [Double](repeating: 0, count: size)
    for (feature, quality) in zip(features, qualities) {
      let row = standardized(feature)
      for i in 0..<size {
        sums[i] += row[i] * (quality - mean)
        for j in 0...i { products[i][j] += row[i] * row[j] }
      }
    }
    for i in 0..<size { products[i][i] += Self.ridge }
    weights = Self.solve(products, sums)
  }

  /// The quality to be expected, from 0 to 1.
  func estimate(_ features: QualityFeatures) -> Double {
    let sum = zip(standardized(features), weights).reduce(mean) { $0 + $1.0 * $1.1 }
    return min(1, max(0, sum))
  }

  /// Tells whether a manifest holds what can be computed with.
  var isSound: Bool {
    [means, deviations, weights].allSatisfy { $0.count == QualityFeatures.count && $0.allSatisfy(\.isFinite) }
      && mean.isFinite && deviations.allSatisfy { $0 > 0 }
  }

  private func standardized(_ features: QualityFeatures) -> [Double] {
    features.values.indices.map { index in
      min(Self.reach, max(-Self.reach, (features.values[index] - means[index]) / deviations[index]))
    }
  }

  /// Solves a system by Cholesky's decomposition.
  ///
  /// - Parameter matrix: symmetric and positive definite; only its lower half is read.
  private static func solve(_ matrix: [[Double]], _ values: [Double]) -> [Double] {
    var lower = matrix
    for i in values.indices {
      for j in 0...i {
        var sum = lower[i][j]
        for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
        lower[i][j] = i == j ? max(sum, 1e-12).squareRoot() : sum / lower[j][j]
      }
    }
    var result = values
    for i in values.indices {
      for k in 0..<i { result[i] -= lower[i][k] * result[k] }
      result[i] /= lower[i][i]
    }
    for i in values.indices.reversed() {
      for k in (i + 1)..<values.count { result[i] -= lower[k][i] * result[k] }
      result[i] /= lower[i][i]
    }
    return result
  }
}
