private import Compute
public import Decoding
public import PhraseModeling

/// How a model is trained. The defaults need no thought.
public struct TrainingOptions: Sendable, Codable {
  public var languageModelOrder = 5
  /// The number of word classes for a second language model, one of classes; 0 does without.
  public var wordClasses = 200
  /// The length of its longest n-grams.
  public var classModelOrder = 5
  /// Sentences with more tokens on either side are left out of the phrase model.
  public var maximumSentenceLength = 100
  /// The largest ratio of tokens between the sides of a pair.
  public var maximumLengthRatio = 9.0
  /// The corpus is aligned once for each of these: words by their first characters, up to this many, or whole
  /// for 0. Languages with many forms of a word have too few sightings of each to align them well, and where they
  /// are few, two alignments differ in every fifth link: phrases that both of them make are the surer ones.
  public var alignmentPrefixes = [5, 4]
  /// Scales the iterations of alignment: 2 takes twice as long.
  public var alignmentEffort = 1.0
  /// How the two directions of the alignment are joined.
  public var symmetrization = "grow-diag-final-and"
  /// The number of subword pieces to learn for a side; nil leaves words whole.
  public var sourceSubwords: Int?
  public var targetSubwords: Int?
  public var phraseTable = PhraseTable.Parameters()
  /// The options of source phrases that stand in the bitext at least so often are extracted in training and kept in
  /// the model: translation is faster and the model larger. Nil keeps none.
  public var hotPhraseOccurrences: Int? = 16
  public var search = SearchParameters()
  /// The weight of chrF++ in the tuning objective, a mean; BLEU has the rest.
  public var tuningChrFShare = 0.7
  public var tuningRounds = 6
  /// The pop limit of the search while tuning, where it is smaller than that of translation: what the weights
  /// do shows as well in a smaller search, in half the time.
  public var tuningPopLimit = 60
  /// Candidate translations for each tuning sentence and round.
  public var tuningCandidates = 60
  /// How carefully tuning moves; see `Tuner.Options`.
  public var tuningInertia = 0.05
  /// How strongly tuning is drawn to the usual weights; see `Tuner.Options`.
  public var tuningPrior = 0.05
  /// How often tuning decodes to make the length right; see `Tuner.Options`.
  public var tuningLengthCalibrations = 6
  public var seed: UInt64 = 1

  public init() {}
}

extension TrainingOptions {
  /// Options that a manifest does not name, because it is older than they are, have their defaults.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
      value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.languageModelOrder, &languageModelOrder)
    // A model that is older than word classes has none.
    wordClasses = try container.decodeIfPresent(Int.self, forKey: .wordClasses) ?? 0
    try read(.classModelOrder, &classModelOrder)
    try read(.maximumSentenceLength, &maximumSentenceLength)
    try read(.maximumLengthRatio, &maximumLengthRatio)
    alignmentPrefixes = try container.decodeIfPresent([Int].self, forKey: .alignmentPrefixes) ?? []
    if alignmentPrefixes.isEmpty {
      let older = try decoder.container(keyedBy: OlderKeys.self)
      alignmentPrefixes = [try older.decodeIfPresent(Int.self, forKey: .alignmentPrefix) ?? 0]
    }
    try read(.alignmentEffort, &alignmentEffort)
    try read(.symmetrization, &symmetrization)
    sourceSubwords = try container.decodeIfPresent(Int.self, forKey: .sourceSubwords)
    targetSubwords = try container.decodeIfPresent(Int.self, forKey: .targetSubwords)
    try read(.phraseTable, &phraseTable)
    hotPhraseOccurrences = try container.decodeIfPresent(Int.self, forKey: .hotPhraseOccurrences)
    try read(.search, &search)
    try read(.tuningChrFShare, &tuningChrFShare)
    try read(.tuningRounds, &tuningRounds)
    try read(.tuningPopLimit, &tuningPopLimit)
    try read(.tuningCandidates, &tuningCandidates)
    try read(.tuningInertia, &tuningInertia)
    try read(.tuningPrior, &tuningPrior)
    try read(.tuningLengthCalibrations, &tuningLengthCalibrations)
    try read(.seed, &seed)
  }

  /// What manifests said before there were several alignments.
  private enum OlderKeys: String, CodingKey {
    case alignmentPrefix
  }
}
