private import Compute
public import Decoding
public import PhraseModeling

/// How a model is trained. The defaults need no thought.
public struct TrainingOptions: Sendable, Codable {
  public var languageModelOrder = 5
  /// Sentences with more tokens on either side are left out of the phrase model.
  public var maximumSentenceLength = 100
  /// The largest ratio of tokens between the sides of a pair.
  public var maximumLengthRatio = 9.0
  /// Words are aligned by their first characters, up to this many; nil aligns whole words. Languages with
  /// many forms of a word have too few sightings of each to align them well.
  public var alignmentPrefix: Int? = 5
  /// How the two directions of the alignment are joined.
  public var symmetrization = "grow-diag-final-and"
  /// The number of subword pieces to learn for a side; nil leaves words whole.
  public var sourceSubwords: Int?
  public var targetSubwords: Int?
  public var phraseTable = PhraseTable.Parameters()
  public var search = SearchParameters()
  /// The weight of chrF++ in the tuning objective, a geometric mean; BLEU has the rest.
  public var tuningChrFShare = 0.7
  public var tuningRounds = 10
  public var seed: UInt64 = 1

  public init() {}
}
