/// chrF (Popović 2015), and chrF++ (2017) with word n-grams, as sacreBLEU defines them: character n-grams up
/// to 6 without white space, and recall weighing twice as much as precision.
///
/// Statistics: for each order, characters first, the n-grams of the hypothesis, those of the reference, and
/// the matches.
public struct ChrF: Metric, Hashable {
  /// The longest character n-grams.
  public static let characterOrder = 6
  /// How much more recall weighs than precision.
  static let beta = 2.0

  /// The longest word n-grams: 0 for chrF, 2 for chrF++.
  public let wordOrder: Int
  public let letterCase: LetterCase

  /// - Parameter wordOrder: 0 for chrF, 1 for chrF+, 2 for chrF++.
  public init(wordOrder: Int, letterCase: LetterCase = .mixed) {
    precondition((0...2).contains(wordOrder), "chrF has word n-grams up to order 0, 1 or 2")
    self.wordOrder = wordOrder
    self.letterCase = letterCase
  }

  public var name: String { "chrF2" + String(repeating: "+", count: wordOrder) }
  public var higherIsBetter: Bool { true }
  public var statisticCount: Int { 3 * (ChrF.characterOrder + wordOrder) }

  public var signature: Signature {
    Signature([
      "case": letterCase.signatureValue, "eff": "yes", "nc": "\(ChrF.characterOrder)", "nw": "\(wordOrder)",
      "space": "no",
    ])
  }

  public func statistics(hypothesis: String, references: [String]) -> SegmentStatistics {
    var scorer = ChrFScorer(self)
    return scorer.statistics(hypothesis, against: PreparedReference(references, bleu: nil, chrF: self))
  }

  public func score(_ total: SegmentStatistics) -> Double {
    total.padded(to: statisticCount).withUnsafeBufferPointer { score($0) }
  }

  /// The score of summed statistics, without allocation; for inner loops.
  public func score(_ total: UnsafeBufferPointer<Double>) -> Double {
    precondition(total.count == statisticCount, "statistics of another metric")
    let (precision, recall) = ChrF.means(total)
    return ChrF.score(precision: precision, recall: recall)
  }

  public func details(_ total: SegmentStatistics) -> ScoreDetails {
    let (precision, recall) = total.padded(to: statisticCount).withUnsafeBufferPointer { ChrF.means($0) }
    return .chrF(ChrFDetails(precision: 100 * precision, recall: 100 * recall))
  }

  /// The score of what a scorer has written, without allocation.
  public func score(_ counts: UnsafeBufferPointer<Int32>) -> Double {
    precondition(counts.count == statisticCount, "statistics of another metric")
    let (precision, recall) = ChrF.means(counts)
    return ChrF.score(precision: precision, recall: recall)
  }

  /// Precision and recall, 0 to 1, averaged over the orders that both texts have ("effective order").
  @inline(__always)
  private static func means(_ total: UnsafeBufferPointer<Double>) -> (precision: Double, recall: Double) {
    means(total.count) { total[$0] }
  }

  @inline(__always)
  private static func means(_ total: UnsafeBufferPointer<Int32>) -> (precision: Double, recall: Double) {
    means(total.count) { Double(total[$0]) }
  }

  @inline(__always)
  private static func means(
    _ count: Int, _ value: (Int) -> Double
  ) -> (precision: Double, recall: Double) {
    var precision = 0.0
    var recall = 0.0
    var orders = 0.0
    var index = 0
    while index < count {
      let (hypothesis, reference) = (value(index), value(index &+ 1))
      if hypothesis > 0 && reference > 0 {
        let matches = value(index &+ 2)
        precision += matches / hypothesis
        recall += matches / reference
        orders += 1
      }
      index &+= 3
    }
    return orders > 0 ? (precision / orders, recall / orders) : (0, 0)
  }

  private static func score(precision: Double, recall: Double) -> Double {
    if precision + recall <= 0 { return 0 }
    let factor = beta * beta
    // In the order of sacreBLEU's operations, so that the last bits agree too.
    return 100 * ((1 + factor) * precision * recall / (factor * precision + recall))
  }
}
