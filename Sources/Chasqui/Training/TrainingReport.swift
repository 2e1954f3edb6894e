/// What training did and how long each stage took.
public struct TrainingReport: Sendable, Codable {
  public struct Stage: Sendable, Codable {
    public var name: String
    public var seconds: Double
  }

  public var stages: [Stage] = []
  public var pairs = 0
  /// Pairs that cleaning kept but that are too long, or too unequal, in tokens.
  public var pairsTooLong = 0
  public var pairsTooUnequal = 0
  public var pairsEmpty = 0
  public var sourceTokens = 0
  public var targetTokens = 0
  public var sourceVocabulary = 0
  public var targetVocabulary = 0
  public var alignmentLinks = 0
  public var languageModelNGrams: [Int] = []
  public var modelBytes = 0
  /// The objective on the tuning set, round by round.
  public var tuning: [Double] = []

  public init() {}
}
