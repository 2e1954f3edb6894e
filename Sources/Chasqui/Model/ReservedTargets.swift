internal import Decoding
private import Synchronization
internal import Text
internal import Tokens

/// The tokens of a model's target side that pass through from the source: a translation has them only where its
/// source has. They are looked for when they are first asked for.
final class ReservedTargets: Sendable {
  private let vocabulary: Vocabulary
  private let processor: TextProcessor
  private let found = Mutex<ReservedTokens?>(nil)

  init(vocabulary: Vocabulary, processor: TextProcessor) {
    self.vocabulary = vocabulary
    self.processor = processor
  }

  var tokens: ReservedTokens {
    found.withLock { found in
      if let found { return found }
      let tokens = ReservedTokens(count: vocabulary.count) { kind(of: vocabulary.spelling(of: $0).core) }
      found = tokens
      return tokens
    }
  }

  private func kind(of token: String) -> ReservedTokens.Kind? {
    guard Self.mayPassThrough(token) else { return nil }
    let tokens = processor.tokenize(token).tokens
    guard tokens.count == 1, tokens[0].kind.passesThrough else { return nil }
    return tokens[0].kind == .number ? .number : .verbatim
  }

  /// Nearly all tokens are words, and need not be looked at closely.
  private static func mayPassThrough(_ token: String) -> Bool {
    token.unicodeScalars.contains { scalar in
      scalar.isASCII ? !scalar.properties.isAlphabetic : scalar.properties.numericType != nil
    }
  }
}
