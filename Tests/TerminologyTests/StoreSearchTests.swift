import Terminology
import Testing

@Suite struct StoreSearchTests {
  private let samples: StoreSamples

  init() throws {
    samples = try StoreSamples()
    try samples.store.create(Glossary(name: "leyes"), author: "ana")
    _ = try samples.store.importEntries(
      [
        StoreSamples.full,
        StoreSamples.entry("forest", ["spa": "Monte Público", "grn": "ka'aguy", "eng": "public forest"]),
        StoreSamples.entry("water", ["spa": "agua", "grn": "y", "aym": "uma"]),
        StoreSamples.entry("friend", ["spa": "compañero", "grn": "iñirũ ag̃a"]),
        StoreSamples.entry("garden", ["spa": "jardín público", "fra": "l'école"]),
      ], into: "salud", mode: .merge, author: "ana")
    _ = try samples.store.importEntries(
      [StoreSamples.entry("public", ["spa": "público"]), StoreSamples.entry("chile", ["por-BR": "água"])],
      into: "leyes", mode: .merge, author: "ana")
  }

  @Test(arguments: [
    // Accents and case.
    ("MONTE publico", ["forest"]), ("companero", ["friend"]), ("COMPAÑERO", ["friend"]),
    ("compan\u{303}ero", ["friend"]), ("ecole", ["garden"]), ("l’École", ["garden"]),
    // Guaraní: glottal stops of all kinds or none, nasal letters written either way.
    ("ka'aguy", ["forest"]), ("kaꞌaguy", ["forest"]), ("ka’aguy", ["forest"]), ("KAʼAGUY", ["forest"]),
    ("kaaguy", ["forest"]), ("aĝa", ["friend"]), ("ag̃a", ["friend"]), ("aga", ["friend"]),
    ("iñirû", ["friend"]), ("iñirũ", ["friend"]),
    // Beginnings, forms, definitions, notes, and parts of words.
    ("hospitalit", ["salud-1"]), ("cura", ["salud-1"]), ("comun", ["salud-1"]), ("place cure", ["salud-1"]),
    ("ministerio", ["salud-1"]), ("pañer", ["friend"]), ("aguy", ["forest"]),
    // The whole term first.
    ("público", ["public", "garden", "forest"]),
    ("monte agua", []), ("\"", []), ("* OR NOT", []), ("monte*", ["forest"]), ("(monte", ["forest"]),
    ("terms:monte", []), ("", []), ("-monte", ["forest"]),
  ])
  func findsWhatIsMeant(query: String, expected: [String]) throws {
    #expect(try Set(samples.found(query)) == Set(expected))
    #expect(try samples.found(query).first == expected.first)
  }

  @Test func restrictsToLanguagesAndGlossaries() throws {
    #expect(try samples.found("agua") == ["water", "chile"] || samples.found("agua") == ["chile", "water"])
    #expect(try samples.found("agua", languages: ["spa"]) == ["water"])
    #expect(try samples.found("agua", languages: ["por"]) == ["chile"])
    #expect(try samples.found("agua", languages: ["por-BR", "spa"]).count == 2)
    #expect(try samples.found("agua", languages: ["aym"]).isEmpty)
    #expect(try samples.found("agua", glossaries: ["leyes"]) == ["chile"])
    #expect(try samples.found("agua", languages: ["spa"], glossaries: ["leyes"]).isEmpty)
    #expect(try samples.found("nota", languages: ["spa"]).isEmpty)
    #expect(try samples.found("público", limit: 1) == ["public"])
    #expect(samples.reason { _ = try samples.found("agua", glossaries: ["none"]) } == .missing)
  }

  @Test func followsChanges() throws {
    let store = samples.store
    _ = try store.edit(StoreSamples.entry("water", ["spa": "río"]), in: "salud", author: "ana")
    #expect(try samples.found("agua") == ["chile"])
    #expect(try samples.found("uma").isEmpty)
    #expect(try samples.found("rio") == ["water"], "not Ministerio too")
    try store.rename("leyes", to: "normas", author: "ana")
    #expect(try store.search("público").first?.glossary == "normas")
    try store.remove("normas", author: "ana")
    #expect(try samples.found("agua").isEmpty)
  }
}
