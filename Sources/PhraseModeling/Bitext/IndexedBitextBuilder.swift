public import Compute
public import Storage
public import Tokens

/// Builds the index of a word-aligned parallel corpus and writes it as one section file.
public struct IndexedBitextBuilder: Sendable {
  private let source: TokenizedCorpus
  private let target: TokenizedCorpus
  private let alignments: [CorpusAlignment]
  private let corpora: [UInt16]
  private let corpusWeights: [Float]

  /// - Parameters:
  ///   - source, target, alignments: parallel by index; an alignment point lies within its sentences. There is at
  ///     least one alignment of the corpus; all of them count the same.
  ///   - corpora: for each sentence pair, the index of its corpus in `corpusWeights`.
  public init(
    source: TokenizedCorpus, target: TokenizedCorpus, alignments: [CorpusAlignment],
    corpora: [UInt16], corpusWeights: [Float]
  ) {
    precondition(source.sentenceCount == target.sentenceCount, "the two sides have as many sentences")
    precondition(!alignments.isEmpty, "phrases come from an alignment")
    for alignment in alignments {
      precondition(source.sentenceCount == alignment.sentenceCount, "each sentence pair has its alignment")
    }
    precondition(source.sentenceCount == corpora.count, "each sentence pair has its corpus")
    self.source = source
    self.target = target
    self.alignments = alignments
    self.corpora = corpora
    self.corpusWeights = corpusWeights
  }

  /// Indexes the bitext on up to four threads and writes it to `path`.
  public func write(
    to path: String, sourceVocabularySize: Int, threads: Int, progress: any ProgressReporter
  ) throws(StorageError) {
    progress.begin(stage: "Indexing", total: 4)
    // Four pieces that do not depend on each other, the largest first.
    let pieces = Parallel.map(4, threads: threads) { piece -> Piece in
      defer { progress.advance(by: 1) }
      return switch piece {
      case 0: targetIndex()
      case 1: sourceIndex(vocabularySize: sourceVocabularySize)
      case 2: .lexicon(LexicalWeights(source: source, target: target, alignments: alignments))
      default: linkSpans()
      }
    }
    guard case .targetIndex(let ranks, let phrases) = pieces[0],
      case .sourceIndex(let suffixes, let unigrams) = pieces[1],
      case .lexicon(let lexicon) = pieces[2],
      case .links(let sourceSpans, let targetSpans) = pieces[3]
    else { preconditionFailure("the pieces come in the order of their numbers") }

    var writer = try SectionWriter(path: path)
    try writer.append("SOFF", source.offsets)
    try writer.append("TOFF", target.offsets)
    try writer.append("STOK", source.tokens)
    try writer.append("TTOK", target.tokens)
    try writer.append("SSEN", sentenceOfEachSourceToken())
    try writer.append("SLNK", sourceSpans)
    try writer.append("TLNK", targetSpans)
    try writer.append("SLEX", lexicon.source)
    try writer.append("TLEX", lexicon.target)
    try writer.append("LOFF", linkOffsets())
    try writer.append("LINK", alignments.flatMap(\.links).flatMap { [$0.source, $0.target] })
    try writer.append("SSUF", suffixes)
    try writer.append("SUNI", unigrams)
    try writer.append("TRNK", ranks)
    try writer.append("TPHR", phrases)
    try writer.append("CORP", corpora)
    try writer.append("CWGT", corpusWeights)
    try writer.commit()
    progress.end()
  }

  private enum Piece: Sendable {
    case targetIndex(ranks: [UInt32], phrases: [UInt32])
    case sourceIndex(suffixes: [UInt32], unigrams: [UInt32])
    case lexicon(LexicalWeights)
    case links(source: [LinkSpan], target: [LinkSpan])
  }

  private func sentenceOfEachSourceToken() -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(source.tokens.count)
    for sentence in 0..<source.sentenceCount {
      result.append(contentsOf: repeatElement(UInt32(sentence), count: source.range(of: sentence).count))
    }
    return result
  }

  private func linkSpans() -> Piece {
    let (sourceCount, targetCount) = (source.tokens.count, target.tokens.count)
    var sourceSpans = [LinkSpan](repeating: .unaligned, count: sourceCount * alignments.count)
    var targetSpans = [LinkSpan](repeating: .unaligned, count: targetCount * alignments.count)
    for (way, alignment) in alignments.enumerated() {
      for pair in 0..<alignment.sentenceCount {
        let sourceStart = way * sourceCount + Int(source.offsets[pair])
        let targetStart = way * targetCount + Int(target.offsets[pair])
        for link in alignment[pair] {
          sourceSpans[sourceStart + Int(link.source)].include(link.target)
          targetSpans[targetStart + Int(link.target)].include(link.source)
        }
      }
    }
    return .links(source: sourceSpans, target: targetSpans)
  }

  /// Where the links of each pair start, alignment by alignment.
  private func linkOffsets() -> [UInt32] {
    var result: [UInt32] = [0]
    for alignment in alignments {
      let start = result[result.count - 1]
      result += alignment.offsets.dropFirst().map { start + $0 }
    }
    return result
  }

  private func sourceIndex(vocabularySize: Int) -> Piece {
    let suffixes = SuffixArray(source).places
    var intervals = [UInt32](repeating: 0, count: vocabularySize * 2)
    for rank in suffixes.indices {
      let token = Int(source.tokens[Int(suffixes[rank])])
      if intervals[token * 2 + 1] == 0 { intervals[token * 2] = UInt32(rank) }
      intervals[token * 2 + 1] = UInt32(rank) + 1
    }
    return .sourceIndex(suffixes: suffixes, unigrams: intervals)
  }

  private func targetIndex() -> Piece {
    let suffixes = SuffixArray(target)
    let count = suffixes.places.count
    var ranks = [UInt32](repeating: 0, count: count)
    for rank in 0..<count { ranks[Int(suffixes.places[rank])] = UInt32(rank) }
    var phrases = [UInt32](repeating: 0, count: count * BitextLayout.maximumPhraseLength)
    for length in 1...BitextLayout.maximumPhraseLength {
      var first: UInt32 = 0
      for rank in 0..<count {
        if suffixes.commonPrefixLengths[rank] < length { first = UInt32(rank) }
        phrases[(length - 1) * count + rank] = first
      }
    }
    return .targetIndex(ranks: ranks, phrases: phrases)
  }
}
