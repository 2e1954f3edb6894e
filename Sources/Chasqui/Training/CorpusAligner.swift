public import Alignment
public import Compute
public import Text
internal import Tokens

/// Aligns the words of plain parallel lines, through the same text layer as training.
public struct CorpusAligner: Sendable {
  public let source: LanguageTag
  public let target: LanguageTag
  /// Tokens are what stands between spaces; the text layer is not asked.
  public let isTokenized: Bool
  /// Words are aligned by their first characters, in lower case; nil aligns them as they are.
  public let prefix: Int?
  public let seed: UInt64
  public let threads: Int

  public init(
    source: LanguageTag, target: LanguageTag, isTokenized: Bool, prefix: Int? = nil, seed: UInt64 = 1,
    threads: Int = Parallel.coreCount
  ) {
    self.source = source
    self.target = target
    self.isTokenized = isTokenized
    self.prefix = prefix
    self.seed = seed
    self.threads = threads
  }

  public struct Result: Sendable {
    /// The tokens of each line.
    public var source: [[String]]
    public var target: [[String]]
    public var links: BidirectionalAlignment
  }

  /// - Throws: `TextError` if a language has no text layer.
  public func align(
    _ sourceLines: [String], _ targetLines: [String], progress: any ProgressReporter
  ) throws(TextError) -> Result {
    let (a, b) = (try prepare(sourceLines, source, progress), try prepare(targetLines, target, progress))
    var options = AlignerOptions()
    options.seed = seed
    options.threads = threads
    let aligner = Aligner(options: options)
    let links = aligner.align(source: classes(a), target: classes(b), progress: progress)
    return Result(source: tokens(a), target: tokens(b), links: links)
  }

  private func prepare(
    _ lines: [String], _ language: LanguageTag, _ progress: any ProgressReporter
  ) throws(TextError) -> PreparedSide {
    if isTokenized {
      var side = PreparedSide(corpus: TokenizedCorpus(), vocabulary: VocabularyBuilder())
      for line in lines {
        side.corpus.append(line.split(separator: " ").map { side.vocabulary.insert(String($0)) })
      }
      return side
    }
    let preparation = SidePreparation(
      processor: try TextProcessor(language: language), language: language, threads: threads)
    return preparation.tokenize(lines, progress: progress)
  }

  private func classes(_ side: PreparedSide) -> TokenizedCorpus {
    guard let prefix else { return side.corpus }
    return side.corpus.classes(side.vocabulary, prefix: prefix)
  }

  private func tokens(_ side: PreparedSide) -> [[String]] {
    (0..<side.corpus.sentenceCount).map { side.corpus[$0].map { side.vocabulary.spelling(of: $0) } }
  }
}
