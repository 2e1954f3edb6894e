internal import ArgumentParser
internal import Chasqui
internal import Terminology

/// `--glossary`: the glossaries that a translation keeps to.
struct GlossaryOption: ParsableArguments {
  @Option(
    help:
      "Keep to the terms of these glossaries, the most important first: NAME[,NAME…]. See `chasqui glossary`."
  )
  var glossary: String?

  /// - Throws: `CommandFailure` that names the glossaries there are.
  func rules(for model: TranslationModel, database: DatabaseOption) throws -> TermRules? {
    guard let glossary else { return nil }
    let store = try database.openToRead()
    let names = try GlossaryNameList(glossary, in: store).names
    guard !names.isEmpty else { throw ValidationError("--glossary needs a name.") }
    let index = try GlossaryCache(store: store, model: model).snapshot()
    for term in index.skipped where names.contains(term.glossary) { Console.say("\(term)") }
    return TermRules(index: index, glossaries: names)
  }
}

/// Names of glossaries, divided by commas, the most important first.
struct GlossaryNameList {
  let names: [String]

  /// - Throws: `CommandFailure` that names the glossaries there are, if one of them is not there.
  init(_ text: String, in store: GlossaryStore) throws {
    names = text.split(separator: ",").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    let known = try store.list().map(\.glossary.name)
    if let missing = names.first(where: { !known.contains($0) }) {
      throw CommandFailure(
        "There is no glossary \(missing). "
          + (known.isEmpty
            ? "Import one with `chasqui glossary import`." : "Known are \(known.joined(separator: ", "))."))
    }
  }
}

extension Substring {
  fileprivate func trimmingSpaces() -> String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
