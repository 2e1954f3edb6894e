import ChasquiTestSupport
import Foundation
import Terminology
import Testing

/// Several connections, several processes, and processes that are killed.
@Suite struct StoreProcessesTests {
  private let samples: StoreSamples
  private var store: GlossaryStore { samples.store }

  init() throws { samples = try StoreSamples() }

  /// Entries whose texts all name the same generation.
  static func generation(_ number: Int, count: Int) -> [GlossaryEntry] {
    (1...count).map {
      StoreSamples.entry("\($0)", ["spa": "palabra \($0) de \(number)", "eng": "word \($0)"])
    }
  }

  @Test func anotherConnectionFollows() throws {
    let reader = try GlossaryStore(path: samples.path, access: .readOnly)
    let start = try reader.changes(since: 0)
    #expect(start.glossaries.map(\.glossary?.name) == ["salud"])
    #expect(start.changeNumber == 1)
    _ = try store.importEntries(Self.generation(1, count: 3), into: "salud", mode: .merge, author: "ana")
    #expect(try reader.database.changeNumber() == 2)
    let first = try reader.changes(since: start.changeNumber)
    #expect(first.glossaries.map(\.number) == start.glossaries.map(\.number))
    #expect(first.glossaries[0].changed.map(\.entry) == Self.generation(1, count: 3))
    _ = try store.edit(StoreSamples.entry("2", ["spa": "dos"]), in: "salud", author: "ana")
    try store.remove(entry: "3", from: "salud", author: "ana")
    try store.rename("salud", to: "sana", author: "ana")
    let second = try reader.changes(since: first.changeNumber)
    #expect(second.glossaries[0].glossary?.name == "sana")
    #expect(second.glossaries[0].changed.map(\.version) == [2])
    #expect(second.glossaries[0].removed == ["3"])
    #expect(try reader.changes(since: second.changeNumber).glossaries.isEmpty)
    try store.remove("sana", author: "ana")
    let third = try reader.changes(since: second.changeNumber)
    #expect(third.glossaries[0].glossary == nil)
    #expect(third.glossaries[0].removed == ["1", "2"])
  }

