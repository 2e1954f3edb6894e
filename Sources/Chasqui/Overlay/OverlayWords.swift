internal import Text
internal import Tokens

/// Numbers for the words of an overlay that one of the model's vocabularies does not hold: they go on where
/// the vocabulary ends.
struct OverlayWords: Sendable {
  let vocabulary: Vocabulary
  private var words = VocabularyBuilder()

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// The first number that neither the vocabulary nor the overlay has given.
  var end: Int { vocabulary.count + words.count - SpecialToken.count }

  /// The number of `token`, which is added if it is new.
  mutating func insert(_ token: String) -> TokenID {
    vocabulary.id(of: token) ?? number(words.insert(token))
  }

  /// The number of `token`, or nil if it has none.
  func id(of token: String) -> TokenID? {
    vocabulary.id(of: token) ?? words.id(of: token).map(number)
  }

  /// The spelling of `id`; `<unk>` for a number that is not given.
  func spelling(of id: TokenID) -> String {
    guard Int(id) >= vocabulary.count, Int(id) < end else { return vocabulary.spelling(of: id) }
    return words.spelling(of: id - TokenID(vocabulary.count) + TokenID(SpecialToken.count))
  }

  /// The number of characters of `id`, joiner marks aside.
  func characterCount(of id: TokenID) -> Int {
    Int(id) < vocabulary.count ? vocabulary.characterCount(of: id) : Self.characterCount(of: spelling(of: id))
  }

  static func characterCount(of token: String) -> Int {
    token.unicodeScalars.count { Character($0) != Joiner.mark }
  }

  /// The special tokens of the builder have their numbers in the vocabulary already.
  private func number(_ word: TokenID) -> TokenID {
    word < SpecialToken.count
      ? word : TokenID(vocabulary.count) + word - TokenID(SpecialToken.count)
  }
}
