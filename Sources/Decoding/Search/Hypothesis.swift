internal import LanguageModeling

/// A partial translation: what it covers, what it costs, and where it came from.
struct Hypothesis: BitwiseCopyable {
  /// The model score so far, without the future.
  var score: Float
  /// `score` and what the rest will cost at least.
  var total: Float
  /// The language model's natural log probability of the tokens that the last step added.
  var languageModel: Float
  /// The same of their classes.
  var classLanguageModel: Float
  /// The index of the hypothesis that this one extends, −1 for the first.
  var previous: Int32
  /// The entry of `ScoredOptions` that the last step added, −1 for the first.
  var entry: Int32
  /// Another hypothesis with the same future that scored worse, −1 for none.
  var recombined: Int32
  var coverage: Coverage
  /// The source tokens that the last step covered: `lastStart..<lastEnd`.
  var lastStart: UInt16
  var lastEnd: UInt16
  /// How far into a banned phrase the translation is: a state of `BannedPhrases`.
  var banned: UInt16
  var state: LanguageModelState
  var classState: LanguageModelState
}

/// The set of source tokens that are translated: all before `firstGap`, and those whose bits are set.
///
/// Bit k stands for token `firstGap + k`; bit 0 is never set. The distortion limit keeps all that is
/// covered within 63 tokens of the first gap.
struct Coverage: BitwiseCopyable, Equatable {
  var firstGap: UInt16
  var bits: UInt64

  static let none = Coverage(firstGap: 0, bits: 0)

  /// Tells whether `start..<end`, which lies at or behind the first gap, is still to be translated.
  @inline(__always)
  func isFree(_ start: Int, _ end: Int) -> Bool {
    let mask = ((1 as UInt64) &<< UInt64(end &- start)) &- 1
    return bits & (mask &<< UInt64(start &- Int(firstGap))) == 0
  }

  @inline(__always)
  func adding(_ start: Int, _ end: Int) -> Coverage {
    let mask = ((1 as UInt64) &<< UInt64(end &- start)) &- 1
    var bits = bits | (mask &<< UInt64(start &- Int(firstGap)))
    let covered = (~bits).trailingZeroBitCount
    bits = covered >= 64 ? 0 : bits &>> UInt64(covered)
    return Coverage(firstGap: firstGap &+ UInt16(covered), bits: bits)
  }
}
