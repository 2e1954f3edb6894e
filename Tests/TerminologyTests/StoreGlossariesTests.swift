import Terminology
import Testing

@Suite struct StoreGlossariesTests {
  private let samples: StoreSamples
  private var store: GlossaryStore { samples.store }

  init() throws { samples = try StoreSamples() }

  @Test func summariesCountEntriesByLanguage() throws {
    try store.create(Glossary(name: "leyes"), author: "ana")
    _ = try store.add(StoreSamples.full, to: "salud", author: "eva")
    _ = try store.add(
      StoreSamples.entry("2", ["grn": "óga", "grn": "róga", "spa": "casa"]), to: "salud", author: "luis")
    let list = try store.list()
    #expect(list.map(\.glossary.name) == ["leyes", "salud"])
    #expect(list[0].entryCount == 0)
    #expect(list[1].entryCount == 2)
    #expect(list[1].languages.map { "\($0.language) \($0.entryCount)" } == ["grn 2", "spa 1", "spa-BO 1"])
    #expect(list[1].lastChange.author == "luis")
    #expect(list[1].lastChange.kind == .addEntry)
    #expect(try store.summary(of: "salud") == list[1])
  }

  @Test func glossariesAreRenamedAndDescribed() throws {
    _ = try store.add(StoreSamples.full, to: "salud", author: "ana")
    let renaming = try store.rename("salud", to: "salud-2", author: "ana")
    #expect(renaming.glossary == "salud-2")
    #expect(samples.reason { _ = try store.entries(of: "salud") } == .missing)
    #expect(try store.entries(of: "salud-2").count == 1)
    try store.describe(Glossary(name: "salud-2", title: "T", license: "CC0-1.0"), author: "eva")
    #expect(try store.summary(of: "salud-2").glossary.license == "CC0-1.0")
    try store.create(Glossary(name: "salud"), author: "ana")
    #expect(samples.reason { try store.rename("salud-2", to: "salud", author: "") } == .exists)
    #expect(samples.reason { try store.undo(renaming.number, author: "") } == .conflict)
    #expect(
      samples.reason { try store.undo(renaming.number, author: "", policy: .overwrite) } == .exists)
  }

  @Test(arguments: ["", ".a", "a b", "a/b", "a\nb", String(repeating: "a", count: 101)])
  func badNamesAreRefused(name: String) throws {
    #expect(samples.reason { try store.create(Glossary(name: name), author: "") } == .argument)
    #expect(samples.reason { try store.rename("salud", to: name, author: "") } == .argument)
  }

  @Test func aRemovedGlossaryComesBackWhole() throws {
    let entries = (1...20).map { StoreSamples.entry("\($0)", ["spa": "término \($0)", "grn": "ñe'ẽ \($0)"]) }
    _ = try store.importEntries(entries, into: "salud", mode: .merge, author: "ana")
    let removal = try store.remove("salud", author: "eva")
    #expect(removal.parts == 21)
    #expect(try store.list().isEmpty)
    #expect(try samples.found("término").isEmpty)
    try store.create(Glossary(name: "salud"), author: "luis")
    #expect(samples.reason { try store.undo(removal.number, author: "eva") } == .exists)
    try store.remove("salud", author: "luis")
    try store.undo(removal.number, author: "eva")
    #expect(try store.entries(of: "salud") == entries)
    #expect(try samples.found("término").count == 20)
    #expect(try store.summary(of: "salud").languages.map(\.entryCount) == [20, 20])
    try store.database.verify()
  }
}
