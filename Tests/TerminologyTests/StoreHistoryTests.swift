import Terminology
import Testing

@Suite struct StoreHistoryTests {
  private let samples: StoreSamples
  private var store: GlossaryStore { samples.store }

  init() throws { samples = try StoreSamples() }

  private func text(_ identifier: String = "1") throws -> String? {
    try? store.entry(identifier, in: "salud").entry.terms[0].text
  }

  @Test func historyTellsWhoMadeWhatOfIt() throws {
    _ = try store.add(StoreSamples.entry("1", ["spa": "a"]), to: "salud", author: "ana")
    _ = try store.edit(StoreSamples.entry("1", ["spa": "b"]), in: "salud", author: "eva")
    try store.remove(entry: "1", from: "salud", author: "luis")
    let history = try store.history(of: "1", in: "salud")
    #expect(history.map(\.change.author) == ["luis", "eva", "ana"])
    #expect(history.map(\.change.kind) == [.removeEntry, .editEntry, .addEntry])
    #expect(history.map { $0.before?.terms[0].text } == ["b", "a", nil])
    #expect(history.map { $0.after?.terms[0].text } == [nil, "b", "a"])
    #expect(history.map(\.versionBefore) == [2, 1, 0])
    let all = try store.history(of: "salud")
    #expect(all.map(\.kind) == [.removeEntry, .editEntry, .addEntry, .createGlossary])
    #expect(all.map(\.glossary) == Array(repeating: "salud", count: 4))
    #expect(try store.history(of: "salud", before: all[1].number, limit: 1) == [all[2]])
    #expect(try store.entryChanges(of: all[1].number) == [history[1]])
  }

  @Test func undoingIsAChangeThatCanBeUndone() throws {
    _ = try store.add(StoreSamples.entry("1", ["spa": "a"]), to: "salud", author: "ana")
    let edit = try store.edit(StoreSamples.entry("1", ["spa": "b"]), in: "salud", author: "eva")
    #expect(edit.version == 2)
    var last = try store.database.changeNumber()
    for expected in ["a", "b", "a", "b"] {
      let record = try store.undo(last, author: "luis")
      #expect(record.undone == last)
      #expect(record.kind == .undo)
      #expect(try text() == expected)
      #expect(try samples.found(expected) == ["1"])
      last = record.number
    }
    #expect(try store.entry("1", in: "salud").version == 6)
  }

  @Test func undoingAllFromTheEndGivesAnEmptyStore() throws {
    _ = try store.add(StoreSamples.entry("1", ["spa": "a"]), to: "salud", author: "ana")
    _ = try store.edit(StoreSamples.entry("1", ["spa": "b"]), in: "salud", author: "eva")
    _ = try store.importEntries(
      [StoreSamples.entry("1", ["spa": "c"]), StoreSamples.entry("2", ["spa": "d"])], into: "salud",
      mode: .replace, author: "eva")
    try store.remove(entry: "1", from: "salud", author: "ana")
    try store.rename("salud", to: "sana", author: "ana")
    for record in try store.history() { try store.undo(record.number, author: "root") }
    #expect(try store.list().isEmpty)
    // And undoing that from the end gives everything back.
    for record in try store.history().prefix(6) { try store.undo(record.number, author: "root") }
    #expect(try store.entries(of: "sana").map(\.identifier) == ["2"])
    try store.database.verify()
  }

  @Test func whatChangedSinceIsNotUndone() throws {
    _ = try store.importEntries(
      [StoreSamples.entry("1", ["spa": "a"]), StoreSamples.entry("2", ["spa": "b"])], into: "salud",
      mode: .merge, author: "ana")
    let number = try store.database.changeNumber()
    _ = try store.edit(StoreSamples.entry("2", ["spa": "c"]), in: "salud", author: "eva")
    let error = #expect(throws: TerminologyError.self) { try store.undo(number, author: "ana") }
    #expect(error?.reason == .conflict)
    #expect(
      error?.message
        == "The entry 2 was changed since, by change \(number + 1) (editEntry, eva).")
    #expect(try store.entries(of: "salud").count == 2)
    try store.undo(number, author: "ana", policy: .overwrite)
    #expect(try store.entries(of: "salud").isEmpty)
    #expect(samples.reason { try store.undo(10_000, author: "") } == .missing)
  }

  @Test func aGlossaryIsNotUndoneFromUnderItsEntries() throws {
    let creation = try #require(try store.history().first)
    _ = try store.add(StoreSamples.full, to: "salud", author: "eva")
    let addition = try store.database.changeNumber()
    #expect(samples.reason { try store.undo(creation.number, author: "ana") } == .conflict)
    try store.undo(creation.number, author: "ana", policy: .overwrite)
    #expect(try store.list().isEmpty)
    #expect(try samples.found("hospital").isEmpty)
    #expect(
      samples.reason { try store.undo(addition, author: "", policy: .overwrite) } == nil,
      "there is nothing left to remove")
    try store.undo(try store.database.changeNumber() - 1, author: "ana", policy: .overwrite)
    #expect(try store.entries(of: "salud") == [StoreSamples.full])
  }
}
