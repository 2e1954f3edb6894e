public import Tokens

/// A translation and how it came about.
public struct Derivation: Sendable {
  /// One phrase of a translation, in the order of the target.
  public struct Step: Sendable {
    /// The index of the option in the sentence's `TranslationOptions`.
    public var option: Int
    /// The source tokens that it covers, and the target tokens that it made.
    public var source: Range<Int>
    public var target: Range<Int>
  }

  /// The model's score: the weighted sum of the features.
  public var score: Float
  public var tokens: [TokenID]
  public var steps: [Step]
  /// The value of each `Feature`.
  public var features: [Float]
}
