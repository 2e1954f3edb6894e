public import Tokens

/// A second, small bitext in memory: pairs that were saved after training, aligned, with all their phrases.
///
/// A value; a changed copy shares nothing that is still written. Adding a pair to n others takes the time of
/// copying them, with no sorting of what was there.
public struct PhraseOverlay: Sendable {
  /// A pair, aligned. One without tokens has its number, but no phrases.
  public struct Pair: Sendable {
    public var source: [TokenID]
    public var target: [TokenID]
    /// Sorted.
    public var links: [AlignmentPoint]
    /// For each token, the natural log of its lexical probability given those linked to it.
    public var sourceLexical: [Float]
    public var targetLexical: [Float]

    public init(
      source: [TokenID], target: [TokenID], links: [AlignmentPoint], sourceLexical: [Float],
      targetLexical: [Float]
    ) {
      precondition(source.count == sourceLexical.count, "each source token has its lexical probability")
      precondition(target.count == targetLexical.count, "each target token has its lexical probability")
      self.source = source
      self.target = target
      self.links = links
      self.sourceLexical = sourceLexical
      self.targetLexical = targetLexical
    }

    /// A pair without phrases.
    public static let empty = Pair(source: [], target: [], links: [], sourceLexical: [], targetLexical: [])
  }

  /// The longest source phrase, in tokens: that of a sentence which comes again with small changes.
  public static let maximumPhraseLength = OverlaySide.depth

  /// Target tokens from this number on are not in the model's vocabulary.
  public let targetVocabularySize: Int
  private(set) var source = OverlaySide()
  private(set) var target = OverlaySide()
  private var alignment = CorpusAlignment()

  public init(targetVocabularySize: Int) {
    self.targetVocabularySize = targetVocabularySize
  }

  /// The number of pairs.
  public var count: Int { alignment.sentenceCount }

  /// Adds pairs behind those that are there.
  public mutating func append(_ pairs: [Pair]) {
    for pair in pairs {
      var sourceSpans = [LinkSpan](repeating: .unaligned, count: pair.source.count)
      var targetSpans = [LinkSpan](repeating: .unaligned, count: pair.target.count)
      for link in pair.links {
        sourceSpans[Int(link.source)].include(link.target)
        targetSpans[Int(link.target)].include(link.source)
      }
      source.append(pair.source, spans: sourceSpans, lexical: pair.sourceLexical)
      target.append(pair.target, spans: targetSpans, lexical: pair.targetLexical)
      alignment.append(pair.links)
    }
    source.sortAppended()
    target.sortAppended()
  }

  /// Leaves only the pairs for which `isKept`, which has a value for each, holds.
  public mutating func filter(_ isKept: [Bool]) {
    precondition(isKept.count == count, "each pair is kept or not")
    var kept = CorpusAlignment()
    for pair in isKept.indices where isKept[pair] { kept.append(alignment[pair]) }
    source.filter(isKept)
    target.filter(isKept)
    alignment = kept
  }

  /// The pair of the source token at `place`, and where in it the token stands.
  public func position(ofSource place: UInt32) -> (pair: Int, position: Int) {
    let pair = Int(source.pairs[Int(place)])
    return (pair, Int(place) - source.corpus.range(of: pair).lowerBound)
  }

  /// Where in its pair the target token at `place` stands.
  public func position(ofTarget place: UInt32) -> Int {
    Int(place) - target.corpus.range(of: Int(target.pairs[Int(place)])).lowerBound
  }

  /// The word alignment of pair `index`, sorted.
  public func alignment(_ index: Int) -> [AlignmentPoint] { Array(alignment[index]) }

  /// The pairs that hold both phrases, newest first, at most `limit`.
  public func pairs(with sourcePhrase: [TokenID], _ targetPhrase: [TokenID], limit: Int) -> [Int] {
    guard !sourcePhrase.isEmpty else { return [] }
    var interval = source.places.indices
    for (length, token) in sourcePhrase.prefix(OverlaySide.depth).enumerated() where !interval.isEmpty {
      interval = source.narrow(interval, length: length, by: token)
    }
    let found = Set(interval.map { Int(source.pairs[Int(source.places[$0])]) })
    return Array(
      found.sorted(by: >).lazy.filter { target.corpus[$0].contains(targetPhrase) }.prefix(limit))
  }
}
