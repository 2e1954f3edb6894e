public import Tokens

/// A way to translate the source tokens `start..<end` of a sentence, with the scores that speak for it.
///
/// Its target tokens stand in the arena of the `TranslationOptions` that hold it.
public struct TranslationOption: BitwiseCopyable, Sendable {
  /// Where an option comes from.
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// From the bitext.
    case phrase
    /// The source word as it is, because nothing is known of it.
    case copy
    /// The same for a name, or a token that is no word.
    case copyName
    /// From what is known of a similar word.
    case backoff
    /// Nothing at all: in the bitext the token often has no counterpart. `forward` says how often.
    case omission
    /// One of the ways in which a stretch of the source has to be translated: `forward` says how likely.
    case required
    /// From the overlay, and perhaps from the bitext too. Its places are those of the overlay.
    case memory
  }

  /// The source tokens that it covers: `start..<end`.
  public var start: UInt16
  public var end: UInt16
  public var targetOffset: UInt32
  public var targetLength: UInt16
  public var kind: Kind
  /// Natural log p(target | source), from counts.
  public var forward: Float
  /// Natural log p(source | target), from counts.
  public var backward: Float
  /// Natural log of the lexical weight of the target given the source.
  public var lexicalForward: Float
  /// Natural log of the lexical weight of the source given the target.
  public var lexicalBackward: Float
  /// 1 / the number of times that the pair was seen: little evidence is a cost.
  public var rarity: Float
  /// How little a similar word shares with the one in the sentence, for `backoff`: 0 … 1.
  public var dissimilarity: Float
  /// For `memory`: the number of source tokens, times the share that the overlay has in the evidence, or more
  /// where it corrects the bitext.
  public var memory: Float
  /// For `memory`: the number of target tokens that the model's vocabulary does not hold.
  public var newTokens: UInt16
  /// The number of characters of the target; 0 for `required`, whose forms do not compete by length. This and the
  /// next are for those to fill in who know how tokens are written; the table knows only their numbers.
  public var characters: UInt16
  /// The number of words in lower case that stand in the source as they are.
  public var untranslatedWords: UInt16
  /// Natural logs of the orientations monotone, swap, discontinuous to the phrase before.
  public var before: Orientation
  /// The same for the phrase after.
  public var after: Orientation
  /// A source token and a target token of the bitext or the overlay where the pair was seen; `.max` for none. In the
  /// bitext, source tokens are counted through once for each of its alignments (see `IndexedBitext.sighting`).
  public var sourcePlace: UInt32
  public var targetPlace: UInt32

  public init(start: Int, end: Int, targetOffset: Int, targetLength: Int, kind: Kind) {
    self.start = UInt16(start)
    self.end = UInt16(end)
    self.targetOffset = UInt32(targetOffset)
    self.targetLength = UInt16(targetLength)
    self.kind = kind
    forward = 0
    backward = 0
    lexicalForward = 0
    lexicalBackward = 0
    rarity = 0
    dissimilarity = 0
    memory = 0
    newTokens = 0
    characters = 0
    untranslatedWords = 0
    before = .neutral
    after = .neutral
    sourcePlace = .max
    targetPlace = .max
  }

  /// Natural logs of the probabilities that the neighbouring phrase goes on, swaps, or stands elsewhere.
  public struct Orientation: BitwiseCopyable, Sendable, Equatable {
    public var monotone: Float
    public var swap: Float
    public var discontinuous: Float

    public init(monotone: Float, swap: Float, discontinuous: Float) {
      self.monotone = monotone
      self.swap = swap
      self.discontinuous = discontinuous
    }

    /// For what has no place in the target: no orientation speaks against it.
    public static let certain = Orientation(monotone: 0, swap: 0, discontinuous: 0)

    public static let neutral = Orientation(monotone: -0.3567, swap: -2.3026, discontinuous: -1.6094)
  }
}

/// The translation options of one sentence and the target tokens that they share.
public struct TranslationOptions: Sendable {
  public var options: [TranslationOption] = []
  public var tokens: [TokenID] = []

  public init() {}

  /// Adds an option whose target is `target`.
  public mutating func append(
    start: Int, end: Int, target: some Collection<TokenID>, kind: TranslationOption.Kind,
    _ adjust: (inout TranslationOption) -> Void = { _ in }
  ) {
    var option = TranslationOption(
      start: start, end: end, targetOffset: tokens.count, targetLength: target.count, kind: kind)
    tokens.append(contentsOf: target)
    adjust(&option)
    options.append(option)
  }

  /// The target tokens of `option`.
  public func target(of option: TranslationOption) -> ArraySlice<TokenID> {
    tokens[Int(option.targetOffset)..<(Int(option.targetOffset) + Int(option.targetLength))]
  }
}
