/// A measure of how good translations are, computed from statistics that add up over segments.
public protocol Metric: Sendable {
  /// Such as `chrF++`.
  var name: String { get }
  /// What makes a score comparable: the options, in the form that sacreBLEU prints.
  var signature: String { get }
  /// How many statistics a segment has.
  var statisticCount: Int { get }
  /// Tells whether a higher score is better.
  var higherIsBetter: Bool { get }
  /// Prepares the references of a segment, to compare many hypotheses with them.
  func prepare(_ references: [String]) -> any PreparedReferences
  /// The score, 0 to 100 (TER: 0 and up), of summed statistics.
  func score(_ statistics: [Double]) -> Double
}

/// The references of one segment, prepared for one metric.
public protocol PreparedReferences: Sendable {
  /// The statistics of `hypothesis` against the references.
  func statistics(_ hypothesis: String, scratch: inout MatchScratch) -> [Float]
}

extension Metric {
  /// The score of one segment alone.
  public func score(hypothesis: String, references: [String]) -> Double {
    var scratch = MatchScratch()
    return score(prepare(references).statistics(hypothesis, scratch: &scratch).map(Double.init))
  }
}
