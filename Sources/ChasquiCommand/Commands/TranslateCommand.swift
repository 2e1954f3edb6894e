internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Decoding
internal import Tokens

struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Translate text, line by line, or documents.",
    discussion: """
      Examples:
        chasqui translate --model models/spa-aym < in.txt > out.txt
        chasqui translate --model models/spa-aym letter.txt notice.txt
        echo "La salud es un derecho." | chasqui translate --model models/spa-aym --alternatives 5
        chasqui translate --model models/spa-grn --convention circumflex < in.txt
        chasqui translate --model models/eng-spa --glossary health,law --strict notice.txt
        chasqui translate --model models/spa-aym --memory saved.tmx < in.txt
        chasqui translate --model models/eng-spa page.html -o page.es.html
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
    if let document = documentArguments.document(among: files) {
      if alternatives != nil || alignment || strict || json {
        throw ValidationError(
          "\(document) is a document, which excludes --alternatives, --alignment, --strict and --json. "
            + "Its mere lines are translated from standard input.")
      }
      if files.count != 1 { throw ValidationError("\(document) is a document: translate it alone.") }
    }
    if let alternatives, alternatives < 1 { throw ValidationError("--alternatives needs at least 1.") }
  }

  func run() throws {
    let model = try modelOption.open()
    let translator = try translationArguments.translator(for: model, threads: threads)
    var request = try translationArguments.request(for: model)
    request.alternatives = alternatives ?? 1
    if documentArguments.document(among: files) != nil {
      return try DocumentTranslation(translator: translator, request: request, threads: threads).run(
        files[0], documentArguments)
    }
    var isBroken = false
    for file in files {
      let lines = try Console.lines(of: file)
      if alternatives != nil {
        try printAlternatives(lines, translator, request)
      } else {
        isBroken = try printTranslations(lines, translator, request, file) || isBroken
      }
    }
    if isBroken { throw ExitCode(3) }
  }

  /// Tells whether with `--strict` a line was left empty.
  private func printTranslations(
    _ lines: [String], _ translator: Translator, _ request: TranslationRequest, _ file: String
  ) throws -> Bool {
    let progress = TerminalProgress()
    progress.begin(stage: "Translating", total: lines.count)
    defer { progress.end() }
    var isBroken = false
    // In blocks, so that a pipe gets its first lines early and memory stays flat.
    for block in Parallel.chunks(lines.count, size: 256) {
      let translations = translator.translate(
        Array(lines[block]), request: request, threads: threads, progress: progress)
      var text = ""
      for (line, translation) in zip(block, translations) {
        let broken = strict ? translation.brokenTerms : []
        if !broken.isEmpty {
          isBroken = true
          Console.say("\(file):\(line + 1): These terms cannot be kept: \(broken.joined(separator: ", ")).")
          text += json ? "null\n" : "\n"
        } else if json {
          text += try JSONOutput.line(TranslationJSON(lines[line], translation))
        } else {
          text += translation.text
          if alignment { text += "\t" + translation.sentences.map(Self.pharaoh).joined(separator: " | ") }
          text += "\n"
        }
      }
      Console.output(text)
    }
    return isBroken
  }

  private func printAlternatives(
    _ lines: [String], _ translator: Translator, _ request: TranslationRequest
  ) throws {
    let lists = Parallel.map(lines.count, threads: threads) {
      translator.alternatives(lines[$0], request: request)
    }
    for (index, list) in lists.enumerated() {
      var text = ""
      for sentence in list {
        if json {
          text += try JSONOutput.line(SentenceJSON(sentence))
        } else {
          text += "\(index + 1)\t\(sentence.score)\t\(sentence.text)"
          if alignment { text += "\t" + Self.pharaoh(sentence) }
          text += "\n"
        }
      }
      Console.output(text)
    }
  }

  private static func pharaoh(_ sentence: TranslatedSentence) -> String {
    sentence.alignment.map { "\($0.source)-\($0.target)" }.joined(separator: " ")
  }
}
