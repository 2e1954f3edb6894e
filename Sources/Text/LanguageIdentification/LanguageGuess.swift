/// A language that a text may be in.
public struct LanguageGuess: Sendable, Equatable {
  /// The code under which the language was trained, such as `spa`.
  public var language: String
  /// 0 to 1. All guesses for a text sum to at most 1; the rest is for languages that the model lacks.
  public var confidence: Double
  /// The script of most letters of the text (ISO 15924, such as `Latn`; `Zyyy` if it has no letters).
  public var script: String

  public init(language: String, confidence: Double, script: String) {
    self.language = language
    self.confidence = confidence
    self.script = script
  }
}
