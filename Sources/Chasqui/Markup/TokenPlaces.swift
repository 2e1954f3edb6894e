public import Text

/// Where the tokens of a translated sentence stand in its two texts, in UTF-8 bytes.
///
/// Every range lies in its text, on the borders of Unicode scalars, and ranges start in the order of the tokens.
/// Subword pieces have the place of their word; words that are written as one (`del` for `de el`) share its place;
/// a token that the text does not show has an empty one.
public struct TokenPlaces: Sendable, Hashable {
  /// For each of the sentence's `sourceTokens`, its place in `source`.
  public var source: [Range<Int>]
  /// For each of the sentence's `targetTokens`, its place in `text`.
  public var target: [Range<Int>]

  public init(source: [Range<Int>], target: [Range<Int>]) {
    self.source = source
    self.target = target
  }
}

extension TranslationModel {
  /// The places of the tokens of `sentence`, which this model translated into `convention`.
  public func places(
    of sentence: TranslatedSentence, convention: OutputConvention = .default
  ) -> TokenPlaces {
    let target =
      sentence.isRemembered
      // A person wrote it: its tokens are those of its text, not the other way round.
      ? targetText.places(of: sentence.targetTokens, in: sentence.text)
      : targetText.composedPlaces(of: sentence.targetTokens, in: sentence.text, convention: convention)
    return TokenPlaces(
      source: sourceText.places(of: sentence.sourceTokens, in: sentence.source), target: target)
  }
}

extension TextPreparation {
  /// Where `tokens` stand in `text`, if they are what `prepare` makes of it; else where the characters match.
  fileprivate func places(of tokens: [String], in text: String) -> [Range<Int>] {
    let prepared = prepare(text)
    guard prepared.tokens == tokens else { return composedPlaces(of: tokens, in: text, convention: .default) }
    return prepared.origins.map { prepared.text.tokens[$0].original }
  }

  /// Where `tokens` stand in `text`, which was composed of them and then cased, or joined from parts.
  fileprivate func composedPlaces(
    of tokens: [String], in text: String, convention: OutputConvention
  ) -> [Range<Int>] {
    let composed = processor.composeWithRanges(tokens, convention: convention)
    return SpellingMatcher(from: composed.text, to: text).places(of: composed.ranges)
  }
}
