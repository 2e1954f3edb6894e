internal import Text

/// A target text while terms are looked for in it.
struct TargetSentence {
  private let text: TokenizedText
  private let original: [UInt8]
  private let folded: FoldedTokens
  private let written: FoldedTokens
  /// Where each folded token stands, by its hash.
  private let positions: [UInt64: [Int]]
  private let isAllCapitals: Bool

  init(_ text: TokenizedText, folder: CaseFolder) {
    self.text = text
    original = Array(text.original.utf8)
    folded = FoldedTokens(text, folder: folder)
    written = FoldedTokens(written: text)
    var positions: [UInt64: [Int]] = [:]
    var letters = LetterCase()
    for index in text.tokens.indices {
      positions[folded.hash(index), default: []].append(index)
      letters.add(text.normalized[text.tokens[index].range])
    }
    self.positions = positions
    isAllCapitals = letters.isAllCapitals
  }

  /// The tokens at which `phrase` stands, from left to right. Spacing does not count; case does not, unless the
  /// phrase is case sensitive, and not even then in a text of capitals only.
  func places(of phrase: TargetPhrase) -> [Range<Int>] {
    guard phrase.folded.count > 0, let starts = positions[phrase.folded.hash(0)] else { return [] }
    return starts.compactMap { start in
      guard folded.equals(phrase.folded, at: start) else { return nil }
      let isRight =
        phrase.written.isEmpty || isAllCapitals
        || phrase.written.enumerated().contains { number, spelling in
          written.equals(spelling, at: start) && (number == 0 || beginsSentence(start))
        }
      return isRight ? start..<(start + phrase.folded.count) : nil
    }
  }

  func place(_ tokens: Range<Int>) -> TextPlace {
    let range =
      text.tokens[tokens.lowerBound].original
      .lowerBound..<text.tokens[tokens.upperBound - 1].original.upperBound
    return TextPlace(text: String(decoding: original[range], as: UTF8.self), range: range)
  }

  /// Tells whether a capital at `token` may be that of a sentence.
  private func beginsSentence(_ token: Int) -> Bool {
    token == 0 || text.tokens[token - 1].kind == .punctuation || text.tokens[token - 1].kind == .symbol
  }
}

/// A term of the target language, or a form of one, as it is looked for.
struct TargetPhrase: Sendable {
  var status: TermStatus
  let folded: FoldedTokens
  /// The spellings that count: as it is written, and with a capital for the start of a sentence. Empty if case
  /// does not count.
  let written: [FoldedTokens]

  init(_ text: String, status: TermStatus, isCaseSensitive: Bool, _ language: TargetLanguage) {
    self.status = status
    let tokens = language.processor.tokenize(text)
    folded = FoldedTokens(tokens, folder: language.folder)
    written =
      isCaseSensitive
      ? [tokens, language.processor.tokenize(language.mapper.capitalize(text))].map {
        FoldedTokens(written: $0)
      }
      : []
  }
}

/// How target texts are cut and compared.
struct TargetLanguage: Sendable {
  let processor: TextProcessor
  let folder: CaseFolder
  let mapper: CaseMapper

  init(processor: TextProcessor) {
    self.processor = processor
    folder = CaseFolder(language: processor.language)
    mapper = CaseMapper(locale: processor.language.bcp47)
  }

  func sentence(_ text: String) -> TargetSentence { TargetSentence(processor.tokenize(text), folder: folder) }
}

extension FoldedTokens {
  func hash(_ index: Int) -> UInt64 {
    bytes.withUnsafeBytes { SpellingPool.hash(UnsafeRawBufferPointer(rebasing: $0[ranges[index]])) }
  }

  /// Tells whether all tokens of `phrase` stand here from `start` on.
  func equals(_ phrase: FoldedTokens, at start: Int) -> Bool {
    guard start + phrase.count <= count else { return false }
    return phrase.ranges.indices.allSatisfy { index in
      phrase.bytes[phrase.ranges[index]].elementsEqual(bytes[ranges[start + index]])
    }
  }
}
