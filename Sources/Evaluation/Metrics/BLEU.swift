private import Foundation

/// BLEU (Papineni et al. 2002) as sacreBLEU defines it (Post 2018), with n-grams up to 4.
///
/// Statistics: hypothesis length and reference length in tokens, then for each order the matches, then for
/// each order the n-grams of the hypothesis.
public struct BLEU: Metric, Hashable {
  /// How text becomes tokens: the signature field `tok`.
  public enum Tokenization: String, Sendable, Hashable {
    /// The rules of NIST's mteval-v13a, WMT's standard.
    case mteval13a = "13a"
    /// White space only, for text that is tokenized.
    case none
    /// Each character that is not white space.
    case characters = "char"
  }

  /// What an order without matches counts as (Chen and Cherry 2014): the signature field `smooth`.
  public enum Smoothing: Sendable, Hashable {
    /// Nothing: the score is 0.
    case none
    /// Each such order half of the one before: mteval-v13a's.
    case exponential
    /// So many matches.
    case floor(Double)
    /// So many are added to the matches and n-grams of orders 2 and up (Lin and Och 2004).
    case add(Double)
  }

  /// What happens to orders that the hypothesis is too short for: the signature field `eff`.
  public enum OrderHandling: Sendable, Hashable {
    /// The score is 0: for corpora.
    case fixed
    /// They are left out: for single segments.
    case effective
  }

  /// The longest n-grams.
  public static let maximumOrder = 4

  public var tokenization: Tokenization
  public var smoothing: Smoothing
  public var letterCase: LetterCase
  public var order: OrderHandling

  public init(
    tokenization: Tokenization = .mteval13a, smoothing: Smoothing = .exponential,
    letterCase: LetterCase = .mixed, order: OrderHandling = .fixed
  ) {
    self.tokenization = tokenization
    self.smoothing = smoothing
    self.letterCase = letterCase
    self.order = order
  }

  /// BLEU for single segments: effective order.
  public static let sentence = BLEU(order: .effective)

  public var name: String { "BLEU" }
  public var higherIsBetter: Bool { true }
  public var statisticCount: Int { 2 + 2 * BLEU.maximumOrder }

  public var signature: Signature {
    let smooth =
      switch smoothing {
      case .none: "none"
      case .exponential: "exp"
      case .floor(let value): "floor[\(Score.rounded(value, 2))]"
      case .add(let value): "add-k[\(Score.rounded(value, 2))]"
      }
    return Signature([
      "case": letterCase.signatureValue, "eff": order == .effective ? "yes" : "no",
      "tok": tokenization.rawValue, "smooth": smooth,
    ])
  }

  public func statistics(hypothesis: String, references: [String]) -> SegmentStatistics {
    var scorer = BLEUScorer(self)
    return scorer.statistics(hypothesis, against: PreparedReference(references, bleu: self, chrF: nil))
  }

  public func score(_ total: SegmentStatistics) -> Double {
    total.padded(to: statisticCount).withUnsafeBufferPointer { score($0) }
  }

  /// The score of summed statistics, without allocation; for inner loops.
  public func score(_ total: UnsafeBufferPointer<Double>) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: BLEU.maximumOrder) { precisions in
      score(total, precisions)
    }
  }

  /// The score of what a scorer has written, without allocation.
  public func score(_ counts: UnsafeBufferPointer<Int32>) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: counts.count) { values in
      for index in counts.indices { values.initializeElement(at: index, to: Double(counts[index])) }
      return score(UnsafeBufferPointer(values))
    }
  }

  public func details(_ total: SegmentStatistics) -> ScoreDetails {
    let values = total.padded(to: statisticCount)
    var precisions = [Double](repeating: 0, count: BLEU.maximumOrder)
    _ = values.withUnsafeBufferPointer { values in
      precisions.withUnsafeMutableBufferPointer { score(values, $0) }
    }
    return .bleu(
      BLEUDetails(
        matches: Array(values[2..<(2 + BLEU.maximumOrder)]),
        totals: Array(values[(2 + BLEU.maximumOrder)...]), precisions: precisions,
        brevityPenalty: BLEU.brevityPenalty(values[0], values[1]),
        hypothesisLength: Int(values[0]), referenceLength: Int(values[1])))
  }

  /// Fills `precisions`, in percent, and gives the score.
  private func score(
    _ total: UnsafeBufferPointer<Double>, _ precisions: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    precondition(total.count == statisticCount, "statistics of another metric")
    precisions.initialize(repeating: 0)
    let orders = BLEU.maximumOrder
    // As sacreBLEU: without any match the score is 0, whatever the smoothing.
    if total[2..<(2 + orders)].allSatisfy({ $0 <= 0 }) { return 0 }
    var halving = 1.0
    var effective = orders
    for index in 0..<orders {
      var matches = total[2 + index]
      var count = total[2 + orders + index]
      if case .add(let value) = smoothing, index > 0 {
        matches += value
        count += value
      }
      if count <= 0 { break }
      if order == .effective { effective = index + 1 }
      if matches > 0 {
        precisions[index] = 100 * matches / count
        continue
      }
      switch smoothing {
      case .exponential:
        halving *= 2
        precisions[index] = 100 / (halving * count)
      case .floor(let value): precisions[index] = 100 * value / count
      case .none, .add: break
      }
    }
    var logarithms = 0.0
    for precision in precisions[..<effective] {
      if precision <= 0 { return 0 }
      logarithms += log(precision)
    }
    return BLEU.brevityPenalty(total[0], total[1]) * exp(logarithms / Double(effective))
  }

  private static func brevityPenalty(_ hypothesis: Double, _ reference: Double) -> Double {
    if hypothesis >= reference { return 1 }
    return hypothesis > 0 ? exp(1 - reference / hypothesis) : 0
  }
}
