/// A measure of how good translations are: statistics of each segment, which add up, and a score of sums.
///
/// All that is built on scores (corpora, bootstrap resampling, tuning, minimum-Bayes-risk decoding) needs the
/// statistics of a segment only once.
public protocol Metric: Sendable {
  /// The name that sacreBLEU prints, such as `chrF2++`.
  var name: String { get }
  /// What makes a score comparable, for one reference and no bootstrap.
  var signature: Signature { get }
  /// Whether better translations have higher scores.
  var higherIsBetter: Bool { get }
  /// How many statistics a segment has.
  var statisticCount: Int { get }
  /// The statistics of a segment; no reference at all counts as an empty one.
  func statistics(hypothesis: String, references: [String]) -> SegmentStatistics
  /// The score of summed statistics: 0 to 100, TER 0 and up.
  func score(_ total: SegmentStatistics) -> Double
  /// What the score of summed statistics is made of.
  func details(_ total: SegmentStatistics) -> ScoreDetails
}

/// What a metric counts in a segment; sums of it are what it counts in a corpus.
public struct SegmentStatistics: Sendable, Hashable, AdditiveArithmetic {
  /// In the order that the metric documents; none at all stands for zeros.
  public var values: [Double]

  public init(_ values: [Double]) { self.values = values }

  public static var zero: SegmentStatistics { SegmentStatistics([]) }

  public static func + (a: SegmentStatistics, b: SegmentStatistics) -> SegmentStatistics {
    var sum = a
    sum += b
    return sum
  }

  public static func - (a: SegmentStatistics, b: SegmentStatistics) -> SegmentStatistics {
    a + SegmentStatistics(b.values.map { -$0 })
  }

  public static func += (a: inout SegmentStatistics, b: SegmentStatistics) {
    if a.values.isEmpty {
      a = b
      return
    }
    precondition(b.values.isEmpty || a.values.count == b.values.count, "statistics of one metric")
    for index in b.values.indices { a.values[index] += b.values[index] }
  }

  /// Exactly `count` values, zeros for none.
  func padded(to count: Int) -> [Double] {
    if values.isEmpty { return [Double](repeating: 0, count: count) }
    precondition(values.count == count, "statistics of another metric")
    return values
  }
}
