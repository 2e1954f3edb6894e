internal import Alignment
internal import Text
internal import Tokens

/// Tokenization and word alignment of a corpus.
struct TextBenchmarks {
  let workload: Workload
  let stopwatch: Stopwatch
  let threads: Int

  func run() throws -> [Measurement] {
    let processors = (
      try TextProcessor(language: workload.sourceLanguage),
      try TextProcessor(language: workload.targetLanguage)
    )
    let bytes = workload.source.reduce(0) { $0 + $1.utf8.count }
    let tokenizing = stopwatch.seconds {
      var tokens = 0
      for line in workload.source { tokens += processors.0.tokenize(line).tokens.count }
      consume(tokens)
    }
    let source = Self.number(workload.source, processors.0)
    let target = Self.number(workload.target, processors.1)
    var options = AlignerOptions()
    options.threads = threads
    let aligner = Aligner(options: options)
    let aligning = stopwatch.seconds {
      consume(aligner.align(source: source, target: target).symmetrized(.growDiagFinalAnd, threads: threads))
    }
    return [
      Measurement(name: "tokenization, 1 thread", value: Double(bytes) / tokenizing / 1e6, unit: "MB/s"),
      Measurement(
        name: "word alignment, \(threads) thread\(threads == 1 ? "" : "s")",
        value: Double(source.sentenceCount) / aligning, unit: "pairs/s"),
    ]
  }

  private static func number(_ lines: [String], _ processor: TextProcessor) -> TokenizedCorpus {
    var (vocabulary, corpus) = (VocabularyBuilder(), TokenizedCorpus())
    for line in lines {
      let text = processor.tokenize(line)
      corpus.append(text.tokens.indices.map { vocabulary.insert(text.surface($0)) })
    }
    return corpus
  }
}