  /// Of many that add to a glossary which does not exist yet, one makes it.
  @Test func firstAdditionsAtOnceAllCount() async throws {
    let path = samples.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...8 {
        group.addTask {
          let entry = StoreSamples.entry("\(number)", ["spa": "palabra \(number)"])
          let store = try GlossaryStore(path: path)
          if number.isMultiple(of: 2) {
            _ = try store.add(entry, to: Glossary(name: "new"), author: "ana")
          } else {
            _ = try store.importEntries([entry], into: Glossary(name: "new"), mode: .merge, author: "ana")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(Set(try store.entries(of: "new").map(\.identifier)) == Set((1...8).map(String.init)))
  }

  /// Of many that add a term to one entry, none overlooks it: one makes the entry, the others add to it.
  @Test func theSameTermAddedAtOnceIsOneEntry() async throws {
    let path = samples.path
    let language = StoreSamples.language("spa")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...8 {
        group.addTask {
          let store = try GlossaryStore(path: path)
          let term = Term(language: StoreSamples.language("eng"), text: "word \(number)")
          _ = try store.bring(
            term: "palabra", language: language, into: Glossary(name: "new"), author: "ana"
          ) { known in
            var entry =
              known.first?.entry
              ?? GlossaryEntry(identifier: "", terms: [Term(language: language, text: "palabra")])
            entry.terms.append(term)
            return entry
          }
        }
      }
      try await group.waitForAll()
    }
    let entries = try store.entries(of: "new")
    #expect(entries.map(\.identifier) == ["1"])
    #expect(Set(entries[0].terms.map(\.text)) == Set(["palabra"] + (1...8).map { "word \($0)" }))
  }

  @Test func theSameUnitsAddedAtOnceAreThereOnce() async throws {
    let path = samples.path
    let units = (0..<40).map {
      TranslationUnit(
        sourceLanguage: StoreSamples.language("spa"), targetLanguage: StoreSamples.language("eng"),
        source: "frase \($0 / 2)", target: "sentence \($0 / 2)")
    }
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<6 {
        group.addTask {
          let memory = TranslationMemory(database: try TerminologyDatabase(path: path))
          return try memory.addMissing(units, author: "ana").count
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.sorted() == [0, 0, 0, 0, 0, 20])
    #expect(try TranslationMemory(database: store.database).changes(since: 0).changed.count == 20)
  }

  /// A copy that follows the updates is always the same as the store.
  @Test func aCopyThatFollowsIsTheWhole() throws {
    var copy: [String: GlossaryEntry] = [:]
    var number: Int64 = 0
    for step in 0..<30 {
      switch step % 5 {
      case 0:
        _ = try store.importEntries(
          Self.generation(step, count: 3 + step % 7), into: "salud", mode: .replace, author: "")
      case 1: try store.remove(entry: "1", from: "salud", author: "")
      case 2: _ = try store.add(StoreSamples.entry("", ["spa": "nueva"]), to: "salud", author: "")
      case 3: _ = try store.edit(StoreSamples.entry("2", ["spa": "otra \(step)"]), in: "salud", author: "")
      default: try store.undo(try store.database.changeNumber(), author: "")
      }
      guard step % 3 == 0 else { continue }
      let update = try store.changes(since: number)
      number = update.changeNumber
      for glossary in update.glossaries {
        for identifier in glossary.removed { copy[identifier] = nil }
        for stored in glossary.changed { copy[stored.entry.identifier] = stored.entry }
      }
      #expect(try Array(copy.values).count == store.entries(of: "salud").count)
      #expect(try Set(copy.values) == Set(store.entries(of: "salud")))
    }
  }

  @Test func readersSeeOneStateWhileOthersWrite() async throws {
    let path = samples.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          let store = try GlossaryStore(path: path)
          for step in 0..<5 {
            _ = try store.importEntries(
              Self.generation(writer * 10 + step, count: 50), into: "salud", mode: .replace, author: "")
          }
        }
      }
      for _ in 0..<3 {
        group.addTask {
          let store = try GlossaryStore(path: path, access: .readOnly)
          for _ in 0..<20 {
            let generations = Set(try store.entries(of: "salud").map { $0.terms[0].text.suffix(2) })
            #expect(generations.count <= 1)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.entries(of: "salud").count == 50)
    try store.database.verify()
  }

  @Test func aNewDatabaseIsMadeOnce() async throws {
    let path = samples.folder.file("new/chasqui.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<6 {
        group.addTask {
          try GlossaryStore(path: path).create(Glossary(name: "g\(index)"), author: "")
        }
      }
      try await group.waitForAll()
    }
    #expect(try GlossaryStore(path: path).list().count == 6)
  }

  #if compiler(>=6.3)
    /// A process that imports generation after generation is killed at some moment.
    @Test(arguments: [5, 20, 60, 150]) func aKilledImportLeavesOneState(milliseconds: Int) async throws {
      let path = samples.path
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, milliseconds] in
        let store = try GlossaryStore(path: path)
        Thread.detachNewThread {
          usleep(UInt32(milliseconds) * 1000)
          kill(getpid(), SIGKILL)
        }
        for number in 10..<100_000 {
          _ = try store.importEntries(
            StoreProcessesTests.generation(number % 90 + 10, count: 100), into: "salud", mode: .replace,
            author: "")
        }
      }
      let texts = try store.entries(of: "salud").map { $0.terms[0].text }
      #expect(texts.isEmpty || texts.count == 100)
      #expect(Set(texts.map { $0.suffix(2) }).count <= 1)
      #expect(try samples.found("palabra 77 de").count == min(1, texts.count))
      try store.database.verify()
      _ = try store.importEntries(Self.generation(1, count: 5), into: "salud", mode: .replace, author: "")
      #expect(try store.entries(of: "salud").count == 5)
    }
  #endif
}
