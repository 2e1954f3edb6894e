/// The text layer of one language: normalization, orthography, tokens, and the way back. Training and
/// translation run it alike. Shared by all threads.
public final class TextProcessor: Sendable {
  public let language: LanguageTag
  public let profile: OrthographyProfile?
  private let normalizer: Normalizer
  private let tokenizer: Tokenizer

  /// - Parameter profile: the built-in one of the language by default.
  public convenience init(language: LanguageTag) throws(TextError) {
    try self.init(language: language, profile: OrthographyProfile.builtIn(for: language))
  }

  public init(language: LanguageTag, profile: OrthographyProfile?) throws(TextError) {
    self.language = language
    self.profile = profile
    normalizer = Normalizer(profile: profile)
    tokenizer = Tokenizer(rules: TokenizationRules.of(language))
  }

  /// `text` as models see it, without cutting it.
  public func normalize(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: normalizer.normalize(text).scalars.compactMap(Unicode.Scalar.init))
    return String(view)
  }

  public func tokenize(_ text: String) -> TokenizedText {
    let mapped = normalizer.normalize(text)
    var normalized: [UInt8] = []
    normalized.reserveCapacity(mapped.scalars.count + 16)
    var offsets: [Int32] = []
    offsets.reserveCapacity(mapped.scalars.count + 1)
    for value in mapped.scalars {
      offsets.append(Int32(normalized.count))
      Self.appendUTF8(value, to: &normalized)
    }
    offsets.append(Int32(normalized.count))
    let pieces = tokenizer.pieces(of: mapped.scalars)
    var tokens: [Token] = []
    tokens.reserveCapacity(pieces.count)
    for piece in pieces {
      let start = Int(mapped.starts[piece.range.lowerBound])
      let end =
        piece.range.upperBound < mapped.starts.count
        ? Int(mapped.starts[piece.range.upperBound]) : mapped.originalCount
      tokens.append(
        Token(
          range: Int(offsets[piece.range.lowerBound])..<Int(offsets[piece.range.upperBound]),
          original: start..<max(start, end), kind: piece.kind))
    }
    placeJoiners(pieces, mapped.scalars, &tokens)
    return TokenizedText(original: text, normalized: normalized, tokens: tokens)
  }

  /// Joins tokens with joiner marks into text, in the output convention.
  public func detokenize(_ tokens: [String], convention: OutputConvention = .default) -> String {
    var text = ""
    var joins = true
    for token in tokens {
      var core = Substring(token)
      if core.first == Joiner.mark, core.count > 1 {
        core = core.dropFirst()
        joins = true
      }
      var joinsRight = false
      if core.last == Joiner.mark, core.count > 1 {
        core = core.dropLast()
        joinsRight = true
      }
      if !joins { text += " " }
      text += core
      joins = joinsRight
    }
    guard !convention.name.isEmpty, let profile else { return text }
    return profile.output(text, convention: convention.name)
  }

  /// Between two tokens without a space the joiner goes to the one that is not a word, or to the right one.
  private func placeJoiners(_ pieces: [Tokenizer.Piece], _ text: [UInt32], _ tokens: inout [Token]) {
    guard pieces.count > 1 else { return }
    for index in 1..<pieces.count
    where pieces[index - 1].range.upperBound == pieces[index].range.lowerBound {
      let left = Self.isWordLike(pieces[index - 1].kind)
      let right = Self.isWordLike(pieces[index].kind)
      // An elision (`l'`) is a word that leans to the right.
      let isElision =
        left && right && pieces[index - 1].range.count > 1
        && text[pieces[index - 1].range.upperBound - 1] == 0x27
      if (!left && right) || isElision {
        tokens[index - 1].joinsRight = true
      } else {
        tokens[index].joinsLeft = true
      }
    }
  }

  private static func isWordLike(_ kind: TokenKind) -> Bool {
    switch kind {
    case .punctuation, .symbol: false
    default: true
    }
  }

  @inline(__always)
  private static func appendUTF8(_ value: UInt32, to bytes: inout [UInt8]) {
    if value < 0x80 {
      bytes.append(UInt8(value))
    } else if value < 0x800 {
      bytes.append(UInt8(0xC0 | value >> 6))
      bytes.append(UInt8(0x80 | value & 0x3F))
    } else if value < 0x10000 {
      bytes.append(UInt8(0xE0 | value >> 12))
      bytes.append(UInt8(0x80 | (value >> 6) & 0x3F))
      bytes.append(UInt8(0x80 | value & 0x3F))
    } else {
      bytes.append(UInt8(0xF0 | value >> 18))
      bytes.append(UInt8(0x80 | (value >> 12) & 0x3F))
      bytes.append(UInt8(0x80 | (value >> 6) & 0x3F))
      bytes.append(UInt8(0x80 | value & 0x3F))
    }
  }
}
