public import Storage

/// How words are cut into pieces.
public enum SubwordMethod: UInt32, Sendable, CaseIterable {
  /// Byte-pair encoding: merge the most frequent pair, again and again (Sennrich et al. 2016).
  case bytePair = 0
  /// The most probable segmentation under a unigram model of pieces (Kudo 2018).
  case unigram = 1
}

/// Learns a `SubwordModel` from counted words.
///
/// Pieces at the start of a word and inside one (marked with `￭`) are different pieces, so that the
/// vocabulary size counts what the segmented text holds. The result depends on the set of words and
/// counts only, not on their order.
public struct SubwordTrainer: Sendable {
  public struct Options: Sendable {
    public var method: SubwordMethod
    /// The number of pieces, single letters included (which are always kept).
    public var vocabularySize: Int
    /// Merges and pieces seen less often than this (and than twice) are not learned.
    public var minimumCount: Int
    /// The share of letters in running text that become pieces; rarer letters stay alone.
    public var characterCoverage: Double

    public init(
      method: SubwordMethod = .bytePair, vocabularySize: Int = 8000, minimumCount: Int = 2,
      characterCoverage: Double = 0.9999
    ) {
      self.method = method
      self.vocabularySize = vocabularySize
      self.minimumCount = minimumCount
      self.characterCoverage = characterCoverage
    }
  }

  public let options: Options

  public init(options: Options = Options()) { self.options = options }

  /// Learns from `words` (joiner marks at their ends are ignored) and writes the file that
  /// `SubwordModel(path:)` opens.
  public func train(_ words: [(word: String, count: Int)], to path: String) throws(StorageError) {
    // Byte-pair counts do not depend on the order; sums of probabilities do.
    let words = options.method == .unigram ? words.sorted { $0.word < $1.word } : words
    let corpus = AtomCorpus(words, coverage: options.characterCoverage)
    switch options.method {
    case .bytePair:
      var learner = BytePairLearner(corpus)
      learner.learn(vocabularySize: options.vocabularySize, minimumCount: max(2, options.minimumCount))
      try write(
        pieces: learner.pieces, atomCount: corpus.atoms.count, merges: learner.merges, scores: [], to: path)
    case .unigram:
      var learner = UnigramLearner(corpus, minimumCount: max(2, options.minimumCount))
      learner.learn(vocabularySize: options.vocabularySize)
      try write(
        pieces: learner.pieces, atomCount: corpus.atoms.count, merges: [], scores: learner.scores, to: path)
    }
  }

  private func write(
    pieces: [String], atomCount: Int, merges: [BytePairLearner.Merge], scores: [Float], to path: String
  ) throws(StorageError) {
    var slotCount = 4
    while slotCount < merges.count * 2 { slotCount *= 2 }
    var keys = [UInt64](repeating: .max, count: slotCount)
    var ranks = [UInt32](repeating: 0, count: slotCount)
    for (rank, merge) in merges.enumerated() {
      let key = UInt64(merge.left) << 32 | UInt64(merge.right)
      var slot = PairCounts.slot(key) & (slotCount - 1)
      while keys[slot] != .max { slot = (slot + 1) & (slotCount - 1) }
      keys[slot] = key
      ranks[slot] = UInt32(rank)
    }
    let longest = pieces.map(\.utf8.count).max() ?? 0
    var writer = try SectionWriter(path: path)
    try writer.append("SWHD", [options.method.rawValue, UInt32(atomCount), UInt32(longest)])
    try SpellingTable.append(pieces, to: &writer)
    try writer.append("SWMK", keys)
    try writer.append("SWMR", ranks)
    try writer.append("SWMP", merges.map(\.result))
    try writer.append("SWSC", scores)
    try writer.commit()
  }
}
