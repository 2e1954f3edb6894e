/// How far the search looks.
public struct SearchParameters: Sendable, Codable, Equatable {
  /// How many hypotheses are made for each number of covered tokens (cube pruning's pop limit).
  public var popLimit = 150
  /// How many of them are kept.
  public var stackSize = 100
  /// How many source tokens a jump between phrases may skip; at most 40.
  public var distortionLimit = 6
  /// How many translations of a span are tried.
  public var optionLimit = 20
  /// Hypotheses whose score is worse than the best of their stack by more than this are dropped
  /// (in units of the model's score).
  public var beamWidth: Float = 1_000_000

  public init() {}
}
