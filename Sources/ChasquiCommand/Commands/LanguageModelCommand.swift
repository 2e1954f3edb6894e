internal import ArgumentParser
internal import Compute
internal import Corpora
private import Foundation
internal import LanguageModeling
internal import Tokens

struct LanguageModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lm",
    abstract: "Estimate language models and score text with them.",
    discussion: """
      Text is a sentence a line, its tokens separated by spaces.

      Examples:
        chasqui lm build --order 5 train.txt --arpa model.arpa
        chasqui lm query --arpa model.arpa < dev.txt
      """,
    subcommands: [Build.self, Query.self])

  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Estimate an interpolated modified Kneser–Ney model and write it as an ARPA file.",
      discussion: """
        Examples:
          chasqui lm build --order 5 train.txt --arpa model.arpa
          zcat train.txt.gz | chasqui lm build --arpa - | gzip > model.arpa.gz
        """)

    @Option(help: "The order, 2 to 7.")
    var order = 5

    @Option(help: "The ARPA file to write, - for standard output.")
    var arpa: String

    @Option(help: "How many threads to use.")
    var threads = Parallel.coreCount

    @Argument(help: "Text files, - for standard input.")
    var files: [String] = ["-"]

    func validate() throws {
      if !(2...7).contains(order) { throw ValidationError("--order is 2 to 7.") }
      if threads < 1 { throw ValidationError("--threads needs at least 1.") }
    }

    func run() throws {
      try AtomicOutput.check(arpa)
      var vocabulary = VocabularyBuilder()
      var corpus = TokenizedCorpus()
      for file in files {
        for line in try TextLines.read(file) {
          corpus.append(line.utf8Words.map { vocabulary.insert($0) })
        }
      }
      let model = try KneserNeyEstimator(order: order, threads: threads).estimate(
        [corpus], vocabularySize: vocabulary.count, progress: TerminalProgress())
      try AtomicOutput.file(at: arpa) { path in
        try ARPAFile.write(model, spelling: { vocabulary.spelling(of: $0) }, to: path)
      }
      Console.say("n-grams: " + model.counts.map(String.init).joined(separator: " "))
    }
  }

  struct Query: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the log10 score of each line, with </s>, and how many of its words are unknown.",
      discussion: """
        Example:
          chasqui lm query --arpa aym.arpa sentences.txt
        """)

    @Option(help: "The ARPA file to read.")
    var arpa: String

    @Argument(help: "Text files, - for standard input.")
    var files: [String] = ["-"]

    func run() throws {
      let (model, vocabulary) = try ARPAFile.read(arpa)
      let path = NSTemporaryDirectory() + "chasqui-\(UUID().uuidString).lm"
      try LanguageModelWriter.write(model, to: path)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let languageModel = try LanguageModel(path: path)
      var report = PerplexityReport()
      for file in files {
        var output = ""
        for line in try TextLines.read(file) {
          let tokens = line.utf8Words.map { vocabulary.id(of: $0) ?? SpecialToken.unknown }
          let score = languageModel.sentenceScore(tokens)
          report.append(score)
          output += "\(score.logProbability)\t\(score.unknownCount)\n"
        }
        Console.output(output)
      }
      Console.say(
        "\(report.total.tokenCount) tokens with </s>, \(report.total.unknownCount) unknown; perplexity "
          + "\(report.perplexity), without unknown words \(report.perplexityWithoutUnknowns)")
    }
  }
}

extension String {
  /// The words between spaces and tabs; other space characters belong to words, as in other tools.
  var utf8Words: [String] {
    utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x00 }.map { String(Substring($0)) }
  }
}
