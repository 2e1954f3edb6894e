/// The text layer of one language: normalization, orthography, tokens, and the way back. Training and
/// translation run it alike. Shared by all threads.
public final class TextProcessor: Sendable {
  public let language: LanguageTag
  public let profile: OrthographyProfile?
  private let normalizer: Normalizer
  private let tokenizer: Tokenizer
  private let contractions: Contractions

  /// With the built-in profile of the language, if there is one.
  public convenience init(language: LanguageTag) throws(TextError) {
    try self.init(language: language, profile: OrthographyProfile.builtIn(for: language))
  }

  public init(language: LanguageTag, profile: OrthographyProfile?) throws(TextError) {
    self.language = language
    self.profile = profile
    normalizer = Normalizer(profile: profile)
    contractions = Contractions(language: language)
    tokenizer = Tokenizer(
      rules: TokenizationRules.of(language), unspacedWords: UnspacedWords(language: language))
  }

  /// `text` as models see it, without cutting it.
  public func normalize(_ text: String) -> String { normalizer.normalize(text).text }

  /// `text` as models see it, and where each byte of it comes from.
  public func normalizeWithOffsets(_ text: String) -> NormalizedText { normalizer.normalize(text) }

  public func tokenize(_ text: String) -> TokenizedText {
    let normalized = normalizer.normalize(text)
    var tokens = normalized.bytes.withUnsafeBufferPointer { tokenizer.tokens(of: $0) }
    if normalized.map.isIdentity {
      for index in tokens.indices { tokens[index].original = tokens[index].range }
    } else {
      Self.trace(&tokens, by: normalized.map)
    }
    return TokenizedText(original: text, normalized: normalized.bytes, tokens: tokens)
  }

  /// New text of tokens that did not stand together before: as `detokenize`, with words contracted that the
  /// language writes as one (`de el` is `del` in Spanish).
  public func compose(_ tokens: [String], convention: OutputConvention = .default) -> String {
    detokenize(contractions.apply(tokens), convention: convention)
  }

  /// As `compose`, with where each token stands in the text, in UTF-8 bytes; what was contracted into one word
  /// shares its place.
  public func composeWithRanges(
    _ tokens: [String], convention: OutputConvention = .default
  ) -> (text: String, ranges: [Range<Int>]) {
    let contracted = contractions.applyWithPlaces(tokens)
    let (text, ranges) = detokenizeWithRanges(contracted.tokens, convention: convention)
    return (text, contracted.places.map { ranges[$0] })
  }

  /// Joins tokens with joiner marks into text, in the output convention.
  public func detokenize(_ tokens: [String], convention: OutputConvention = .default) -> String {
    let text = Detokenizer.join(tokens)
    let output = profile?.output(text, convention: convention)
    return String(decoding: output?.bytes ?? text, as: UTF8.self)
  }

  /// As `detokenize`, with where each token stands in the text, in UTF-8 bytes.
  public func detokenizeWithRanges(
    _ tokens: [String], convention: OutputConvention = .default
  ) -> (text: String, ranges: [Range<Int>]) {
    var ranges: [Range<Int>] = []
    let text = Detokenizer.join(tokens) { ranges.append($0) }
    guard let output = profile?.output(text, convention: convention) else {
      return (String(decoding: text, as: UTF8.self), ranges)
    }
    return (output.text, ranges.map { output.map.rewritten(of: $0) })
  }

  /// Tells each token where it comes from; tokens are in order, so segments are walked once.
  private static func trace(_ tokens: inout [Token], by map: OffsetMap) {
    var segment = 0
    for index in tokens.indices {
      let range = tokens[index].range
      while map.end(of: segment) <= range.lowerBound { segment += 1 }
      let lower = map.position(range.lowerBound, in: segment, atEnd: false)
      while map.end(of: segment) < range.upperBound { segment += 1 }
      tokens[index].original = lower..<max(lower, map.position(range.upperBound, in: segment, atEnd: true))
    }
  }
}
