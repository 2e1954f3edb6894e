internal import ArgumentParser
internal import Chasqui
internal import Decoding
internal import Terminology
internal import Tokens

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Show how a translation came about: phrases, alignment, scores, and the sentences that taught them.",
    discussion: """
      Examples:
        chasqui explain --model models/spa-aym "Todas las personas tienen derecho a la salud."
        chasqui explain --model models/spa-aym --memory saved.tmx "La posta está cerrada."
      """)

  @OptionGroup var modelOption: ModelOption

  @OptionGroup var translationArguments: TranslationArguments
  @Option(help: "How many corpus sentences to show for a phrase.")
  var evidence = 2

  @Flag(help: "Print JSON.")
  var json = false

  @Argument(help: "The text to translate.")
  var text: String

  func run() throws {
    let model = try modelOption.open()
    let translator = try translationArguments.translator(for: model)
    let translation = translator.translate(text, request: try translationArguments.request(for: model))
    if json {
      struct Explanation: Encodable {
        var translation: TranslationJSON
        var evidence: [[[Evidence]]]
      }
      let found = translation.sentences.map { sentence in
        sentence.phrases.map { translator.evidence(for: $0, in: sentence, limit: evidence) }
      }
      Console.output(
        try JSONOutput.pretty(Explanation(translation: TranslationJSON(text, translation), evidence: found)))
      return
    }
    for sentence in translation.sentences { show(sentence, translator) }
  }

  private func show(_ sentence: TranslatedSentence, _ translator: Translator) {
    var lines = [sentence.source, sentence.text, ""]
    for (number, phrase) in sentence.phrases.enumerated() {
      let source = sentence.sourceTokens[phrase.source].joined(separator: " ")
      let target = sentence.targetTokens[phrase.target].joined(separator: " ")
      var line = "\(number + 1). \(source) → \(target)  (\(phrase.origin.rawValue)"
      if phrase.origin == .corpus || phrase.origin == .similarWord
        || phrase.origin == .memory && !sentence.isRemembered
      {
        line += ", p(target|source) \(percent(phrase.forward)), p(source|target) \(percent(phrase.backward))"
      }
      lines.append(line + ")")
      for evidence in translator.evidence(for: phrase, in: sentence, limit: evidence) {
        let place = evidence.id.map { "memory \($0)" } ?? "\(evidence.corpus) #\(evidence.pair)"
        let author = evidence.author.map { " by \($0)" } ?? ""
        lines.append("     \(place)\(author): \(evidence.source)")
        lines.append("       → \(evidence.target)")
      }
    }
    for term in sentence.terms {
      let kept = term.target == nil ? "NOT KEPT" : "\(term.targetText) (\(term.status?.rawValue ?? ""))"
      lines.append("Term \(term.glossary)/\(term.entry), version \(term.version): \(term.form) → \(kept)")
    }
    lines.append("")
    lines.append("Links: " + sentence.alignment.map { "\($0.source)-\($0.target)" }.joined(separator: " "))
    if !sentence.unknownWords.isEmpty {
      lines.append("Unknown words: " + sentence.unknownWords.joined(separator: ", "))
    }
    lines.append("Score: \(rounded(sentence.score))")
    for (feature, value) in zip(Feature.allCases, sentence.features) where value != 0 {
      lines.append("  \(feature)".padding(toLength: 26) + rounded(value))
    }
    Console.output(lines.joined(separator: "\n") + "\n")
  }

  private func percent(_ logProbability: Float) -> String {
    let value = (100 * Double(logProbability).exponential)
    return "\((value * 10).rounded() / 10) %"
  }

  private func rounded(_ value: Float) -> String { "\((value * 1000).rounded() / 1000)" }
}
