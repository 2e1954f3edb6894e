internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Corpora
private import Foundation
internal import Text

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a translation model from parallel corpora.",
    discussion: """
      --corpus PREFIX reads PREFIX.spa and PREFIX.aym, parallel line by line; a .tsv, .tmx, .po, .mo or .xlf \
      file is read as what it is. NAME=PATH names a corpus, PATH@2 counts it twice as much.

      Examples:
        chasqui train --source spa --target aym --corpus train --tune tune --output models/spa-aym
        chasqui train --source es --target gn --corpus laws=laws.tmx@2 --corpus news.tsv -o models/es-gn
      """)

  @Option(help: "The language to translate from, such as es or spa.")
  var source: String

  @Option(help: "The language to translate to, such as ay or aym.")
  var target: String

  @Option(help: "A parallel corpus; may be given many times.")
  var corpus: [String]

  @Option(help: "A parallel corpus to tune the weights on; not one of the training corpora.")
  var tune: String?

  @Option(
    help: "Text in the target language, a sentence a line, for the language model; may be given many times.")
  var mono: [String] = []

  @Option(name: .shortAndLong, help: "The folder of the new model.")
  var output: String

  @Option(help: "The name on the model card; that of the folder by default.")
  var name: String?

  @Option(help: "The order of the language model.")
  var order = 5

  @Option(
    name: .customLong("alignment-prefix"),
    help: ArgumentHelp(
      "Align words by their first N characters; 0 aligns whole words.",
      discussion: """
        Given several times, phrases come from as many alignments; by default \
        \(TrainingOptions().alignmentPrefixes.map(String.init).joined(separator: " and ")).
        """,
      valueName: "n"))
  var alignmentPrefixes: [Int] = []

  @Option(help: "Cut source words into pieces, of which N are learned; they stay whole by default.")
  var sourceSubwords: Int?

  @Option(help: "Cut target words into pieces, of which N are learned; they stay whole by default.")
  var targetSubwords: Int?

  @Option(
    help:
      "The share of chrF++ in the tuning objective, \(TrainingOptions().tuningChrFShare) by default; the rest is BLEU."
  )
  var chrfShare: Double?

  @Option(
    help: """
      Rounds of tuning at most, \(TrainingOptions().tuningRounds) by default; 1 only makes the length right, for a \
      small tuning set.
      """)
  var rounds: Int?

  @Option(
    help: ArgumentHelp(
      "Start from the weights of this model, a folder or name; without --tune they are the new model's.",
      discussion: "Also a file as `chasqui models show MODEL --weights` prints it."))
  var weights: String?

  @Option(
    name: .customLong("set"),
    help: "Set an option of training, such as phraseTable.sampleSize=1000; may be given many times.")
  var settings: [String] = []

  @Option(help: "How many threads to use.")
  var threads = Parallel.coreCount

  @Option(help: "The seed of all random choices.")
  var seed: UInt64 = 1

  @Flag(help: "Keep pairs that cleaning would drop.")
  var noCleaning = false

  @Flag(
    inversion: .prefixedNo,
    help: "Drop pairs with a side in the language of the other or a third, as the corpora themselves tell.")
  var languageFilter = true

  @Flag(help: "Print the report as JSON.")
  var json = false

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads needs at least 1.") }
    if !(2...7).contains(order) { throw ValidationError("--order is 2 to 7.") }
    if output == "-" { throw ValidationError("--output is a folder: a model does not fit standard output.") }
    if let chrfShare, !(0...1).contains(chrfShare) { throw ValidationError("--chrf-share is 0 to 1.") }
  }

  func run() throws {
    TerminalProgress.catchInterrupts()
    let (sourceLanguage, targetLanguage) = (try LanguageTag(source), try LanguageTag(target))
    let reader = CorpusReader(source: sourceLanguage.code, target: targetLanguage.code)
    var options = TrainingOptions()
    options.languageModelOrder = order
    options.seed = seed
    options.sourceSubwords = sourceSubwords
    options.targetSubwords = targetSubwords
    if !alignmentPrefixes.isEmpty { options.alignmentPrefixes = alignmentPrefixes }
    if let chrfShare { options.tuningChrFShare = chrfShare }
    if let rounds { options.tuningRounds = rounds }
    options = try options.setting(settings)

    try refuseTuningCorpus()
    try ModelStore.checkDestination(output)
    var data = TrainingData(corpora: [])
    let tuning = try tune.map { try reader.readAloud(CorpusSource($0)) }
    var cleaner = CorpusCleaner()
    if let tuning { cleaner.holdOut(tuning) }
    let corpora = try corpus.map { try reader.readAloud(CorpusSource($0)) }
    if languageFilter, !noCleaning {
      cleaner.learnLanguages(source: sourceLanguage.code, target: targetLanguage.code, from: corpora)
    }
    for corpus in corpora {
      let kept = noCleaning ? corpus : cleaner.clean(corpus)
      data.corpora.append(
        TrainingData.Corpus(
          name: kept.name, licence: kept.licence, weight: kept.weight, source: kept.source,
          target: kept.target))
    }
    if data.corpora.allSatisfy(\.source.isEmpty), cleaner.report.read > 0 {
      let reasons = cleaner.report.dropped.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
      throw CommandFailure(
        "Cleaning dropped all \(cleaner.report.read) pairs: \(reasons). Give other corpora, or --no-cleaning."
      )
    }
    for file in mono { data.monolingual += try TextLines.read(file) }
    data.tuning = tuning.map {
      TrainingData.Corpus(name: $0.name, source: $0.source, target: $0.target)
    }
    if let weights {
      data.weights = try TunedWeights(path: ModelStore().weightsFile(of: weights))
    }
    let trainer = Trainer(
      source: sourceLanguage, target: targetLanguage, options: options, threads: threads,
      progress: TerminalProgress())
    let label = name ?? output.split(separator: "/").last.map(String.init) ?? output
    do {
      let report = try trainer.train(data, name: label, to: output)
      try show(report, cleaner.report)
    } catch TrainingError.cancelled {
      Console.say("\(TrainingError.cancelled)")
      throw ExitCode(130)
    }
  }

  /// The pairs of the tuning set are held out: as a training corpus it would be empty.
  private func refuseTuningCorpus() throws {
    func place(_ text: String) throws -> String {
      let path = try CorpusSource(text).path
      return path == "-" ? path : URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    guard let tune, let tunePlace = try? place(tune) else { return }
    for text in corpus where try place(text) == tunePlace {
      throw CommandFailure(
        "\(text): This is the tuning set, whose pairs are left out of training. Give --tune another corpus, or divide "
          + "this one with `chasqui corpus split`.")
    }
  }

  private func show(_ report: TrainingReport, _ cleaning: CleaningReport) throws {
    if json {
      struct Output: Encodable {
        var training: TrainingReport
        var cleaning: CleaningReport
      }
      Console.output(try JSONOutput.pretty(Output(training: report, cleaning: cleaning)))
      return
    }
    var rows: [(String, String)] = [("pairs read", "\(cleaning.read)")]
    if cleaning.swapped > 0 { rows.append(("  sides swapped back", "\(cleaning.swapped)")) }
    for (reason, count) in cleaning.dropped { rows.append(("  dropped: \(reason)", "\(count)")) }
    rows += [
      (
        "  dropped: too long, unequal or empty in tokens",
        "\(report.pairsTooLong + report.pairsTooUnequal + report.pairsEmpty)"
      ),
      ("pairs kept", "\(report.pairs)"),
      ("tokens", "\(report.sourceTokens) source, \(report.targetTokens) target"),
      ("vocabulary", "\(report.sourceVocabulary) source, \(report.targetVocabulary) target"),
      ("n-grams", report.languageModelNGrams.map(String.init).joined(separator: " ")),
      ("model size", "\(report.modelBytes / 1_000_000) MB"),
    ]
    for stage in report.stages { rows.append((stage.name, Self.rounded(stage.seconds) + " s")) }
    if !report.tuning.isEmpty {
      rows.append(("tuning by round", report.tuning.map(Self.rounded).joined(separator: " ")))
    }
    let width = rows.map(\.0.count).max() ?? 0
    for (label, value) in rows {
      Console.say(label.padding(toLength: width + 2) + value)
    }
  }

  private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

extension String {
  /// The string with spaces behind it up to `length` characters.
  func padding(toLength length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}
