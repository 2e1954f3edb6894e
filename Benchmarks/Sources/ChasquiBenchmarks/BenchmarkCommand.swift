internal import ArgumentParser
internal import Chasqui
internal import Compute
private import Foundation

@main
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ChasquiBenchmarks",
    abstract: "Measure the hot paths of Chasqui.",
    discussion: """
      Without arguments it measures on corpora/starter, with a model that it trains for itself.

      Example:
        ChasquiBenchmarks --source spa --target aym train models/spa-aym
      """)

  /// What a process started for its memory does.
  enum MemoryRun: String, ExpressibleByArgument {
    case training
    case decoding
  }

  @Option(help: "The source language of the corpus.")
  var source = "eng"

  @Option(help: "The target language of the corpus.")
  var target = "spa"

  @Option(help: "How many runs are timed; the median counts.")
  var runs = 5

  @Option(help: "How many sentences are translated.")
  var sentences = 200

  @Option(help: "A pop limit to decode with; may be given many times.")
  var popLimit: [Int] = [30, 150, 500]

  @Option(help: "How many threads align and train.")
  var threads = Parallel.coreCount

  @Option(help: "A number of entries to measure glossaries with; may be given many times.")
  var glossaryEntries: [Int] = [1000, 100_000, 1_000_000]

  @Flag(help: "Measure glossaries only.")
  var glossary = false

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: .hidden)
  var memoryOf: MemoryRun?

  @Argument(help: "A corpus: PREFIX for PREFIX.xxx and PREFIX.yyy, or a file of any format.")
  var corpus: String?

  @Argument(help: "The folder of a model.")
  var model: String?

  func validate() throws {
    if min(runs, sentences, threads) < 1 || (popLimit + glossaryEntries).contains(where: { $0 < 1 }) {
      throw ValidationError("All numbers are at least 1.")
    }
  }

  func run() throws {
    let workload = try Workload(
      corpus.map { [$0] } ?? Workload.starterCorpora(), source: source, target: target)
    let folder = NSTemporaryDirectory() + "chasqui-benchmark-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    if let memoryOf {
      switch memoryOf {
      case .training: try workload.train(into: folder, threads: threads)
      case .decoding:
        let translator = Translator(model: try TranslationModel(path: model ?? ""))
        consume(translator.translate(workload.sample(sentences), threads: 1))
      }
      print(PeakMemory.ofThisProcess() ?? 0)
      return
    }
    let glossaries = GlossaryBenchmarks(
      workload: workload, stopwatch: Stopwatch(runs: runs), sizes: glossaryEntries)
    if glossary {
      try show(glossaries.run())
      return
    }
    let path = model ?? folder
    if model == nil { try workload.train(into: folder, threads: threads) }
    let stopwatch = Stopwatch(runs: runs)
    var results = try TextBenchmarks(workload: workload, stopwatch: stopwatch, threads: threads).run()
    results += try ModelBenchmarks(
      workload: workload, path: path, stopwatch: stopwatch, popLimits: popLimit, sentences: sentences
    ).run()
    results += try glossaries.run()
    results += try memory(model: path, corpus: folder + "-corpus.tsv", workload)
    try show(results)
  }

  /// Training and decoding in processes of their own, which read the corpus from a file.
  private func memory(model: String, corpus file: String, _ workload: Workload) throws -> [Measurement] {
    defer { try? FileManager.default.removeItem(atPath: file) }
    let rows = zip(workload.source, workload.target).map { "\($0)\t\($1)\n" }
    try Data("\(source)\t\(target)\n\(rows.joined())".utf8).write(to: URL(fileURLWithPath: file))
    let languages = ["--source", source, "--target", target, "--threads", "\(threads)"]
    return try [MemoryRun.training, .decoding].compactMap { run in
      let arguments = languages + ["--sentences", "\(sentences)", "--memory-of", run.rawValue, file, model]
      return try PeakMemory.ofRun(arguments).map {
        Measurement(name: "peak memory of \(run.rawValue)", value: $0, unit: "MB")
      }
    }
  }

  private func show(_ results: [Measurement]) throws {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(results), as: UTF8.self))
      return
    }
    let width = (results.map(\.name.count).max() ?? 0) + 2
    for result in results {
      let digits = result.value < 100 ? 1 : 0
      let value = String(format: "%14.\(digits)f", result.value)
      print(result.name.padding(toLength: width, withPad: " ", startingAt: 0) + value + " \(result.unit)")
    }
  }
}
