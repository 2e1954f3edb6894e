internal import Alignment
internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Corpora
internal import Text
internal import Tokens

struct AlignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Align the words of a parallel corpus.",
    discussion: """
      Prints a line for each sentence pair with links between source and target tokens, counted from 0 \
      (Pharaoh format: 0-0 1-2).

      Examples:
        chasqui align --source spa --target aym train > train.gdfa
        chasqui align --source spa --target aym --tokenized --forward f.txt --backward b.txt train
      """)

  @Option(help: "The language of the source side.")
  var source: String

  @Option(help: "The language of the target side.")
  var target: String

  @Option(
    help:
      "How the two directions are joined: \(Symmetrization.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var method = Symmetrization.growDiagFinalAnd.rawValue

  @Option(help: "Write the links by which each target token has at most one to this file.")
  var forward: String?

  @Option(help: "Write the links by which each source token has at most one to this file.")
  var backward: String?

  @Option(help: "Write the tokens of both sides, separated by ` ||| `, to this file.")
  var tokens: String?

  @Flag(help: "The text is tokenized already: tokens are what stands between spaces.")
  var tokenized = false

  @Option(help: "Align words by their first N characters, as `train` does; 0 aligns whole words.")
  var prefix = TrainingOptions().alignmentPrefixes[0]

  @Option(help: "How many threads to use.")
  var threads = Parallel.coreCount

  @Option(help: "The seed of the sampler.")
  var seed: UInt64 = 1

  @Argument(help: "The corpus, as `train` reads it.")
  var corpus: String

  func validate() throws {
    if Symmetrization(rawValue: method) == nil {
      throw ValidationError(
        "--method is one of \(Symmetrization.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    if threads < 1 { throw ValidationError("--threads needs at least 1.") }
    if [forward, backward, tokens].contains("-") {
      throw ValidationError("Standard output takes the joined links: name files for the others.")
    }
  }

  func run() throws {
    for path in [forward, backward, tokens] { try AtomicOutput.check(path) }
    let (sourceLanguage, targetLanguage) = (try LanguageTag(source), try LanguageTag(target))
    let reader = CorpusReader(source: sourceLanguage.code, target: targetLanguage.code)
    let corpus = try reader.readAloud(CorpusSource(corpus))
    let aligner = CorpusAligner(
      source: sourceLanguage, target: targetLanguage, isTokenized: tokenized,
      prefix: prefix > 0 ? prefix : nil, seed: seed, threads: threads)
    let result = try aligner.align(corpus.source, corpus.target, progress: TerminalProgress())
    let joined = result.links.symmetrized(Symmetrization(rawValue: method)!, threads: threads)
    // Files first: whoever reads standard output may have enough of it before they are written.
    if let forward { try AtomicOutput.write(Self.format(result.links.forward), to: forward) }
    if let backward { try AtomicOutput.write(Self.format(result.links.backward), to: backward) }
    if let tokens {
      let lines = zip(result.source, result.target).map {
        $0.joined(separator: " ") + " ||| " + $1.joined(separator: " ") + "\n"
      }
      try AtomicOutput.write(lines.joined(), to: tokens)
    }
    Console.output(Self.format(joined))
  }

  private static func format(_ alignment: CorpusAlignment) -> String {
    (0..<alignment.sentenceCount).map { LinkFormat.line(alignment[$0]) + "\n" }.joined()
  }
}
