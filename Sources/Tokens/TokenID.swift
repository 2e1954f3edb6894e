/// The number of a token in a `Vocabulary`. Tokens are numbered from 0 without gaps.
public typealias TokenID = UInt32

/// The tokens that every vocabulary has, at fixed numbers.
public enum SpecialToken {
  /// Stands for a token that the vocabulary does not hold: `<unk>`.
  public static let unknown: TokenID = 0
  /// The start of a sentence: `<s>`.
  public static let sentenceStart: TokenID = 1
  /// The end of a sentence: `</s>`.
  public static let sentenceEnd: TokenID = 2
  /// How many there are.
  public static let count = 3
  /// Their spellings, by number.
  public static let spellings = ["<unk>", "<s>", "</s>"]
}
