public import Tokens

/// Finds the translation options of the spans of a sentence in an indexed bitext, when a sentence asks
/// (Callison-Burch, Bannard and Schroeder 2005; Lopez 2007; Germann 2015).
public final class PhraseTable: Sendable {
  /// How phrases are looked up and scored.
  public struct Parameters: Sendable, Codable, Equatable {
    /// The longest source and target phrase, in tokens.
    public var maximumPhraseLength = BitextLayout.maximumPhraseLength
    /// How many occurrences of a source phrase are looked at; they are spread evenly over all of them.
    public var sampleSize = 400
    /// How many target phrases are kept for a source phrase.
    public var candidateLimit = 40
    /// What is taken off a count before it becomes a probability: seen once is not seen always.
    public var discount: Float = 0.4

    public init() {}
  }

  /// The longest phrase that any table can answer for, in tokens.
  public static let longestPhrase = BitextLayout.maximumPhraseLength

  public let bitext: IndexedBitext
  public let parameters: Parameters
  /// The options of frequent phrases, if they were computed with the same parameters.
  public let hotPhrases: HotPhrases?

  /// - Parameters:
  ///   - hotPhrases: those of `bitext`; not used if they were computed with other parameters.
  public init(
    bitext: IndexedBitext, parameters: Parameters = Parameters(), hotPhrases: HotPhrases? = nil
  ) {
    self.bitext = bitext
    self.parameters = parameters
    self.hotPhrases = hotPhrases?.parameters == parameters ? hotPhrases : nil
  }

  /// Tells whether bytes of a file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { bitext.isDamaged || hotPhrases?.isDamaged == true }

  /// The sentence pairs whose source holds `phrase`, at most `limit`, spread evenly over all of them.
  public func sentences(with phrase: [TokenID], limit: Int) -> [Int] {
    guard let first = phrase.first, var interval = interval(of: first) else { return [] }
    for (length, token) in phrase.enumerated().dropFirst() {
      guard let narrower = narrow(interval, length: length, by: token) else { return [] }
      interval = narrower
    }
    let count = min(limit, interval.count)
    return (0..<count).compactMap { sample in
      let rank = interval.lower + sample * interval.count / count
      let place = Int(bitext.sourceSuffixes[rank])
      guard place < bitext.sentenceOfSource.count else { return nil }
      let sentence = Int(bitext.sentenceOfSource[place])
      return sentence < bitext.sentenceCount ? sentence : nil
    }
  }

  /// The interval of ranks in the source suffix array whose places start with a phrase.
  package struct Interval: Equatable, Sendable {
    package var lower: Int
    package var upper: Int
    package var count: Int { upper - lower }
  }

  /// Where `token` stands.
  package func interval(of token: TokenID) -> Interval? {
    guard Int(token) * 2 + 1 < bitext.unigramIntervals.count else { return nil }
    let lower = Int(bitext.unigramIntervals[Int(token) * 2])
    let upper = Int(bitext.unigramIntervals[Int(token) * 2 + 1])
    return lower < upper && upper <= bitext.sourceSuffixes.count ? Interval(lower: lower, upper: upper) : nil
  }

  /// Where the phrase of `interval`, `length` tokens long, is followed by `token`.
  package func narrow(_ interval: Interval, length: Int, by token: TokenID) -> Interval? {
    let lower = firstRank(in: interval, length: length) { $0 >= token }
    let upper = firstRank(in: Interval(lower: lower, upper: interval.upper), length: length) { $0 > token }
    return lower < upper ? Interval(lower: lower, upper: upper) : nil
  }

  /// Where the phrase of `interval`, `length` tokens long, is followed by the same token at least `minimumCount`
  /// times, by rank.
  package func continuations(of interval: Interval, length: Int, minimumCount: Int) -> [Interval] {
    var result: [Interval] = []
    var first = interval.lower
    while first < interval.upper {
      let token = token(after: first, length: length)
      var end = first + 1
      while end < interval.upper, self.token(after: end, length: length) == token { end += 1 }
      if token != nil, end - first >= minimumCount { result.append(Interval(lower: first, upper: end)) }
      first = end
    }
    return result
  }

  /// Binary search by the token that follows the common phrase; the end of the sentence sorts first.
  @inline(__always)
  private func firstRank(in interval: Interval, length: Int, where isPast: (TokenID) -> Bool) -> Int {
    var low = interval.lower
    var high = interval.upper
    while low < high {
      let middle = (low + high) / 2
      if let token = token(after: middle, length: length), isPast(token) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  @inline(__always)
  private func token(after rank: Int, length: Int) -> TokenID? {
    let place = Int(bitext.sourceSuffixes[rank])
    let next = place + length
    guard next < bitext.sourceTokens.count,
      bitext.sentenceOfSource[next] == bitext.sentenceOfSource[place]
    else { return nil }
    return bitext.sourceTokens[next]
  }

  /// How often the target phrase numbered `phrase` of `length` tokens stands in the bitext: the length of
  /// its run of ranks, found by galloping.
  package func occurrences(ofTargetPhrase phrase: UInt32, length: Int) -> Int {
    let count = bitext.targetTokens.count
    let base = (length - 1) * count
    func isSame(_ rank: Int) -> Bool { rank < count && bitext.targetPhrases[base + rank] == phrase }
    var step = 1
    let first = Int(phrase)
    while isSame(first + step) { step *= 2 }
    var low = first + step / 2
    var high = first + step
    while low + 1 < high {
      let middle = (low + high) / 2
      if isSame(middle) { low = middle } else { high = middle }
    }
    return low - first + 1
  }
}
