import Foundation
import Terminology
import Testing

@Suite struct StoreMemoryTests {
  private let samples: StoreSamples
  private let memory: TranslationMemory

  init() throws {
    samples = try StoreSamples()
    memory = TranslationMemory(database: samples.store.database)
  }

  private func unit(_ source: String, _ target: String) -> TranslationUnit {
    TranslationUnit(
      sourceLanguage: StoreSamples.language("grn"), targetLanguage: StoreSamples.language("spa"),
      source: source, target: target, author: "ana", time: Date(timeIntervalSince1970: 1_700_000_000.25),
      origin: "correction", domain: "health")
  }

  private func found(_ source: String, to target: String = "spa") throws -> [String] {
    try memory.translations(
      of: source, from: StoreSamples.language("grn"), to: StoreSamples.language(target)
    ).map(\.unit.target)
  }

  @Test func aCorrectionCountsAtOnce() throws {
    let second = TranslationMemory(database: try TerminologyDatabase(path: samples.path))
    let stored = try memory.add(unit("Aĝa aha  ka’aguýpe.", "Ahora voy al monte."), author: "ana")
    #expect(stored.unit == unit("Aĝa aha  ka’aguýpe.", "Ahora voy al monte."))
    #expect(try found("Ag̃a aha kaꞌaguýpe.") == ["Ahora voy al monte."])
    #expect(try found("ag̃a aha kaꞌaguýpe.").isEmpty)
    #expect(try found("Ag̃a aha kaꞌaguýpe.", to: "eng").isEmpty)
    #expect(try second.unit(stored.number) == stored)
    _ = try second.add(unit("Ag̃a aha ka'aguýpe.", "Voy ahora al monte."), author: "eva")
    #expect(try found("Aĝa aha ka'aguýpe.") == ["Voy ahora al monte.", "Ahora voy al monte."])
  }

  @Test func unitsAreEditedRemovedAndUndone() throws {
    let stored = try memory.add([unit("uno", "1"), unit("dos", "2")], author: "ana")
    let edited = try memory.edit(stored[0].number, to: unit("tres", "3"), version: 1, author: "eva")
    #expect(edited.version == 2)
    #expect(
      samples.reason {
        _ = try memory.edit(stored[0].number, to: unit("x", "y"), version: 1, author: "luis")
      } == .conflict)
    #expect(try found("uno").isEmpty)
    #expect(try found("tres") == ["3"])
    let removal = try memory.remove(stored[1].number, author: "eva")
    #expect(removal.kind == .removeUnit)
    #expect(removal.glossary.isEmpty)
    #expect(samples.reason { _ = try memory.unit(stored[1].number) } == .missing)
    #expect(try found("dos").isEmpty)
    try samples.store.undo(removal.number, author: "ana")
    #expect(try found("dos") == ["2"])
    #expect(samples.reason { try samples.store.undo(removal.number - 2, author: "ana") } == .conflict)
    try samples.store.undo(removal.number - 1, author: "ana")
    try samples.store.undo(removal.number - 2, author: "ana")
    #expect(try memory.changes(since: 0).changed.isEmpty)
    try samples.store.database.verify()
  }

  @Test func othersFollowTheChanges() throws {
    let start = try memory.changes(since: 0)
    #expect(start.changed.isEmpty)
    let stored = try memory.add([unit("uno", "1"), unit("dos", "2")], author: "ana")
    _ = try samples.store.add(StoreSamples.full, to: "salud", author: "ana")
    let first = try memory.changes(since: start.changeNumber)
    #expect(first.changed == stored)
    try memory.remove(stored[0].number, author: "ana")
    let second = try memory.changes(since: first.changeNumber)
    #expect(second.changed.isEmpty)
    #expect(second.removed == [stored[0].number])
    #expect(try memory.changes(since: second.changeNumber).removed.isEmpty)
  }

  @Test func emptyTextsAreRefused() {
    for bad in [unit("", "a"), unit("a", " \n")] {
      #expect(samples.reason { _ = try memory.add(bad, author: "") } == .argument)
    }
    let large = String(repeating: "a", count: 1 << 20)
    #expect(samples.reason { _ = try memory.add(unit(large, "a"), author: "") } == .limit)
    #expect(samples.reason { try memory.remove(1, author: "") } == .missing, "1 is a glossary")
  }
}
