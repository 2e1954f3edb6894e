import ChasquiTestSupport
import Foundation
import Terminology
import Text

/// A store in a folder of its own, with a glossary `salud`, and entries to put into it.
struct StoreSamples {
  let folder = TemporaryFolder()
  let store: GlossaryStore
  var path: String { store.database.path }

  init() throws {
    store = try GlossaryStore(path: folder.file("data/chasqui.sqlite"))
    try store.create(Glossary(name: "salud", title: "Salud"), author: "ana")
  }

  /// An entry with a term in each language: `spa` with `hospital`, and so on.
  static func entry(_ identifier: String, _ terms: KeyValuePairs<String, String>, domain: String = "")
    -> GlossaryEntry
  {
    GlossaryEntry(
      identifier: identifier, domain: domain,
      terms: terms.map { Term(language: language($0.key), text: $0.value) })
  }

  static func language(_ text: String) -> LanguageTag {
    do { return try LanguageTag(text) } catch { fatalError("\(error)") }
  }

  /// Every field filled.
  static let full = GlossaryEntry(
    identifier: "salud-1", domain: "health",
    definitions: [
      .init(language: language("spa"), text: "Lugar donde se cura \"a la gente\"."),
      .init(language: nil, text: "place\nof cure"),
    ], note: "una nota", source: "Ministerio", isUntranslatable: true,
    terms: [
      Term(
        language: language("es-BO"), text: "hospital", partOfSpeech: "noun", status: .admitted,
        forms: ["hospitales", "hospitalito"], isCaseSensitive: true, note: "común"),
      Term(language: language("grn"), text: "tasyo"),
    ])

  /// What the store answers to a search.
  func found(_ query: String, languages: [String] = [], glossaries: [String] = [], limit: Int = 50) throws
    -> [String]
  {
    var options = SearchOptions()
    options.languages = languages.map(Self.language)
    options.glossaries = glossaries
    options.limit = limit
    return try store.search(query, options: options).map(\.stored.entry.identifier)
  }

  func reason(_ body: () throws -> Void) -> TerminologyError.Reason? {
    do { try body() } catch { return (error as? TerminologyError)?.reason }
    return nil
  }
}
