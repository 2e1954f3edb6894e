internal import ArgumentParser
internal import Corpora
private import Foundation
internal import Terminology
internal import Text

struct MemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Keep corrected translations, which count from the next translation on.",
    discussion: """
      The memory lives in the same SQLite file as the glossaries; `chasqui translate --corrections` uses it, \
      without training anything. `chasqui glossary undo` also undoes what is done here.

      Examples:
        chasqui memory add --from es --to gn --source "Buen día." --target "Mba'éichapa."
        chasqui memory import corrections.tmx --from es --to gn
        chasqui memory list --from es --to gn
        chasqui memory edit 12 --target "Mba'éichapa reiko?"
        chasqui memory export --from es --to gn -o corrections.tmx
      """,
    subcommands: [Add.self, Import.self, List.self, Edit.self, Remove.self, Export.self])

  /// The language pair.
  struct Languages: ParsableArguments {
    @Option(help: "The source language.")
    var from: LanguageTag

    @Option(help: "The target language.")
    var to: LanguageTag
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Save a translation.",
      discussion: """
        Example:
          chasqui memory add --from es --to gn --source "Buen día." --target "Mba'éichapa."
        """)

    @OptionGroup var databaseOption: DatabaseOption
    @OptionGroup var authorOption: AuthorOption
    @OptionGroup var languages: Languages

    @Option(help: "The text in the source language.")
    var source: String

    @Option(help: "Its translation.")
    var target: String

    @Option(help: "The field of knowledge, such as health.")
    var domain = ""

    func run() throws {
      let unit = TranslationUnit(
        sourceLanguage: languages.from, targetLanguage: languages.to, source: source, target: target,
        author: authorOption.name, origin: "correction", domain: domain)
      let stored = try databaseOption.memory().add(unit, author: authorOption.name)
      Console.output(MemoryCommand.line(stored))
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Save all translations of a TMX, TSV, XLIFF or PO file, as one change.",
      discussion: """
        Translations that the memory has already are not saved again; of a text for which OmegaT has a default \
        translation, those for single contexts are not saved.

        Example:
          chasqui memory import corrections.tmx --from es --to gn
        """)

    @OptionGroup var databaseOption: DatabaseOption
    @OptionGroup var authorOption: AuthorOption
    @OptionGroup var languages: Languages

    @Argument(help: "The file, as `train --corpus` reads it.")
    var file: String

    func run() throws {
      let reader = CorpusReader(
        source: languages.from.code, target: languages.to.code, options: MemoryOption.reading)
      let corpus = try reader.read(CorpusSource(file))
      let memory = try databaseOption.memory()
      let units = (0..<corpus.count).map { index in
        TranslationUnit(
          sourceLanguage: languages.from, targetLanguage: languages.to, source: corpus.source(index),
          target: corpus.target(index), author: authorOption.name, origin: corpus.name)
      }.filter { !$0.source.allSatisfy(\.isWhitespace) && !$0.target.allSatisfy(\.isWhitespace) }
      let stored = try memory.addMissing(units, author: authorOption.name)
      let rest = units.count - stored.count
      Console.say("\(stored.count) translations saved" + (rest > 0 ? ", \(rest) were there already." : "."))
      let contexts = corpus.notes.skippedContexts
      if contexts > 0 {
        Console.say("\(contexts) for one context only were left out: the file has a default translation.")
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the saved translations, oldest first.",
      discussion: """
        Example:
          chasqui memory list --from es --to gn
        """)

    @OptionGroup var databaseOption: DatabaseOption

    @Option(help: "Only those from this language.")
    var from: LanguageTag?

    @Option(help: "Only those into this language.")
    var to: LanguageTag?

    @Flag(help: "Print JSON, a translation a line.")
    var json = false

    func run() throws {
      for stored in try databaseOption.memoryToRead().units(from: from, to: to) {
        Console.output(json ? try JSONOutput.line(stored) : MemoryCommand.line(stored))
      }
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change a saved translation, or take up a suggestion.",
      discussion: """
        A suggestion counts in translations once it has been edited, even without a change.

        Examples:
          chasqui memory edit 12 --target "Mba'éichapa reiko?"
          chasqui memory edit 13
        """)

    @OptionGroup var databaseOption: DatabaseOption
    @OptionGroup var authorOption: AuthorOption

    @Argument(help: "Its number, as `list` shows it.")
    var number: Int64

    @Option(help: "The new text in the source language.")
    var source: String?

    @Option(help: "The new translation.")
    var target: String?

    func run() throws {
      let memory = try databaseOption.memory()
      let old = try memory.unit(number)
      var unit = old.unit
      if let source { unit.source = source }
      if let target { unit.target = target }
      if unit.isSuggestion { unit.origin = "correction" }
      unit.author = authorOption.name
      unit.time = Date()
      let stored = try memory.edit(number, to: unit, version: old.version, author: authorOption.name)
      Console.output(MemoryCommand.line(stored))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a saved translation.",
      discussion: """
        Example:
          chasqui memory remove 12
        """)

    @OptionGroup var databaseOption: DatabaseOption
    @OptionGroup var authorOption: AuthorOption

    @Argument(help: "Its number, as `list` shows it.")
    var number: Int64

    func run() throws {
      let change = try databaseOption.memory().remove(number, author: authorOption.name)
      Console.say("Removed; undo with `chasqui glossary undo \(change.number)`.")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the saved translations of a language pair as TMX or TSV.",
      discussion: """
        Examples:
          chasqui memory export --from es --to gn -o corrections.tmx
          chasqui memory export --from es --to gn -o - | grep salud
        """)

    @OptionGroup var databaseOption: DatabaseOption
    @OptionGroup var languages: Languages

    @Option(name: .shortAndLong, help: "The .tmx or .tsv file to write, - for a table on standard output.")
    var output: String

    func validate() throws {
      let ending = output.lowercased().suffix(4)
      guard output == "-" || [".tmx", ".tsv", ".tab"].contains(ending) else {
        throw ValidationError("\(output): The memory is written as .tmx or .tsv, not as another format.")
      }
    }

    func run() throws {
      try AtomicOutput.check(output)
      var corpus = ParallelCorpus(name: "memory")
      for stored in try databaseOption.memoryToRead().units(from: languages.from, to: languages.to)
      where !stored.unit.isSuggestion {
        corpus.append(source: stored.unit.source, target: stored.unit.target)
      }
      try CorpusWriter(source: languages.from.code, target: languages.to.code).write(corpus, to: output)
      Console.say("\(corpus.count) translations written.")
    }
  }

  static func line(_ stored: StoredUnit) -> String {
    let unit = stored.unit
    return
      "\(stored.number)\tv\(stored.version)\t\(unit.sourceLanguage.bcp47) → \(unit.targetLanguage.bcp47)\t"
      + "\(unit.author)\t\(oneLine(unit.source))\t\(oneLine(unit.target))"
      + (unit.isSuggestion ? "\tsuggestion\n" : "\n")
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

extension DatabaseOption {
  func memory() throws -> TranslationMemory { TranslationMemory(database: try open().database) }

  /// The translation memory, to read only: nothing is made where it is missing.
  func memoryToRead() throws -> TranslationMemory {
    TranslationMemory(database: try openToRead().database)
  }
}

extension TranslationMemory {
  /// All units of the given languages, whatever their regions; nil for any.
  fileprivate func units(from source: LanguageTag?, to target: LanguageTag?) throws -> [StoredUnit] {
    try changes(since: 0).changed.filter { stored in
      (source == nil || stored.unit.sourceLanguage.code == source?.code)
        && (target == nil || stored.unit.targetLanguage.code == target?.code)
    }
  }
}
