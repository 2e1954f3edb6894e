/// The tokens that the model needs to remember to score what follows; no more than can make a difference,
/// so that hypotheses with the same future have equal states (Heafield 2011).
public struct LanguageModelState: BitwiseCopyable, Hashable, Sendable {
  /// The highest order of a model.
  public static let maximumOrder = 7

  /// The last tokens, the latest first; 0 behind `length`.
  var tokens: SIMD8<UInt32>
  /// For each context length − 1, the log10 backoff of that context.
  var backoffs: SIMD8<Float>
  /// How many tokens count.
  public internal(set) var length: Int

  @inline(__always)
  init() {
    tokens = .zero
    backoffs = .zero
    length = 0
  }

  /// Equal tokens have equal backoffs.
  @inlinable @inline(__always)
  public static func == (a: Self, b: Self) -> Bool { a.isEqual(to: b) }

  @usableFromInline @inline(__always)
  func isEqual(to other: Self) -> Bool { length == other.length && tokens == other.tokens }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(tokens)
    hasher.combine(length)
  }

  /// A hash that is the same on every machine and in every run.
  public var hash64: UInt64 {
    var hash = UInt64(length) &* 0x9E37_79B9_7F4A_7C15
    for index in 0..<length {
      hash = (hash ^ UInt64(tokens[index])) &* 0xC2B2_AE3D_27D4_EB4F
      hash ^= hash &>> 31
    }
    return hash
  }
}
