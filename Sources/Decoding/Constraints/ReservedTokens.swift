public import Tokens

/// The target tokens that come into a translation by required phrases only: addresses, placeholders, numbers.
///
/// What a corpus says of them holds for its own texts. A word that stood beside an address or a number there is no
/// reason to write that address or number here.
public struct ReservedTokens: Sendable {
  /// How a token is reserved.
  public enum Kind: Sendable {
    /// It is never the translation of a word.
    case verbatim
    /// It is the translation of a word that has no other, such as that of a number.
    case number
  }

  /// A bit for each token.
  private var verbatim: [UInt64]
  private var numbers: [UInt64]

  public static let none = ReservedTokens(count: 0) { _ in nil }

  /// - Parameters:
  ///   - count: the number of tokens that are asked for; those from it on are not reserved.
  ///   - kind: nil for a token that is not reserved.
  public init(count: Int, kind: (TokenID) -> Kind?) {
    verbatim = [UInt64](repeating: 0, count: (count + 63) / 64)
    numbers = verbatim
    for token in 0..<count {
      switch kind(TokenID(token)) {
      case .verbatim: verbatim[token / 64] |= 1 << UInt64(token % 64)
      case .number: numbers[token / 64] |= 1 << UInt64(token % 64)
      case nil: break
      }
    }
  }

  /// How `token` is reserved; nil if it is not.
  public func kind(of token: TokenID) -> Kind? {
    let (word, bit) = (Int(token / 64), UInt64(token % 64))
    guard word < verbatim.count else { return nil }
    if verbatim[word] >> bit & 1 == 1 { return .verbatim }
    return numbers[word] >> bit & 1 == 1 ? .number : nil
  }
}
