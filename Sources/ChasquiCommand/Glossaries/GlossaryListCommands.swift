internal import ArgumentParser
internal import Terminology
internal import Text

struct GlossaryList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the glossaries.",
    discussion: """
      Example:
        chasqui glossary list
      """)

  @OptionGroup var databaseOption: DatabaseOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    // Before the first import there is no file yet; one that was named should be there.
    let isUnused = databaseOption.database == nil && !databaseOption.exists
    let summaries = isUnused ? [] : try databaseOption.openToRead().list()
    if json {
      Console.output(try JSONOutput.pretty(summaries))
      return
    }
    if summaries.isEmpty {
      Console.say("There are no glossaries yet. Import one with `chasqui glossary import`.")
    }
    for summary in summaries {
      let languages = summary.languages.map { "\($0.language.bcp47) \($0.entryCount)" }.joined(
        separator: ", ")
      let title = summary.glossary.title.isEmpty ? "" : "\t\(summary.glossary.title)"
      Console.output("\(summary.glossary.name)\t\(summary.entryCount) entries\t\(languages)\(title)\n")
    }
  }
}

struct GlossaryShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the entries of a glossary, or one of them in full.",
    discussion: """
      Examples:
        chasqui glossary show health
        chasqui glossary show health hea-052
      """)

  @OptionGroup var databaseOption: DatabaseOption

  @Flag(help: "Print JSON, an entry a line.")
  var json = false

  @Argument(help: "The glossary.")
  var name: String

  @Argument(help: "The identifier of an entry.")
  var entry: String?

  func run() throws {
    let store = try databaseOption.openToRead()
    if let entry {
      let stored = try store.entry(entry, in: name)
      Console.output(
        json ? try JSONOutput.pretty(stored) : GlossaryText.full(stored, glossary: name))
      return
    }
    var continuation: Int64?
    repeat {
      let page = try store.entries(of: name, from: continuation, limit: 1000)
      var text = ""
      for stored in page.entries {
        text += json ? try JSONOutput.line(stored) : GlossaryText.line(stored, glossary: name) + "\n"
      }
      Console.output(text)
      continuation = page.continuation
    } while continuation != nil
  }
}

struct GlossarySearch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find entries by words of their terms, definitions and notes.",
    discussion: """
      Case, accents and spelling variants do not count; words may be given by their beginnings.

      Example:
        chasqui glossary search "presion arterial" --glossary health
      """)

  @OptionGroup var databaseOption: DatabaseOption

  @Option(help: "Search only this glossary; may be given many times.")
  var glossary: [String] = []

  @Option(help: "Search only what is in this language; may be given many times.")
  var language: [LanguageTag] = []

  @Option(help: "How many entries to show at most.")
  var limit = 20

  @Flag(help: "Print JSON, an entry a line.")
  var json = false

  @Argument(help: "What to look for.")
  var query: String

  func run() throws {
    var options = SearchOptions()
    options.glossaries = glossary
    options.languages = language
    options.limit = limit
    for hit in try databaseOption.openToRead().search(query, options: options) {
      Console.output(
        json ? try JSONOutput.line(hit) : GlossaryText.line(hit.stored, glossary: hit.glossary) + "\n")
    }
  }
}
