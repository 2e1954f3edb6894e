internal import Compute

/// How a corpus is aligned. The model is that of Östling and Tiedemann 2016; the priors for fertilities and for
/// words without a counterpart are wider than theirs, which brings the two directions closer to each other.
public struct AlignerOptions: Sendable {
  /// Scales the number of iterations; 1 is thorough for small corpora, large ones need fewer.
  public var effort = 1.0
  public var seed: UInt64 = 1
  public var threads = Parallel.coreCount
  /// Dirichlet priors: small ones favour few translations for a word.
  public var lexicalPrior: Float = 0.001
  public var nullLexicalPrior: Float = 0.01
  public var jumpPrior: Float = 0.5
  public var fertilityPrior: Float = 2
  /// The probability that a token has no counterpart.
  public var nullProbability: Float = 0.25
  /// Longer sentences are left unaligned.
  public var maximumSentenceLength = 1024

  public init() {}

  /// How often each model is sampled, for a corpus of `pairs` sentence pairs.
  func iterations(pairs: Int) -> (lexical: Int, jumps: Int, fertility: Int) {
    let wanted = (effort * 10_000 / Double(max(1, pairs)).squareRoot()).rounded()
    let full = Int(min(120, max(6, wanted)))
    return (max(2, full / 5), max(2, full / 4), full)
  }
}
