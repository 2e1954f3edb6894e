internal import Text

/// A sentence while terms are looked for in it.
struct SearchedSentence {
  let tokens: FoldedTokens
  private let text: TokenizedText
  private let hashes: [UInt64]
  /// The letters of each token; counted when the first term asks.
  private lazy var letters = text.tokens.map { token -> LetterCase in
    var letters = LetterCase()
    letters.add(text.normalized[token.range])
    return letters
  }

  init(_ text: TokenizedText, folder: CaseFolder) {
    let tokens = FoldedTokens(text, folder: folder)
    self.text = text
    self.tokens = tokens
    hashes = tokens.bytes.withUnsafeBytes { bytes in
      tokens.ranges.map { SpellingPool.hash(UnsafeRawBufferPointer(rebasing: bytes[$0])) }
    }
  }

  /// The number of each token in `spellings`; nil for one that no term has.
  func numbers(in spellings: SpellingPool) -> [UInt32?] {
    tokens.bytes.withUnsafeBytes { bytes in
      hashes.indices.map {
        spellings.number(of: UnsafeRawBufferPointer(rebasing: bytes[tokens.ranges[$0]]), hash: hashes[$0])
      }
    }
  }

  /// Tells whether the tokens are written as a case-sensitive pattern is.
  mutating func isWritten(
    _ range: Range<Int>, as pattern: TermSegment.Pattern, of segment: TermSegment
  ) -> Bool {
    let isEqual = text.normalized.withUnsafeBytes { bytes in
      zip(range, segment.writtenTokens[Int(pattern.written)...]).allSatisfy { index, token in
        segment.spellings.equals(
          token, UnsafeRawBufferPointer(rebasing: bytes[text.tokens[index].range]))
      }
    }
    return isEqual && !(pattern.traits.contains(.allCapitals) && isAmongCapitals(range))
  }

  /// How the tokens are cased, beside a pattern with `traits`.
  mutating func casing(of range: Range<Int>, traits: PatternTraits) -> TermCasing {
    guard tokens.isChanged[range].contains(true), !traits.contains(.allCapitals) else { return .asWritten }
    var whole = LetterCase()
    for index in range { whole.add(text.normalized[text.tokens[index].range]) }
    if whole.isAllCapitals { return .allCapitals }
    return whole.startsWithCapital && !traits.contains(.startsWithCapital) ? .capitalized : .asWritten
  }

  /// Tells whether the words around `range` are all capitals. Without words around, it stands by itself.
  private mutating func isAmongCapitals(_ range: Range<Int>) -> Bool {
    var hasCapitals = false
    for index in tokens.ranges.indices where !range.contains(index) {
      if letters[index].lowerCount > 0 { return false }
      if letters[index].capitalCount > 0 { hasCapitals = true }
    }
    return hasCapitals
  }
}
