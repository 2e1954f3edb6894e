import Terminology
import Testing

@Suite struct StoreEntriesTests {
  private let samples: StoreSamples
  private var store: GlossaryStore { samples.store }

  init() throws { samples = try StoreSamples() }

  @Test func entriesComeBackAsTheyWere() throws {
    let stored = try store.add(StoreSamples.full, to: "salud", author: "ana")
    #expect(stored.entry == StoreSamples.full)
    #expect(stored.version == 1)
    #expect(try store.entry("salud-1", in: "salud") == stored)
    #expect(try store.entries(of: "salud") == [StoreSamples.full])
    // Through another connection, after a restart.
    let second = try GlossaryStore(path: samples.path)
    #expect(try second.entry("salud-1", in: "salud") == stored)
    try store.database.verify()
  }

  @Test(arguments: ["\"};--", "a\u{0}b", "\u{1F1E7}\u{1F1F4}", "x\\u0041", "ꞌ'`´", "  "])
  func strangeTextIsKept(text: String) throws {
    var entry = StoreSamples.entry("1", ["grn": "a" + text])
    entry.note = text
    entry.domain = text
    _ = try store.add(entry, to: "salud", author: text)
    #expect(try store.entry("1", in: "salud").entry == entry)
    #expect(try store.history(of: "salud").first?.author == text.filter { $0 != "\0" })
    _ = try samples.found(text)
    _ = try samples.found("a" + text)
  }

  @Test func identifiersAreGivenAndNeverUsedAgain() throws {
    let first = try store.add(StoreSamples.entry("", ["spa": "uno"]), to: "salud", author: "ana")
    _ = try store.add(StoreSamples.entry("3", ["spa": "tres"]), to: "salud", author: "ana")
    #expect(first.entry.identifier == "1")
    try store.remove(entry: "1", from: "salud", author: "ana")
    let next = try store.add(StoreSamples.entry("", ["spa": "cuatro"]), to: "salud", author: "ana")
    #expect(next.entry.identifier == "4")
    #expect(samples.reason { _ = try store.entry("1", in: "salud") } == .missing)
    #expect(samples.reason { _ = try store.add(next.entry, to: "salud", author: "") } == .exists)
    let again = try store.add(first.entry, to: "salud", author: "ana")
    #expect(again.version == 3)
  }

  @Test func anEditMustHaveSeenTheLastVersion() throws {
    var entry = try store.add(StoreSamples.full, to: "salud", author: "ana").entry
    entry.note = "otra"
    #expect(try store.edit(entry, in: "salud", version: 1, author: "eva").version == 2)
    entry.note = "tercera"
    let error = #expect(throws: TerminologyError.self) {
      try store.edit(entry, in: "salud", version: 1, author: "luis")
    }
    #expect(error?.reason == .conflict)
    #expect(error?.message == "The entry salud-1 has version 2, not 1: eva changed it.")
    #expect(
      samples.reason { try store.remove(entry: "salud-1", from: "salud", version: 1, author: "luis") }
        == .conflict)
    #expect(try store.entry("salud-1", in: "salud").entry.note == "otra")
    #expect(try store.edit(entry, in: "salud", author: "luis").version == 3)
    // What is equal is no change.
    let number = try store.database.changeNumber()
    #expect(try store.edit(entry, in: "salud", author: "luis").version == 3)
    #expect(try store.database.changeNumber() == number)
  }

  @Test func pagesAreTheWhole() throws {
    let entries = (1...25).map { StoreSamples.entry("\($0)", ["spa": "término \($0)"]) }
    _ = try store.importEntries(entries, into: "salud", mode: .merge, author: "ana")
    try store.remove(entry: "7", from: "salud", author: "ana")
    var seen: [String] = []
    var continuation: Int64?
    repeat {
      let page = try store.entries(of: "salud", from: continuation, limit: 10)
      #expect(page.entries.count <= 10)
      seen += page.entries.map(\.entry.identifier)
      continuation = page.continuation
    } while continuation != nil
    #expect(seen == entries.map(\.identifier).filter { $0 != "7" })
  }

  @Test func entriesAreFoundByTheirTerms() throws {
    _ = try store.add(StoreSamples.full, to: "salud", author: "ana")
    _ = try store.add(StoreSamples.entry("2", ["grn": "ka'aguy"]), to: "salud", author: "ana")
    func found(_ text: String, _ language: String) throws -> [String] {
      try store.entries(withTerm: text, language: StoreSamples.language(language), in: "salud")
        .map(\.entry.identifier)
    }
    #expect(try found("HOSPITALES", "spa") == ["salud-1"])
    #expect(try found("hospital", "grn").isEmpty)
    #expect(try found("Kaꞌaguy", "grn") == ["2"])
    #expect(try found("kaʼaguy", "grn") == ["2"])
  }

  @Test func whatCannotBeStoredIsRefused() throws {
    let language = StoreSamples.language("spa")
    #expect(
      samples.reason { _ = try store.add(StoreSamples.entry("1", [:]), to: "salud", author: "") } == .argument
    )
    for term in [
      Term(language: language, text: " "), Term(language: language, text: "a", forms: [""]),
    ] {
      let entry = GlossaryEntry(identifier: "1", terms: [term])
      #expect(samples.reason { _ = try store.add(entry, to: "salud", author: "") } == .argument)
      #expect(
        samples.reason { _ = try store.importEntries([entry], into: "salud", mode: .merge, author: "") }
          == .argument)
    }
    let large = StoreSamples.entry("1", ["spa": String(repeating: "a", count: 100_001)])
    #expect(samples.reason { _ = try store.add(large, to: "salud", author: "") } == .limit)
    #expect(
      samples.reason {
        _ = try store.add(StoreSamples.entry("a\nb", ["spa": "a"]), to: "salud", author: "")
      } == .argument)
    #expect(samples.reason { _ = try store.add(StoreSamples.full, to: "none", author: "") } == .missing)
    #expect(samples.reason { _ = try store.edit(StoreSamples.full, in: "salud", author: "") } == .missing)
    #expect(try store.entries(of: "salud").isEmpty)
  }
}
