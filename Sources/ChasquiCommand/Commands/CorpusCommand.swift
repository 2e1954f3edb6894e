internal import ArgumentParser
internal import Corpora
private import Foundation
internal import Text

struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus",
    abstract: "Read, clean, measure and split parallel corpora.",
    discussion: """
      Examples:
        chasqui corpus import --from en --to es --gettext /usr/share/locale -o software.tsv
        chasqui corpus import --from es --to gn ministry.tmx memories/*.xlf -o ministry.tsv
        chasqui corpus clean --from es --to gn ministry.tsv -o clean.tsv
        chasqui corpus stats --from es --to gn clean.tsv
      """,
    subcommands: [
      Import.self, Clean.self, Stats.self, Dedup.self, Split.self, CorpusListCommand.self,
      CorpusGetCommand.self,
    ])

  /// The languages and files that every subcommand takes.
  struct Input: ParsableArguments {
    @Option(help: "The language of the source side.")
    var from: String

    @Option(help: "The language of the target side.")
    var to: String

    @Argument(help: "Corpora: .tsv, .tmx, .po, .mo, .xlf files, or PREFIX for PREFIX.xxx and PREFIX.yyy.")
    var files: [String] = []

    func read(_ more: [String] = []) throws -> ParallelCorpus {
      let (source, target) = (try LanguageTag(from), try LanguageTag(to))
      let reader = CorpusReader(source: source.code, target: target.code)
      guard let first = (files + more).first else {
        throw CommandFailure("Name at least one corpus.")
      }
      var corpus = try reader.readAloud(CorpusSource(first))
      for file in (files + more).dropFirst() { corpus.append(try reader.readAloud(CorpusSource(file))) }
      return corpus
    }

    func write(_ corpus: ParallelCorpus, to path: String) throws { try writer().write(corpus, to: path) }

    /// Finds out, before anything is read, whether a corpus can be written to `path`.
    func checkOutput(_ path: String) throws {
      for file in try writer().files(for: path) { try AtomicOutput.check(file) }
    }

    private func writer() throws -> CorpusWriter {
      CorpusWriter(source: try LanguageTag(from).code, target: try LanguageTag(to).code)
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read corpora of any format and write them as one file.",
      discussion: """
        Equal pairs are written once. Text must be UTF-8, unless the file says what it is.

        Examples:
          chasqui corpus import --from en --to es --gettext /usr/share/locale -o software.tsv
          chasqui corpus import --from es --to gn ministry.tmx memories/*.xlf -o ministry
          chasqui corpus import --from es --to gn ministry.tmx -o - | head
        """)

    @OptionGroup var input: Input

    @Option(help: "A folder of gettext catalogues, such as /usr/share/locale; may be given many times.")
    var gettext: [String] = []

    @Option(name: .shortAndLong, help: "The file to write: .tsv, .tmx, a PREFIX, or - for standard output.")
    var output: String

    func run() throws {
      try input.checkOutput(output)
      let corpus = try input.read(gettext).deduplicated()
      try input.write(corpus, to: output)
      Console.say("\(corpus.count) pairs in \(output)")
    }
  }

  struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Drop the pairs that would teach a model nothing good, and say why.",
      discussion: """
        Example:
          chasqui corpus clean --from es --to gn ministry.tsv --held-out tune -o clean.tsv
        """)

    @OptionGroup var input: Input

    @Option(
      help: "A tuning or test set; pairs that hold one of its segments are dropped. May be given many times.")
    var heldOut: [String] = []

    @Flag(
      inversion: .prefixedNo,
      help: "Drop pairs with a side in the language of the other or a third, as the corpora themselves tell.")
    var languageFilter = true

    @Option(name: .shortAndLong, help: "The file to write, as `import` does.")
    var output: String

    func run() throws {
      try input.checkOutput(output)
      var cleaner = CorpusCleaner()
      let (source, target) = (try LanguageTag(input.from), try LanguageTag(input.to))
      let reader = CorpusReader(source: source.code, target: target.code)
      for file in heldOut { cleaner.holdOut(try reader.read(CorpusSource(file))) }
      let corpus = try input.read()
      if languageFilter {
        cleaner.learnLanguages(source: source.code, target: target.code, from: [corpus])
      }
      let kept = cleaner.clean(corpus)
      try input.write(kept, to: output)
      Console.say("\(cleaner.report)")
    }
  }

  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count pairs, words and characters.",
      discussion: """
        Words are what stands between spaces.

        Examples:
          chasqui corpus stats --from es --to gn ministry.tsv
          chasqui corpus stats --from es --to gn train --json
        """)

    @OptionGroup var input: Input

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let report = CorpusReport(CorpusStatistics(try input.read()))
      Console.output(json ? try JSONOutput.pretty(report) : report.text)
    }
  }

  struct Dedup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Drop pairs that stand there already.",
      discussion: """
        Example:
          chasqui corpus dedup --from es --to gn news.tsv laws.tmx -o all.tsv
        """)

    @OptionGroup var input: Input

    @Option(name: .shortAndLong, help: "The file to write, as `import` does.")
    var output: String

    func run() throws {
      try input.checkOutput(output)
      let corpus = try input.read()
      let kept = corpus.deduplicated()
      try input.write(kept, to: output)
      Console.say("\(kept.count) of \(corpus.count) pairs are different.")
    }
  }
}

extension CorpusCommand {
  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Split a corpus into training, tuning and test parts, the same way each time.",
      discussion: """
        Pairs with the same source stay together.

        Example:
          chasqui corpus split --from es --to gn all.tsv --tune 500 --test 500 -o all
        """)

    @OptionGroup var input: Input

    @Option(help: "The number of pairs of the tuning part.")
    var tune = 1000

    @Option(help: "The number of pairs of the test part.")
    var test = 1000

    @Option(name: .shortAndLong, help: "Writes PREFIX-train.tsv, PREFIX-tune.tsv and PREFIX-test.tsv.")
    var output: String

    func validate() throws {
      if output == "-" {
        throw ValidationError("--output is a prefix: three files do not fit standard output.")
      }
      if tune < 0 || test < 0 { throw ValidationError("--tune and --test need numbers from 0.") }
    }

    func run() throws {
      let files = ["tune", "test", "train"].map { "\(output)-\($0).tsv" }
      for file in files { try input.checkOutput(file) }
      let corpus = try input.read()
      let parts = try CorpusSplitter(parts: [.pairs(tune), .pairs(test), .rest]).split(corpus)
      guard parts[2].count > 0 else {
        throw CommandFailure(
          "\(corpus.count) pairs are not enough: \(tune) for tuning and \(test) for tests leave none for training. "
            + "Choose a smaller --tune and --test.")
      }
      for (part, file) in zip(parts, files) {
        try input.write(part, to: file)
        Console.say("\(part.count) pairs in \(file)")
      }
    }
  }
}
