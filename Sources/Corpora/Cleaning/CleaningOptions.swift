/// What a `CorpusCleaner` drops.
public struct CleaningOptions: Sendable, Equatable, Codable {
  /// Segments of more words, counted by spaces, are dropped.
  public var maximumWords = 120
  /// Segments of more Unicode scalars are dropped.
  public var maximumCharacters = 2000
  /// Pairs are dropped when one side has more than this many times the words of the other.
  public var maximumWordRatio = 9.0
  /// Pairs are dropped when their lengths in characters lie this many deviations from what is usual in the
  /// corpus; 0 for no such filter.
  public var maximumLengthDeviations = 4.0
  /// Pairs with equal sides of more scalars than this are dropped: short ones are names, which teach to copy.
  public var longestIdentical = 12
  /// Segments with a smaller share of letters among what is not space are dropped; those without any always.
  public var minimumLetterShare = 0.25
  public var dropsDuplicates = true
  /// Held-out segments whose letters and digits are fewer bytes of UTF-8 do not make a pair drop.
  public var shortestHeldOut = 1
  /// The confidence with which the language of a segment must be another one for the pair to be dropped.
  public var languageConfidence = 0.8
  /// The language of segments with fewer letters is not asked for.
  public var shortestIdentified = 20
  /// The number of examples that the report keeps for each reason.
  public var examples = 3

  public init() {}
}
