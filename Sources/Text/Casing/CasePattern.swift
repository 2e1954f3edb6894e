/// How a sentence uses capitals.
public enum CasePattern: String, Sendable, CaseIterable {
  /// The first word starts with a capital (or the sentence with a number).
  case sentence
  /// Nothing but the words' own capitals.
  case lower
  /// Every letter is a capital.
  case allCaps
  /// Every longer word starts with a capital, as in English headlines.
  case title
}

/// A sentence with each word in its usual casing.
public struct TruecasedSentence: Sendable, Equatable {
  public var tokens: [String]
  /// How the sentence was cased before.
  public var pattern: CasePattern

  public init(tokens: [String], pattern: CasePattern) {
    self.tokens = tokens
    self.pattern = pattern
  }
}
