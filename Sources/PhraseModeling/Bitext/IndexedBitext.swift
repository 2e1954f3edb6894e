public import Storage
public import Tokens

/// A word-aligned parallel corpus with the indexes that find every occurrence of a phrase: memory-mapped,
/// immutable, shared by all threads. The layout is described at `BitextLayout`.
///
/// The words may be aligned in several ways, each of which is as good as the others: what all of them say is likelier
/// than what one of them says.
public final class IndexedBitext: Sendable {
  private let file: SectionFile
  /// The number of ways in which the pairs are aligned, at least 1.
  public let alignmentCount: Int
  // All pointers reach into `file`, which lives as long as this object and never changes.
  package nonisolated(unsafe) let sourceOffsets: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let targetOffsets: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let sourceTokens: UnsafeBufferPointer<TokenID>
  package nonisolated(unsafe) let targetTokens: UnsafeBufferPointer<TokenID>
  package nonisolated(unsafe) let sentenceOfSource: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let sourceSpans: UnsafeBufferPointer<LinkSpan>
  package nonisolated(unsafe) let targetSpans: UnsafeBufferPointer<LinkSpan>
  package nonisolated(unsafe) let sourceLexical: UnsafeBufferPointer<Float>
  package nonisolated(unsafe) let targetLexical: UnsafeBufferPointer<Float>
  package nonisolated(unsafe) let linkOffsets: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let links: UnsafeBufferPointer<UInt16>
  package nonisolated(unsafe) let sourceSuffixes: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let unigramIntervals: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let targetRanks: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let targetPhrases: UnsafeBufferPointer<UInt32>
  package nonisolated(unsafe) let corpora: UnsafeBufferPointer<UInt16>
  package nonisolated(unsafe) let corpusWeights: UnsafeBufferPointer<Float>

  /// Opens what `IndexedBitextBuilder.write` wrote. Reads the headers only.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    file = try SectionFile(path: path)
    sourceOffsets = try file.elements("SOFF", as: UInt32.self)
    targetOffsets = try file.elements("TOFF", as: UInt32.self)
    sourceTokens = try file.elements("STOK", as: TokenID.self)
    targetTokens = try file.elements("TTOK", as: TokenID.self)
    sentenceOfSource = try file.elements("SSEN", as: UInt32.self)
    sourceSpans = try file.elements("SLNK", as: LinkSpan.self)
    targetSpans = try file.elements("TLNK", as: LinkSpan.self)
    sourceLexical = try file.elements("SLEX", as: Float.self)
    targetLexical = try file.elements("TLEX", as: Float.self)
    linkOffsets = try file.elements("LOFF", as: UInt32.self)
    links = try file.elements("LINK", as: UInt16.self)
    sourceSuffixes = try file.elements("SSUF", as: UInt32.self)
    unigramIntervals = try file.elements("SUNI", as: UInt32.self)
    targetRanks = try file.elements("TRNK", as: UInt32.self)
    targetPhrases = try file.elements("TPHR", as: UInt32.self)
    corpora = try file.elements("CORP", as: UInt16.self)
    corpusWeights = try file.elements("CWGT", as: Float.self)
    alignmentCount = max(1, (linkOffsets.count - 1) / max(1, corpora.count))
    let linkedSource = sourceTokens.count * alignmentCount
    let linkedTarget = targetTokens.count * alignmentCount
    guard sentenceOfSource.count == sourceTokens.count, sourceSuffixes.count == sourceTokens.count,
      targetRanks.count == targetTokens.count,
      targetPhrases.count == targetTokens.count * BitextLayout.maximumPhraseLength,
      sourceSpans.count == linkedSource, sourceLexical.count == linkedSource,
      targetSpans.count == linkedTarget, targetLexical.count == linkedTarget,
      sourceOffsets.count == corpora.count + 1, targetOffsets.count == corpora.count + 1,
      linkOffsets.count == corpora.count * alignmentCount + 1
    else {
      throw StorageError(
        .damaged, file: path, "The sizes of its sections do not fit each other.",
        advice: "Install the model again, or train it again.")
    }
  }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { file.isDamaged }

  /// The number of sentence pairs.
  public var sentenceCount: Int { corpora.count }

  /// The tokens of the source side of pair `index`.
  public func source(_ index: Int) -> [TokenID] { Self.slice(sourceTokens, sourceOffsets, index) }

  /// The tokens of the target side of pair `index`.
  public func target(_ index: Int) -> [TokenID] { Self.slice(targetTokens, targetOffsets, index) }

  /// The word alignment of pair `index` in one of the `alignmentCount` ways, sorted.
  public func alignment(_ index: Int, way: Int = 0) -> [AlignmentPoint] {
    linkNumbers(index, way: way).map {
      AlignmentPoint(source: Int(links[$0 * 2]), target: Int(links[$0 * 2 + 1]))
    }
  }

  /// Where the links of pair `index` stand among all of them.
  package func linkNumbers(_ index: Int, way: Int) -> Range<Int> {
    let pair = way * sentenceCount + index
    let start = Int(linkOffsets[pair])
    return start..<max(start, min(Int(linkOffsets[pair + 1]), links.count / 2))
  }

  /// The number, in the order of training, of the corpus that pair `index` comes from.
  public func corpus(_ index: Int) -> Int { Int(corpora[index]) }

  /// Where a phrase was seen.
  public struct Sighting: Sendable {
    /// The number of the sentence pair.
    public var sentence: Int
    /// The first token of the phrase in the source of the pair.
    public var position: Int
    /// The way in which the pair was aligned.
    public var way: Int
  }

  /// What the `sourcePlace` of an option from this bitext stands for; nil for none.
  public func sighting(_ sourcePlace: UInt32) -> Sighting? {
    let (way, place) = Int(sourcePlace).quotientAndRemainder(dividingBy: max(1, sourceTokens.count))
    guard way < alignmentCount, sentenceOfSource.indices.contains(place) else { return nil }
    let sentence = Int(sentenceOfSource[place])
    guard sentence < sentenceCount, place >= Int(sourceOffsets[sentence]) else { return nil }
    return Sighting(sentence: sentence, position: place - Int(sourceOffsets[sentence]), way: way)
  }

  /// Tells the bitext from others, by the checksums in the headers of its file.
  package var fingerprint: UInt64 { file.fingerprint }

  /// Reads the whole file and compares its checksums.
  public func verify() throws(StorageError) { try file.verifyChecksums() }

  private static func slice(
    _ tokens: UnsafeBufferPointer<TokenID>, _ offsets: UnsafeBufferPointer<UInt32>, _ index: Int
  ) -> [TokenID] {
    let start = min(Int(offsets[index]), tokens.count)
    let end = min(max(start, Int(offsets[index + 1])), tokens.count)
    return Array(tokens[start..<end])
  }
}
