internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Corpora
internal import Evaluation
internal import Text

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score a model, or finished translations, against references; or word links against gold ones.",
    discussion: """
      Scores are those of sacreBLEU, with its signatures and 95 % confidence intervals by bootstrap resampling.
      For word links, these are the alignment error rate, precision and recall of Och and Ney 2003: gold links are \
      written `0-1` if they are sure and `0p1` if they are possible, a line for each sentence pair.

      Examples:
        chasqui evaluate --model models/spa-aym --test dev
        chasqui evaluate --hypothesis out.txt --reference dev.aym
        chasqui evaluate --hypothesis new.txt --baseline old.txt --reference dev.aym
        chasqui align --source eng --target spa --tokenized gold.tsv | chasqui evaluate --alignment - --gold links
      """)

  @Option(help: "The model: its folder or name.")
  var model: String?

  @Option(help: "The test set, a parallel corpus as `train` reads it.")
  var test: String?

  @Option(help: "Finished translations, a segment a line; - for standard input.")
  var hypothesis: String?

  @Option(help: "References, a segment a line; may be given many times.")
  var reference: [String] = []

  @Option(help: "Translations of another system, to compare with.")
  var baseline: String?

  @Option(help: "Word links as `align` prints them, to be scored against --gold; - for standard input.")
  var alignment: String?

  @Option(help: "Word links made by people.")
  var gold: String?

  @OptionGroup var translationArguments: TranslationArguments

  @Option(help: "Bootstrap samples for the confidence intervals; 0 for none.")
  var resamples = 1000

  @Option(help: "How many threads to use.")
  var threads = Parallel.coreCount

  @Option(
    help: "Write the translations to this file; for -, to standard output, and the scores to standard error.")
  var save: String?

  @Flag(help: "Also compute TER, which takes longer.")
  var ter = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if (alignment == nil) != (gold == nil) {
      throw ValidationError("--alignment and --gold need each other.")
    }
    if [model, hypothesis, alignment].count(where: { $0 != nil }) != 1 {
      throw ValidationError(
        "Give either --model with --test, or --hypothesis with --reference, or --alignment with --gold.")
    }
    if model != nil, test == nil { throw ValidationError("--model needs --test.") }
    if hypothesis != nil, reference.isEmpty { throw ValidationError("--hypothesis needs --reference.") }
  }

  func run() throws {
    if let alignment, let gold {
      return try AlignmentEvaluation(links: alignment, gold: gold).run(json: json)
    }
    try AtomicOutput.check(save)
    let baselineLines = try baseline.map { try Console.lines(of: $0) }
    let (hypotheses, references) = try translations()
    for (index, list) in references.enumerated() where list.count != hypotheses.count {
      throw CommandFailure(
        "Reference \(index + 1) has \(list.count) lines, the translation has \(hypotheses.count). They must be as many."
      )
    }
    if let baseline, let baselineLines, baselineLines.count != hypotheses.count {
      throw CommandFailure(
        "\(baseline) has \(baselineLines.count) lines, the translation has \(hypotheses.count). They must be as many."
      )
    }
    if let save { try AtomicOutput.write(hypotheses.joined(separator: "\n") + "\n", to: save) }
    let metrics: [any Metric] =
      [BLEU(), ChrF(wordOrder: 0), ChrF(wordOrder: 2)] + (ter ? [TER()] : [])
    let scores = try Evaluator.corpus(
      metrics: metrics, hypotheses: hypotheses, references: references,
      bootstrap: resamples > 0 ? Bootstrap(samples: resamples) : nil, threads: threads)
    let comparisons = try baselineLines.map {
      try PairedBootstrap(Bootstrap(samples: max(1, resamples))).compare(
        metrics, system: hypotheses, baseline: $0, references: references, threads: threads)
    }
    var text = ""
    if json {
      text = try JSONOutput.pretty(
        scores.enumerated().map { index, score in
          ScoreJSON(score, comparison: comparisons.map { ComparisonJSON($0[index]) })
        })
    } else {
      for score in scores { text += "\(score)\n" }
      for comparison in comparisons ?? [] { text += Self.line(comparison) }
    }
    if save == "-" { Console.draw(text) } else { Console.output(text) }
  }

  private func translations() throws -> ([String], [[String]]) {
    if let hypothesis {
      return (try Console.lines(of: hypothesis), try reference.map { try Console.lines(of: $0) })
    }
    let model = try TranslationModel(path: ModelStore().path(of: model!))
    let corpus = try CorpusReader(source: model.sourceLanguage.code, target: model.targetLanguage.code)
      .read(CorpusSource(test!))
    let request = try translationArguments.request(for: model)
    let translator = try translationArguments.translator(for: model, threads: threads)
    let progress = TerminalProgress()
    progress.begin(stage: "Translating", total: corpus.count)
    let start = ContinuousClock.now
    let translations = translator.translate(
      corpus.source, request: request, threads: threads, progress: progress)
    progress.end()
    let elapsed = ContinuousClock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let words = corpus.source.reduce(0) { $0 + $1.split(separator: " ").count }
    Console.say(
      "\(corpus.count) lines, \(words) words in \(Self.rounded(seconds)) s: \(Int(Double(words) / seconds)) words/s on \(threads) thread(s)"
    )
    sayWhatConfidenceIsWorth(translations, corpus.target)
    let written = model.convention(of: corpus.target)
    if written != request.convention, written != .default {
      Console.say(
        "The references are written in the convention `\(written.name)`; --convention \(written.name) writes so too."
      )
    }
    return (translations.map(\.text), [corpus.target])
  }

  private func sayWhatConfidenceIsWorth(_ translations: [Translation], _ references: [String]) {
    let metric = ChrF(wordOrder: 2)
    let qualities = Parallel.map(translations.count, threads: threads) { index in
      metric.score(
        metric.statistics(hypothesis: translations[index].text, references: [references[index]]))
    }
    let confidences = translations.map(\.confidence)
    guard let correlation = RankCorrelation.spearman(confidences, qualities) else { return }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    Console.say(
      "Confidence: \(Self.rounded(100 * mean(confidences))) % in the mean, where the lines have chrF++ "
        + "\(Self.rounded(mean(qualities))); rank correlation of the two \(Self.rounded(correlation))")
  }

  private static func line(_ comparison: PairedBootstrap.Comparison) -> String {
    "\(comparison.system.name): \(rounded(comparison.system.value)) against "
      + "\(rounded(comparison.baseline.value)), difference \(rounded(comparison.difference.mean)) ± "
      + "\(rounded(comparison.difference.halfWidth)), p = \(comparison.pValue)\n"
  }

  private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

/// What `--json` prints for a score.
private struct ScoreJSON: Encodable {
  let name: String
  let score: Double
  let signature: String
  let mean: Double?
  let interval: Double?
  let comparison: ComparisonJSON?

  init(_ score: Score, comparison: ComparisonJSON?) {
    name = score.name
    self.score = score.value
    signature = "\(score.signature)"
    mean = score.confidence?.mean
    interval = score.confidence?.halfWidth
    self.comparison = comparison
  }
}

/// What `--json` prints for a score beside that of the --baseline.
private struct ComparisonJSON: Encodable {
  let baseline: Double
  let difference: Double
  let interval: Double
  let pValue: Double

  init(_ comparison: PairedBootstrap.Comparison) {
    baseline = comparison.baseline.value
    difference = comparison.difference.mean
    interval = comparison.difference.halfWidth
    pValue = comparison.pValue
  }
}
