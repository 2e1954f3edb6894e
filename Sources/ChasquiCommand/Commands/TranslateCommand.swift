internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Decoding
private import Foundation
internal import Tokens

struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Translate text, line by line, or documents.",
    discussion: """
      Lines are translated as they arrive, and text is UTF-8.

      Examples:
        chasqui translate --model models/spa-aym < in.txt > out.txt
        chasqui translate --model models/spa-aym letter.txt notice.txt
        echo "La salud es un derecho." | chasqui translate --model models/spa-aym --alternatives 5
        chasqui translate --model models/spa-grn --convention circumflex < in.txt
        chasqui translate --model models/eng-spa --glossary health,law --strict notice.txt
        chasqui translate --model models/spa-aym --memory saved.tmx < in.txt
        chasqui translate --model models/eng-spa page.html -o page.es.html
        chasqui translate --model models/eng-spa --columns 2 --no-header list.tsv > list.es.tsv
      """)

  @OptionGroup var modelOption: ModelOption

  @Option(
    name: [.customLong("alternatives"), .customLong("nbest")],
    help: "Print up to N translations of each line: line number, score and text, separated by tabs.")
  var alternatives: Int?

  @Flag(help: "Print the word alignment behind each translation, as source-target pairs from 0.")
  var alignment = false

  @Flag(help: "Leave a line empty rather than break a term of the --glossary; the exit code is then 3.")
  var strict = false

  @Flag(help: "Print one JSON object for each line.")
  var json = false

  @Option(help: "How many threads to use.")
  var threads = Parallel.coreCount

  @OptionGroup var documentArguments: DocumentArguments

  @OptionGroup var translationArguments: TranslationArguments

  @Argument(help: "The files to translate, - for standard input.")
  var files: [String] = ["-"]

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads needs at least 1.") }
    if strict, alternatives != nil {
      throw ValidationError("--strict and --alternatives exclude each other.")
    }
    if documentArguments.isDocument, let first = files.first { try checkDocument(first) }
    if let alternatives, alternatives < 1 { throw ValidationError("--alternatives needs at least 1.") }
  }

  func run() throws {
    // Faults in the names are told before anything is done; pipes can be looked into only once.
    for file in files where file != "-" && Self.isRegular(file) {
      var reader = try LineReader(file)
      _ = try isDocument(&reader)
    }
    try AtomicOutput.check(documentArguments.output)
    let model = try modelOption.open()
    let translator = try translationArguments.translator(for: model, threads: threads)
    var request = try translationArguments.request(for: model)
    request.alternatives = alternatives ?? 1
    var isBroken = false
    for file in files {
      var reader = try LineReader(file)
      if try isDocument(&reader) {
        try DocumentTranslation(translator: translator, request: request, threads: threads).run(
          try reader.rest(), file, documentArguments)
      } else if alternatives != nil {
        try printAlternatives(&reader, translator, request)
      } else {
        isBroken = try printTranslations(&reader, translator, request) || isBroken
      }
    }
    if isBroken { throw ExitCode(3) }
  }

  /// Tells whether the file is translated as a whole rather than line by line: markup is nothing for a translator
  /// of lines.
  private func isDocument(_ reader: inout LineReader) throws -> Bool {
    if documentArguments.namedFormat != nil { return true }
    let kind = InputKind(path: reader.path, head: try reader.head())
    try kind.check(reader.path)
    guard kind == .document || documentArguments.isDocument else { return false }
    try checkDocument(reader.path)
    return true
  }

  private func checkDocument(_ name: String) throws {
    let name = name == "-" ? "Standard input" : name
    if alternatives != nil || alignment || strict || json {
      throw ValidationError(
        "\(name) is a document, which excludes --alternatives, --alignment, --strict and --json.")
    }
    if files.count != 1 { throw ValidationError("\(name) is a document: translate it alone.") }
  }

  private static func isRegular(_ path: String) -> Bool {
    var status = stat()
    // What is not there is told where it is opened.
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// How many lines are translated together: enough for all cores to have work, and so few that a pipe gets the
  /// first ones early and memory stays flat.
  private var blockSize: Int { max(256, 64 * threads) }

  /// Tells whether with `--strict` a line was left empty.
  private func printTranslations(
    _ reader: inout LineReader, _ translator: Translator, _ request: TranslationRequest
  ) throws -> Bool {
    let progress = TerminalProgress()
    progress.begin(stage: "Translating", total: nil)
    defer { progress.end() }
    var isBroken = false
    while true {
      let first = reader.count
      let block = try reader.arrived(blockSize)
      if block.isEmpty { return isBroken }
      let translations = translator.translate(block, request: request, threads: threads, progress: progress)
      var text = ""
      for (index, translation) in translations.enumerated() {
        let broken = strict ? translation.brokenTerms : []
        if !broken.isEmpty {
          isBroken = true
          let place = "\(reader.path):\(first + index + 1)"
          Console.say("\(place): These terms cannot be kept: \(broken.joined(separator: ", ")).")
          text += json ? "null\n" : "\n"
        } else if json {
          text += try JSONOutput.line(TranslationJSON(block[index], translation))
        } else {
          text += translation.text
          if alignment { text += "\t" + translation.sentences.map(Self.pharaoh).joined(separator: " | ") }
          text += "\n"
        }
      }
      Console.output(text)
    }
  }

  private func printAlternatives(
    _ reader: inout LineReader, _ translator: Translator, _ request: TranslationRequest
  ) throws {
    while true {
      let first = reader.count
      let block = try reader.arrived(blockSize)
      if block.isEmpty { return }
      let lists = Parallel.map(block.count, threads: threads) {
        translator.alternatives(block[$0], request: request)
      }
      var text = ""
      for (index, list) in lists.enumerated() {
        for sentence in list {
          if json {
            text += try JSONOutput.line(SentenceJSON(sentence))
          } else {
            text += "\(first + index + 1)\t\(sentence.score)\t\(sentence.text)"
            if alignment { text += "\t" + Self.pharaoh(sentence) }
            text += "\n"
          }
        }
      }
      Console.output(text)
    }
  }

  private static func pharaoh(_ sentence: TranslatedSentence) -> String {
    sentence.alignment.map { "\($0.source)-\($0.target)" }.joined(separator: " ")
  }
}
