private import Foundation

/// A score of a corpus or a segment, with all that is needed to cite it.
public struct Score: Sendable, Hashable, Encodable, CustomStringConvertible {
  public var name: String
  /// 0 to 100; TER 0 and up.
  public var value: Double
  public var signature: Signature
  /// From bootstrap resampling, if that was asked for.
  public var confidence: ConfidenceInterval?
  public var details: ScoreDetails

  public init(
    name: String, value: Double, signature: Signature, confidence: ConfidenceInterval? = nil,
    details: ScoreDetails
  ) {
    self.name = name
    self.value = value
    self.signature = signature
    self.confidence = confidence
    self.details = details
  }

  /// The line that sacreBLEU prints, with two decimals.
  public var description: String {
    var line = "\(name)|\(signature) = \(Score.rounded(value, 2))"
    if let confidence {
      line += " (μ = \(Score.rounded(confidence.mean, 2)) ± \(Score.rounded(confidence.halfWidth, 2)))"
    }
    let verbose = details.description
    return verbose.isEmpty ? line : "\(line) \(verbose)"
  }

  /// `value` with `digits` decimals, rounded as C's printf and Python's format do.
  static func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}

/// What a score is made of.
public enum ScoreDetails: Sendable, Hashable, Encodable, CustomStringConvertible {
  case bleu(BLEUDetails)
  case chrF(ChrFDetails)
  case ter(TERDetails)

  /// Encodes what the case holds, without its name, which the score has.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .bleu(let details): try details.encode(to: encoder)
    case .chrF(let details): try details.encode(to: encoder)
    case .ter(let details): try details.encode(to: encoder)
    }
  }

  /// What sacreBLEU prints after the score: of BLEU the precisions and lengths, of the others nothing.
  public var description: String {
    guard case .bleu(let details) = self else { return "" }
    let precisions = details.precisions.map { Score.rounded($0, 1) }.joined(separator: "/")
    let penalty = Score.rounded(details.brevityPenalty, 3)
    let ratio = Score.rounded(details.lengthRatio, 3)
    return "\(precisions) (BP = \(penalty) ratio = \(ratio) hyp_len = \(details.hypothesisLength)"
      + " ref_len = \(details.referenceLength))"
  }
}

/// What a BLEU score is made of.
public struct BLEUDetails: Sendable, Hashable, Encodable {
  /// N-grams that match, for each order from 1.
  public var matches: [Double]
  /// N-grams of the hypotheses, for each order from 1.
  public var totals: [Double]
  /// In percent, smoothed, for each order from 1.
  public var precisions: [Double]
  public var brevityPenalty: Double
  /// In tokens.
  public var hypothesisLength: Int
  /// In tokens; of several references the one closest in length.
  public var referenceLength: Int

  /// Hypothesis length by reference length; 0 without a reference.
  public var lengthRatio: Double {
    referenceLength == 0 ? 0 : Double(hypothesisLength) / Double(referenceLength)
  }
}

/// What a chrF score is made of.
public struct ChrFDetails: Sendable, Hashable, Encodable {
  /// The mean over the orders that hypothesis and reference both have, 0 to 100.
  public var precision: Double
  /// The mean over the orders that hypothesis and reference both have, 0 to 100.
  public var recall: Double
}

/// What a TER score is made of.
public struct TERDetails: Sendable, Hashable, Encodable {
  /// Insertions, deletions, substitutions and shifts.
  public var edits: Double
  /// In words; of several references the mean.
  public var referenceLength: Double
}

/// The spread of the scores of resampled test sets.
public struct ConfidenceInterval: Sendable, Hashable, Encodable {
  /// The mean of the resamples' scores.
  public var mean: Double
  /// The bounds of the middle 95 %.
  public var lower: Double
  public var upper: Double

  /// What sacreBLEU prints after `±`.
  public var halfWidth: Double { 0.5 * (upper - lower) }

  /// - Parameter scores: the scores of the resamples, at least one.
  init(_ scores: [Double]) {
    let sorted = scores.sorted()
    let tail = sorted.count / 40
    lower = sorted[tail]
    upper = sorted[sorted.count - tail - 1]
    mean = sorted.reduce(0, +) / Double(sorted.count)
  }
}
