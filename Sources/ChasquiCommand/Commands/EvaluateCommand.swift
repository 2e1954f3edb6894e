internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Corpora
internal import Evaluation
internal import Text

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score a model, or finished translations, against references.",
    discussion: """
      Scores are those of sacreBLEU, with its signatures and 95 % confidence intervals by bootstrap resampling.

      Examples:
        chasqui evaluate --model models/spa-aym --test ../shared/bench/spa-aym/dev
        chasqui evaluate --hypothesis out.txt --reference dev.aym
        chasqui evaluate --hypothesis new.txt --baseline old.txt --reference dev.aym
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

  @Option(help: "The writing convention of the output, such as circumflex for Guaraní.")
  var convention: String?

  @Option(help: "Bootstrap samples for the confidence intervals; 0 for none.")
  var resamples = 1000

  @Option(help: "How many threads to use.")
  var threads = Parallel.coreCount

  @Option(help: "Write the translations to this file.")
  var save: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if (model == nil) == (hypothesis == nil) {
      throw ValidationError("Give either --model with --test, or --hypothesis with --reference.")
    }
    if model != nil, test == nil { throw ValidationError("--model needs --test.") }
    if hypothesis != nil, reference.isEmpty { throw ValidationError("--hypothesis needs --reference.") }
  }

  func run() throws {
    let (hypotheses, references) = try translations()
    for (index, list) in references.enumerated() where list.count != hypotheses.count {
      throw CommandFailure(
        "Reference \(index + 1) has \(list.count) lines, the translation has \(hypotheses.count). They must be as many.")
    }
    if let save { try AtomicOutput.write(hypotheses.joined(separator: "\n") + "\n", to: save) }
    let count = references.count
    let evaluator = Evaluator(
      metrics: [BLEU(referenceCount: count), ChrF(wordOrder: 0, referenceCount: count), ChrF(wordOrder: 2, referenceCount: count)],
      threads: threads)
    let scores = evaluator.scores(hypotheses: hypotheses, references: references, resamples: resamples)
    if json {
      Console.output(try JSONOutput.pretty(scores))
    } else {
      for score in scores {
        var line = "\(score.name)|\(score.signature) = \(Self.rounded(score.value))"
        if let mean = score.mean, let interval = score.interval {
          line += " (μ = \(Self.rounded(mean)) ± \(Self.rounded(interval)))"
        }
        Console.output(line + "\n")
      }
      let bleu = BLEU()
      let sums = Evaluator.sum(
        evaluator.statistics(hypotheses: hypotheses, references: references)[0], bleu.statisticCount)
      Console.output("length ratio = \(Self.rounded(bleu.details(sums).ratio * 100)) %\n")
    }
    if let baseline { try compare(hypotheses, with: baseline, references, evaluator) }
  }

  private func translations() throws -> ([String], [[String]]) {
    if let hypothesis {
      return (try Console.lines(of: hypothesis), try reference.map { try Console.lines(of: $0) })
    }
    let model = try TranslationModel(path: ModelStore().path(of: model!))
    let corpus = try CorpusReader(source: model.sourceLanguage, target: model.targetLanguage)
      .read(CorpusSource(test!))
    var request = TranslationRequest()
    if let convention { request.convention = OutputConvention(name: convention) }
    let progress = TerminalProgress()
    progress.begin(stage: "Translating", total: corpus.count)
    let start = ContinuousClock.now
    let translations = Translator(model: model).translate(
      corpus.source, request: request, threads: threads, progress: progress)
    progress.end()
    let elapsed = ContinuousClock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let words = corpus.source.reduce(0) { $0 + $1.split(separator: " ").count }
    Console.say("\(corpus.count) lines, \(words) words in \(Self.rounded(seconds)) s: \(Int(Double(words) / seconds)) words/s on \(threads) thread(s)")
    return (translations.map(\.text), [corpus.target])
  }

  private func compare(
    _ hypotheses: [String], with path: String, _ references: [[String]], _ evaluator: Evaluator
  ) throws {
    let other = try Console.lines(of: path)
    guard other.count == hypotheses.count else {
      throw CommandFailure("\(path) has \(other.count) lines, the translation has \(hypotheses.count). They must be as many.")
    }
    let a = evaluator.statistics(hypotheses: hypotheses, references: references)
    let b = evaluator.statistics(hypotheses: other, references: references)
    for (index, metric) in evaluator.metrics.enumerated() {
      let result = Bootstrap(resamples: max(1, resamples)).compare(system: a[index], baseline: b[index], metric)
      Console.output(
        "\(metric.name): \(Self.rounded(result.system)) against \(Self.rounded(result.baseline)), difference "
          + "[\(Self.rounded(result.lower)), \(Self.rounded(result.upper))], p = \(result.pValue)\n")
    }
  }

  private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
