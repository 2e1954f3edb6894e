internal import ArgumentParser
internal import Terminology

struct GlossaryHistory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show who changed what: of all glossaries, of one, or of an entry.",
    discussion: """
      Examples:
        chasqui glossary history
        chasqui glossary history health hea-052
      """)

  @OptionGroup var databaseOption: DatabaseOption

  @Option(help: "How many changes to show at most.")
  var limit = 50

  @Flag(help: "Print JSON.")
  var json = false

  @Argument(help: "The glossary.")
  var name: String?

  @Argument(help: "The identifier of an entry.")
  var entry: String?

  func run() throws {
    let store = try databaseOption.openToRead()
    if let name, let entry {
      let changes = try store.history(of: entry, in: name)
      if json {
        Console.output(try JSONOutput.pretty(changes))
        return
      }
      for change in changes.prefix(limit) {
        let difference = EntryDifference(before: change.before, after: change.after)
        Console.output(
          "\(GlossaryText.change(change.change)), version \(change.versionAfter)\n"
            + "    \(GlossaryText.difference(difference))\n")
      }
      return
    }
    let records = try name.map { try store.history(of: $0, limit: limit) } ?? store.history(limit: limit)
    Console.output(
      json
        ? try JSONOutput.pretty(records) : records.map { GlossaryText.change($0) + "\n" }.joined())
  }
}

struct GlossaryUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Undo a change; the undoing is a change too, and can be undone.",
    discussion: """
      What was changed again since is not touched, unless --force says so.

      Example:
        chasqui glossary undo 17
      """)

  @OptionGroup var databaseOption: DatabaseOption
  @OptionGroup var authorOption: AuthorOption

  @Flag(help: "Also undo what later changes did to the same entries.")
  var force = false

  @Argument(help: "The number of the change, as `history` shows it.")
  var change: Int64

  func run() throws {
    let record = try databaseOption.open().undo(
      change, author: authorOption.name, policy: force ? .overwrite : .refuse)
    Console.output(GlossaryText.change(record) + "\n")
  }
}
