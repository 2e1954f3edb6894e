internal import Decoding
private import Foundation

/// The search for the weights of `Feature.tokenCount` and `Feature.characterCount` under which translations have as
/// many words and as many characters as their references.
///
/// Two equations in two unknowns, solved by Broyden's method (1965). The unknowns are what a token of usual length
/// earns, which makes translations longer, and what its characters earn at that, which makes their words longer: so
/// each of them moves little but its own length, and the first guess of the slopes is good.
struct LengthCalibration {
  /// The weights to try next.
  private(set) var weights: FeatureWeights
  /// How far the lengths may be off.
  private static let tolerance = 0.006
  /// What a try may change of each unknown, in units in which one makes translations about twice as long.
  private static let longestStep = 0.25
  private let scale: Double
  private let charactersPerWord: Double
  /// How much the logarithms of the numbers of words and characters grow with each unknown.
  private var slopes = (words: SIMD2<Double>(1, 0), characters: SIMD2<Double>(1, 0.5))
  private var last: (point: SIMD2<Double>, error: SIMD2<Double>)?
  private var best: (error: Double, weights: FeatureWeights)?

  /// - Parameter charactersPerWord: of the references.
  init(from weights: FeatureWeights, charactersPerWord: Double) {
    self.weights = weights
    self.charactersPerWord = charactersPerWord
    scale = max(6 * Double(weights[.languageModel] + weights[.classLanguageModel]), 0.02)
  }

  /// Takes the lengths, as shares of the wanted ones, that `weights` gave.
  ///
  /// - Returns: whether they are right, or cannot be told; otherwise `weights` have changed.
  mutating func isDone(_ lengths: TuningObjective.Lengths) -> Bool {
    let error = SIMD2(log(lengths.words), log(lengths.characters))
    guard error.x.isFinite, error.y.isFinite else { return true }
    let size = max(abs(error.x), abs(error.y))
    if size < best?.error ?? .infinity { best = (size, weights) }
    if size <= Self.tolerance { return true }
    let point = point
    if let last { learn(step: point - last.point, change: error - last.error) }
    last = (point, error)
    let determinant = slopes.words.x * slopes.characters.y - slopes.words.y * slopes.characters.x
    guard abs(determinant) > 1e-3 else { return true }
    let step =
      SIMD2(
        slopes.words.y * error.y - slopes.characters.y * error.x,
        slopes.characters.x * error.x - slopes.words.x * error.y) / determinant
    let limit = SIMD2(repeating: Self.longestStep)
    set(point + step.clamped(lowerBound: -limit, upperBound: limit))
    return false
  }

  /// Those of the weights that were tried whose lengths were nearest.
  var nearest: FeatureWeights { best?.weights ?? weights }

  /// The unknowns: what a usual token earns, and what its characters do, in units of `scale`.
  private var point: SIMD2<Double> {
    let characters = Double(weights[.characterCount]) * charactersPerWord
    return SIMD2(Double(weights[.tokenCount]) + characters, characters) / scale
  }

  private mutating func set(_ point: SIMD2<Double>) {
    weights[.tokenCount] = Float((point.x - point.y) * scale)
    weights[.characterCount] = Float(point.y * scale / charactersPerWord)
  }

  /// Broyden's update: the least change of the slopes that explains what the last step did.
  private mutating func learn(step: SIMD2<Double>, change: SIMD2<Double>) {
    let square = (step * step).sum()
    guard square > 1e-12 else { return }
    let words = slopes.words + step * ((change.x - (slopes.words * step).sum()) / square)
    let characters = slopes.characters + step * ((change.y - (slopes.characters * step).sum()) / square)
    // More reward never makes translations shorter; where it seems so, the search was not exact.
    if words.x * characters.y - words.y * characters.x > 0.05 { slopes = (words, characters) }
  }
}
