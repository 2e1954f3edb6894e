public import Tokens

/// What a model needs to remember of a sentence to score what follows: no more tokens than can make a
/// difference, so that hypotheses with the same future have equal states (Heafield 2011). 64 bytes.
@frozen
public struct LanguageModelState: BitwiseCopyable, Hashable, Sendable {
  @usableFromInline typealias Tokens = (TokenID, TokenID, TokenID, TokenID, TokenID, TokenID)
  @usableFromInline typealias Backoffs = (Float, Float, Float, Float, Float, Float)

  /// The highest order of a model.
  public static let maximumOrder = 7

  /// A hash of the tokens, the same on every machine and in every run; 0 without tokens.
  public internal(set) var hash64: UInt64
  /// The last tokens, the latest first; 0 behind `length`.
  @usableFromInline var tokens: Tokens
  /// log10 backoffs: at index n that of the context of the last n + 1 tokens.
  @usableFromInline var backoffs: Backoffs
  @usableFromInline var count: UInt32

  @inline(__always)
  init() {
    hash64 = 0
    tokens = (0, 0, 0, 0, 0, 0)
    backoffs = (0, 0, 0, 0, 0, 0)
    count = 0
  }

  /// How many tokens are remembered, 0 to 6.
  @inlinable
  public var length: Int { Int(count) }

  /// States of the same model; equal tokens have equal backoffs.
  @inlinable @inline(__always)
  public static func == (a: Self, b: Self) -> Bool {
    a.hash64 == b.hash64 && a.count == b.count && a.tokens == b.tokens
  }

  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(hash64) }
}
