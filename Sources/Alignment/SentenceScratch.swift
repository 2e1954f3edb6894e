internal import Compute

/// What is known about one sentence while its tokens are sampled.
///
/// The tables by generator position are copies of what the whole corpus shares, laid out so that four
/// generators are weighed at once. They are padded with zeros: these generators have no weight.
struct SentenceScratch: ~Copyable {
  /// The counts of the word pairs, a padded row of generators for each generated token.
  var counts: FlatArray<Float>
  /// For each generator, the reciprocal of the sum of the counts of its word.
  var inverses: FlatArray<Float>
  /// The number of tokens of each generator, and the weight of one more.
  var fertilities: FlatArray<Int32>
  var fertilityWeights: FlatArray<Float>
  /// The weight of each generator for the token at hand.
  var weights: FlatArray<Float>
  /// For each generated position, the next linked generator behind it.
  var following: FlatArray<Int32>

  init(limit: Int, largestPair: Int) {
    let padded = Self.paddedLength(limit)
    counts = FlatArray(repeating: 0, count: largestPair)
    inverses = FlatArray(repeating: 0, count: padded)
    fertilities = FlatArray(repeating: 0, count: padded)
    fertilityWeights = FlatArray(repeating: 0, count: padded)
    weights = FlatArray(repeating: 0, count: padded)
    following = FlatArray(repeating: 0, count: padded)
  }

  /// `count` rounded up to a multiple of four.
  @inline(__always)
  static func paddedLength(_ count: Int) -> Int { (count &+ 3) & ~3 }
}
