/// What a token is.
public enum TokenKind: UInt8, Sendable {
  case word
  case number
  case punctuation
  case symbol
  case url
  case email
  /// A variable in a software string, such as `%s`, `{name}` or `${x}`.
  case placeholder
  /// An inline tag, such as `<b>`.
  case tag

  /// Tells whether it reads as a word; the others are marks.
  @inline(__always)
  var isWordLike: Bool { self != .punctuation && self != .symbol }
}

/// A token of a text, and where it stands.
public struct Token: Sendable, Equatable {
  /// UTF-8 offsets in the normalized text.
  public var range: Range<Int>
  /// UTF-8 offsets in the original text.
  public var original: Range<Int>
  public var kind: TokenKind
  /// Tells whether it carries a joiner mark on a side: there it is glued to its neighbour.
  public var joinsLeft = false
  public var joinsRight = false
}

/// The mark on the side of a token that is glued to its neighbour.
public enum Joiner {
  public static let mark: Character = "\u{FFED}"
  /// Its UTF-8.
  static let bytes: [UInt8] = [0xEF, 0xBF, 0xAD]
}

/// A text, normalized and cut into tokens.
///
/// Spacing lives in the tokens: between two tokens without a space one carries a joiner mark (a mark
/// rather than a placeholder, a placeholder rather than a word, a tag rather than what is within its pair; of two alike
/// the right one). Joining
/// surfaces gives back the normalized text.
public struct TokenizedText: Sendable {
  public let original: String
  /// UTF-8.
  public let normalized: [UInt8]
  public let tokens: [Token]

  /// The token with its joiner marks.
  public func surface(_ index: Int) -> String {
    var bytes: [UInt8] = []
    appendSurface(index, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the UTF-8 of the token with its joiner marks.
  public func appendSurface(_ index: Int, to bytes: inout [UInt8]) {
    let token = tokens[index]
    if token.joinsLeft { bytes.append(contentsOf: Joiner.bytes) }
    bytes.append(contentsOf: normalized[token.range])
    if token.joinsRight { bytes.append(contentsOf: Joiner.bytes) }
  }
}
