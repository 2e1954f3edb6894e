internal import Decoding

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// What shows how good a translation may be, without a reference: the glass-box features of quality estimation
/// (Specia et al. 2009), none of which grows with the sentence but the first two.
struct QualityFeatures {
  static let count = 17

  let values: [Double]

  /// - Parameters:
  ///   - features: the value of each `Feature`; empty where nothing could be translated.
  ///   - source: the text, and its tokens.
  ///   - unknownWords: of the source.
  init(features: [Float], source: String, tokens: Int, unknownWords: Int) {
    guard features.count == Feature.count else {
      values = [Double](repeating: 0, count: Self.count)
      return
    }
    func value(_ feature: Feature) -> Double { Double(features[feature.rawValue]) }
    let words = Double(max(1, tokens))
    let targets = max(1, value(.tokenCount))
    let phrases = max(1, value(.phraseCount))
    let order: [Feature] = [
      .beforeMonotone, .beforeSwap, .beforeDiscontinuous, .afterMonotone, .afterSwap, .afterDiscontinuous,
    ]
    values = [
      log(words), log(Double(1 + source.unicodeScalars.count)),
      value(.languageModel) / targets, value(.classLanguageModel) / targets,
      value(.phraseForward) / phrases, value(.phraseBackward) / phrases,
      value(.lexicalForward) / words, value(.lexicalBackward) / words,
      Double(unknownWords) / words, value(.copied) / words, value(.backedOff) / words,
      words / phrases, value(.rarity) / phrases, value(.omitted) / words, targets / words,
      value(.unknownToLanguageModel) / targets, order.reduce(0) { $0 + value($1) } / phrases,
    ]
  }

  init(_ sentence: TranslatedSentence) {
    self.init(
      features: sentence.features, source: sentence.source, tokens: sentence.sourceTokens.count,
      unknownWords: sentence.unknownWords.count)
  }
}
