internal import Tokens

/// An n-gram of two or more tokens in the hash table of a model file: 16 bytes.
struct NGramEntry: BitwiseCopyable {
  /// `NGramKey` of the tokens; `empty` for an empty slot.
  var key: UInt64
  var value: NGramValue

  static let empty = NGramEntry(key: .max, value: .absent)
}

/// Probability and backoff of an n-gram, log10: 8 bytes.
///
/// A probability is never above 0 and the sign of a backoff of 0 means nothing, so two facts that end a
/// search early are kept in signs (as KenLM does).
struct NGramValue: BitwiseCopyable, Equatable {
  /// The logarithm without its sign; the sign bit is set if some longer n-gram ends with this one.
  private var probabilityBits: UInt32
  /// -0.0 if no longer n-gram starts with this one and its backoff is 0.
  private var backoffBits: UInt32

  private static let sign: UInt32 = 1 << 31

  init(probability: Float, backoff: Float) {
    probabilityBits = probability.bitPattern & ~Self.sign
    backoffBits = backoff == 0 ? Self.sign : backoff.bitPattern
  }

  private init(probabilityBits: UInt32, backoffBits: UInt32) {
    self.probabilityBits = probabilityBits
    self.backoffBits = backoffBits
  }

  /// Stands for a token that is not among the unigrams.
  static let absent = NGramValue(probabilityBits: 0, backoffBits: .max)

  @inline(__always)
  var isAbsent: Bool { backoffBits == .max }

  @inline(__always)
  var probability: Float { Float(bitPattern: probabilityBits | Self.sign) }

  @inline(__always)
  var backoff: Float { Float(bitPattern: backoffBits) }

  /// Tells whether some longer n-gram ends with this one.
  @inline(__always)
  var extendsLeft: Bool { probabilityBits & Self.sign != 0 }

  /// Tells whether the n-gram makes a difference as a context.
  @inline(__always)
  var extendsRight: Bool { backoffBits != Self.sign }

  mutating func markExtendsLeft() { probabilityBits |= Self.sign }

  mutating func markExtendsRight() { if backoffBits == Self.sign { backoffBits = 0 } }
}

/// The hash of an n-gram, computed from its last token back to its first, so that a query goes from a
/// token to longer and longer contexts.
struct NGramKey {
  /// The hash of the tokens so far; also `LanguageModelState.hash64`.
  private(set) var chain: UInt64

  @inline(__always)
  init(_ token: TokenID, seed: UInt64) {
    chain = ((UInt64(token) &+ 1) &* 0x9E37_79B9_7F4A_7C15) ^ seed
  }

  /// Puts `token` in front.
  @inline(__always)
  mutating func extend(_ token: TokenID) {
    chain = (chain &* 0xD6E8_FEB8_6659_FD93) ^ ((UInt64(token) &+ 1) &* 0xC2B2_AE3D_27D4_EB4F)
  }

  /// The key of the table: all bits depend on all tokens.
  @inline(__always)
  var value: UInt64 {
    let mixed = (chain ^ (chain &>> 32)) &* 0xBF58_476D_1CE4_E5B9
    return mixed ^ (mixed &>> 31)
  }

  /// Where the search for `key` starts in a table with `homes` places to start at. Keys in order have
  /// starts in order.
  @inline(__always)
  static func home(of key: UInt64, homes: UInt64) -> Int {
    Int(truncatingIfNeeded: key.multipliedFullWidth(by: homes).high)
  }
}

/// The `LMHD` section: one of these.
struct LanguageModelHeader: BitwiseCopyable {
  var order: UInt64
  /// Starts the hashes; not 0 only if two n-grams had the same.
  var seed: UInt64
  /// The number of places where a search in the table may start.
  var homes: UInt64
  /// The number of n-grams of each order; 0 behind the last.
  var counts: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
}
