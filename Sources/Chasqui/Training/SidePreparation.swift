internal import Compute
internal import Storage
internal import Text
internal import Tokens

/// One side of a training corpus, tokenized and truecased, as numbers.
struct PreparedSide: Sendable {
  var corpus: TokenizedCorpus
  var vocabulary: VocabularyBuilder
}

/// Turns the lines of one language into tokens for training, on all cores.
///
/// The text layer is the one that translation uses (`TextPreparation`); only the order of the work is
/// another: casing is learned from all lines before it is applied to any.
struct SidePreparation {
  let processor: TextProcessor
  let language: LanguageTag
  let threads: Int
  private static let chunkSize = 512

  /// Tokenizes `lines`. Numbers are given in the order of first sight, whatever the number of threads.
  func tokenize(_ lines: [String], progress: any ProgressReporter) -> PreparedSide {
    let chunks = Parallel.chunks(lines.count, size: Self.chunkSize)
    let parts = Parallel.map(chunks.count, threads: threads) { chunk -> PreparedSide in
      var part = PreparedSide(corpus: TokenizedCorpus(), vocabulary: VocabularyBuilder())
      var sentence: [TokenID] = []
      var surface: [UInt8] = []
      for line in chunks[chunk] {
        let text = processor.tokenize(lines[line])
        sentence.removeAll(keepingCapacity: true)
        for index in text.tokens.indices {
          surface.removeAll(keepingCapacity: true)
          text.appendSurface(index, to: &surface)
          sentence.append(surface.withUnsafeBytes { part.vocabulary.insert($0) })
        }
        part.corpus.append(sentence)
      }
      progress.advance(by: chunks[chunk].count)
      return part
    }
    return Self.merge(parts)
  }

  /// Joins parts in order under one vocabulary.
  private static func merge(_ parts: [PreparedSide]) -> PreparedSide {
    var result = PreparedSide(corpus: TokenizedCorpus(), vocabulary: VocabularyBuilder())
    for part in parts {
      let numbers = (0..<part.vocabulary.count).map {
        result.vocabulary.insert(part.vocabulary.spelling(of: TokenID($0)))
      }
      for sentence in 0..<part.corpus.sentenceCount {
        result.corpus.append(part.corpus[sentence].map { numbers[Int($0)] })
      }
    }
    return result
  }

  /// Learns the usual casing of words from `side`, and writes it to `path`.
  func learnCasing(of side: PreparedSide, path: String) throws(StorageError) -> Truecaser {
    let spellings = (0..<side.vocabulary.count).map { side.vocabulary.spelling(of: TokenID($0)) }
    let builder = TruecaserBuilder.train(
      tokens: side.corpus.tokens, offsets: side.corpus.offsets, locale: language.bcp47
    ) { spellings[Int($0)] }
    try builder.write(to: path)
    return try Truecaser(path: path)
  }

  /// Gives every sentence its usual casing, and cuts words into pieces where `subwords` is given.
  func apply(_ casing: Truecaser, subwords: SubwordModel?, to side: PreparedSide) -> PreparedSide {
    let spellings = (0..<side.vocabulary.count).map { side.vocabulary.spelling(of: TokenID($0)) }
    let chunks = Parallel.chunks(side.corpus.sentenceCount, size: Self.chunkSize)
    let parts = Parallel.map(chunks.count, threads: threads) { chunk -> PreparedSide in
      var part = PreparedSide(corpus: TokenizedCorpus(), vocabulary: VocabularyBuilder())
      for sentence in chunks[chunk] {
        let tokens = casing.truecase(side.corpus[sentence].map { spellings[Int($0)] }).tokens
        part.corpus.append(
          tokens.flatMap { subwords?.segment($0) ?? [$0] }.map { part.vocabulary.insert($0) })
      }
      return part
    }
    return Self.merge(parts)
  }
}

extension TokenizedCorpus {
  /// The corpus with each token replaced by its class, for alignment: words by their first `prefix`
  /// characters in lower case.
  func classes(_ vocabulary: VocabularyBuilder, prefix: Int) -> TokenizedCorpus {
    var classes = VocabularyBuilder()
    let numbers = (0..<vocabulary.count).map { token -> TokenID in
      let spelling = vocabulary.spelling(of: TokenID(token)).lowercased()
      return classes.insert(String(spelling.prefix(prefix)))
    }
    return mapped(to: numbers)
  }

  /// The corpus with each token replaced by its entry in `numbers`.
  func mapped(to numbers: [TokenID]) -> TokenizedCorpus {
    var result = TokenizedCorpus()
    for sentence in 0..<sentenceCount { result.append(self[sentence].map { numbers[Int($0)] }) }
    return result
  }
}
