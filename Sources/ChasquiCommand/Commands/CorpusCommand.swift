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
      var corpus = try reader.read(CorpusSource(first))
      for file in (files + more).dropFirst() { corpus.append(try reader.read(CorpusSource(file))) }
      return corpus
    }

    func write(_ corpus: ParallelCorpus, to path: String) throws {
      let writer = CorpusWriter(source: try LanguageTag(from).code, target: try LanguageTag(to).code)
      try writer.write(corpus, to: path)
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read corpora of any format and write them as one file.")

    @OptionGroup var input: Input

    @Option(help: "A folder of gettext catalogues, such as /usr/share/locale; may be given many times.")
    var gettext: [String] = []

    @Option(name: .shortAndLong, help: "The file to write: .tsv, .tmx, or a PREFIX.")
    var output: String

    func run() throws {
      let corpus = try input.read(gettext).deduplicated()
      try input.write(corpus, to: output)
      Console.say("\(corpus.count) pairs in \(output)")
    }
  }

  struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Drop the pairs that would teach a model nothing good, and say why.")

    @OptionGroup var input: Input

    @Option(
      help: "A tuning or test set; pairs that hold one of its segments are dropped. May be given many times.")
    var heldOut: [String] = []

    @Flag(
      inversion: .prefixedNo,
      help: "Drop pairs with a side in the language of the other or a third, as the corpora themselves tell.")
    var languageFilter = true

    @Option(name: .shortAndLong, help: "The file to write.")
    var output: String

    func run() throws {
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
    static let configuration = CommandConfiguration(abstract: "Count pairs, words and characters.")

    @OptionGroup var input: Input

    func run() throws {
      Console.output("\(CorpusStatistics(try input.read()))\n")
    }
  }

  struct Dedup: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Drop pairs that stand there already.")

    @OptionGroup var input: Input

    @Option(name: .shortAndLong, help: "The file to write.")
    var output: String

    func run() throws {
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
      abstract: "Split a corpus into training, tuning and test parts, the same way each time.")

    @OptionGroup var input: Input

    @Option(help: "The number of pairs of the tuning part.")
    var tune = 1000

    @Option(help: "The number of pairs of the test part.")
    var test = 1000

    @Option(name: .shortAndLong, help: "Writes PREFIX-train.tsv, PREFIX-tune.tsv and PREFIX-test.tsv.")
    var output: String

    func run() throws {
      let splitter = try CorpusSplitter(parts: [.pairs(tune), .pairs(test), .rest])
      let parts = splitter.split(try input.read())
      for (part, name) in zip(parts, ["tune", "test", "train"]) {
        try input.write(part, to: "\(output)-\(name).tsv")
        Console.say("\(part.count) pairs in \(output)-\(name).tsv")
      }
    }
  }
}
