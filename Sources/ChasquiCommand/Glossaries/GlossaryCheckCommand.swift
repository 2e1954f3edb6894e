internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Terminology
internal import Text

struct GlossaryCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for mistakes in a glossary, or for translations that do not keep to it.",
    discussion: """
      Without files it looks at the glossary itself: duplicates, contradictions, replacements that go in a \
      circle, odd spacing, look-alike letters, terms that match nothing, and more. With --from and --to it looks \
      only at what that direction uses, with --model also at words that the model does not know.

      With --source and --target it looks at a finished translation, line by line: whether each term of the \
      source has become one of the terms that the glossary allows, as often as it occurs, and whether a \
      forbidden term stands in the translation. The last line says how much was kept.

      --json prints an object a line; of translations the last one is the summary.

      The exit code is 1 if there are errors, or if the translation breaks the glossary.

      Examples:
        chasqui glossary check health
        chasqui glossary check health --from en --to es --model models/eng-spa
        chasqui glossary check health,law --source notice.en --target notice.es --from en --to es
      """)

  @OptionGroup var databaseOption: DatabaseOption

  @Option(help: "The language that is translated from.")
  var from: LanguageTag?

  @Option(help: "The language that is translated into.")
  var to: LanguageTag?

  @Option(help: "Look for terms that this model cannot place; its languages stand for --from and --to.")
  var model: String?

  @Option(help: "A text, line by line, - for standard input.")
  var source: String?

  @Option(help: "The translation of --source, with as many lines.")
  var target: String?

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: "How many threads to use.")
  var threads = Parallel.coreCount

  @Argument(help: "The glossary, or several as NAME,NAME…, the most important first.")
  var name: String

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads needs at least 1.") }
    if (from == nil) != (to == nil) { throw ValidationError("Give both --from and --to, or neither.") }
    if (source == nil) != (target == nil) { throw ValidationError("Give both --source and --target.") }
    if source != nil, from == nil, model == nil {
      throw ValidationError("Say with --from and --to which languages the texts are in.")
    }
    if source == "-", target == "-" { throw ValidationError("Only one text can be standard input.") }
  }

  func run() throws {
    let store = try databaseOption.openToRead()
    let names = try GlossaryNameList(name, in: store).names
    guard !names.isEmpty else { throw ValidationError("Name a glossary.") }
    let model = try model.map { try TranslationModel(path: ModelStore().path(of: $0)) }
    let pair = try languages(of: model)
    let isSound: Bool
    if let source, let target, let pair {
      let compliance = try compliance(with: names, of: store, pair)
      let check = ComplianceRun(compliance: compliance, isJSON: json, threads: threads)
      isSound = try check.run(source: source, target: target)
    } else {
      isSound = try checkEntries(of: names, in: store, pair, model)
    }
    if !isSound { throw ExitCode(1) }
  }

  private func languages(of model: TranslationModel?) throws -> GlossaryChecker.LanguagePair? {
    if let model {
      guard (from ?? model.sourceLanguage).code == model.sourceLanguage.code,
        (to ?? model.targetLanguage).code == model.targetLanguage.code
      else {
        throw ValidationError(
          "The model translates from \(model.sourceLanguage.bcp47) to \(model.targetLanguage.bcp47).")
      }
      return .init(source: from ?? model.sourceLanguage, target: to ?? model.targetLanguage)
    }
    guard let from, let to else { return nil }
    return .init(source: from, target: to)
  }

  /// Prints what is wrong with the glossaries; false if there are errors.
  private func checkEntries(
    of names: [String], in store: GlossaryStore, _ pair: GlossaryChecker.LanguagePair?,
    _ model: TranslationModel?
  ) throws -> Bool {
    var counts: [GlossaryFinding.Severity: Int] = [:]
    var entryCount = 0
    for name in names {
      let entries = try store.storedEntries(of: name)
      entryCount += entries.count
      let checker = GlossaryChecker(glossary: name, entries: entries, pair: pair)
      let unknown = model?.unknownTerms(in: entries, of: name) ?? []
      for finding in checker.findings(threads: threads) + unknown {
        counts[finding.severity, default: 0] += 1
        Console.output(json ? try JSONOutput.line(finding) : GlossaryText.finding(finding) + "\n")
      }
    }
    let summary = GlossaryFinding.Severity.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)s" }
    Console.say("\(summary.joined(separator: ", ")) in \(entryCount) entries")
    return counts[.error] == nil
  }

  private func compliance(
    with names: [String], of store: GlossaryStore, _ pair: GlossaryChecker.LanguagePair
  ) throws -> TermCompliance {
    let entries = try names.flatMap { name in
      try store.storedEntries(of: name).map {
        VersionedEntry(glossary: name, entry: $0.entry, version: $0.version)
      }
    }
    let index = TermIndex(
      processor: try TextProcessor(language: pair.source), target: pair.target, entries: entries,
      threads: threads)
    for term in index.skipped { Console.say("\(term)") }
    return TermCompliance(
      index: index, target: try TextProcessor(language: pair.target), glossaries: names)
  }
}

extension GlossaryStore {
  /// All entries with their versions, in the order in which they were added.
  fileprivate func storedEntries(of glossary: String) throws -> [StoredEntry] {
    var result: [StoredEntry] = []
    var continuation: Int64?
    repeat {
      let page = try entries(of: glossary, from: continuation, limit: 10_000)
      result += page.entries
      continuation = page.continuation
    } while continuation != nil
    return result
  }
}
