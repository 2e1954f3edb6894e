internal import Decoding

/// The search for the weight of `Feature.tokenCount` under which translations have the wanted length: the secant
/// method, kept between the weights that are known to give too short and too long ones.
struct LengthCalibration {
  /// The weights to try next.
  private(set) var weights: FeatureWeights
  /// How far the length may be off.
  private let tolerance = 0.004
  private var points: [(weight: Float, ratio: Double)] = []

  init(from weights: FeatureWeights) { self.weights = weights }

  /// Takes the length, as a share of the wanted one, that `weights` gave.
  ///
  /// - Returns: whether it is right, or no weight will make it so; otherwise `weights` have changed.
  mutating func isDone(ratio: Double) -> Bool {
    let weight = weights[.tokenCount]
    guard ratio.isFinite else { return true }
    points.append((weight, ratio))
    if abs(ratio - 1) <= tolerance { return true }
    let short = points.filter { $0.ratio < 1 }.map(\.weight).max()
    let long = points.filter { $0.ratio > 1 }.map(\.weight).min()
    // A search that is not exact may be longer with a smaller weight, by a little.
    if let short, let long, short >= long { return true }
    var next = weight + Float(1 - ratio) * slope
    if let short, next <= short { next = long.map { (short + $0) / 2 } ?? short + unit }
    if let long, next >= long { next = short.map { (long + $0) / 2 } ?? long - unit }
    weights[.tokenCount] = next
    return false
  }

  /// Those of the weights that were tried whose length was nearest.
  var nearest: FeatureWeights {
    var result = weights
    if let best = points.min(by: { abs($0.ratio - 1) < abs($1.ratio - 1) }) {
      result[.tokenCount] = best.weight
    }
    return result
  }

  /// A step that changes the length by some percents.
  private var unit: Float {
    max(
      0.3 * (weights[.languageModel] + weights[.classLanguageModel]), 0.03 * abs(weights[.tokenCount]), 1e-3)
  }

  /// How much more weight makes translations longer by their whole length.
  private var slope: Float {
    guard points.count > 1 else { return unit * 20 }
    let (a, b) = (points[points.count - 2], points[points.count - 1])
    let slope = (b.weight - a.weight) / Float(b.ratio - a.ratio)
    return slope.isFinite && slope > 0 ? min(slope, unit * 200) : unit * 20
  }
}
