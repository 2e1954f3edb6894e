import Compute
import Terminology
import Testing
import Text

@Suite struct StoreImportTests {
  private let samples: StoreSamples
  private var store: GlossaryStore { samples.store }

  init() throws { samples = try StoreSamples() }

  private func bring(_ entries: [GlossaryEntry], _ mode: ImportMode = .merge) throws -> [Int] {
    let preview = try store.importPreview(of: entries, into: "salud", mode: mode)
    let before = try store.entries(of: "salud")
    let summary = try store.importEntries(entries, into: "salud", mode: mode, author: "ana")
    let counts = [summary.added, summary.changed, summary.unchanged, summary.removed]
    // The preview said so, and what it showed is what came of it.
    #expect(
      counts
        == [
          preview.summary.added, preview.summary.changed, preview.summary.unchanged, preview.summary.removed,
        ])
    var expected = Dictionary(uniqueKeysWithValues: before.map { ($0.identifier, $0) })
    for difference in preview.differences {
      if let old = difference.before { #expect(expected.removeValue(forKey: old.identifier) == old) }
      if let new = difference.after { expected[new.identifier] = new }
    }
    let after = try store.entries(of: "salud")
    #expect(Dictionary(uniqueKeysWithValues: after.map { ($0.identifier, $0) }) == expected)
    #expect((summary.change == nil) == summary.isEmpty)
    if let change = summary.change { #expect(change.parts == counts[0] + counts[1] + counts[3]) }
    return counts
  }

  @Test func mergingLeavesWhatDoesNotCome() throws {
    let first = [StoreSamples.full, StoreSamples.entry("2", ["spa": "médico", "eng": "doctor"])]
    #expect(try bring(first) == [2, 0, 0, 0])
    #expect(try bring(first) == [0, 0, 2, 0])
    var changed = StoreSamples.entry("2", ["spa": "médica", "grn": "pohanohára"])
    changed.note = "nota"
    #expect(try bring([changed, StoreSamples.entry("3", ["spa": "cama"])]) == [1, 1, 0, 0])
    let merged = try store.entry("2", in: "salud").entry
    #expect(merged.terms.map(\.text) == ["médica", "doctor", "pohanohára"])
    #expect(merged.note == "nota")
    #expect(try store.entries(of: "salud").map(\.identifier) == ["salud-1", "2", "3"])
    // Coming again in part changes nothing.
    #expect(try bring([StoreSamples.entry("2", ["grn": "pohanohára"])]) == [0, 0, 1, 0])
  }

  @Test func replacingLeavesNothingElse() throws {
    _ = try bring([StoreSamples.full, StoreSamples.entry("2", ["spa": "médico", "eng": "doctor"])])
    let other = [StoreSamples.entry("2", ["spa": "médico"]), StoreSamples.entry("", ["spa": "cama"])]
    #expect(try bring(other, .replace) == [1, 1, 0, 1])
    #expect(try store.entries(of: "salud").map { $0.terms.map(\.text) } == [["médico"], ["cama"]])
    #expect(try bring(other, .replace) == [0, 0, 2, 0])
    // An entry that was gone comes back under its identifier.
    #expect(try bring([StoreSamples.full], .replace) == [1, 0, 0, 2])
    #expect(try store.history(of: "salud-1", in: "salud").count == 3)
    let last = try #require(try store.history().first)
    try store.undo(last.number, author: "ana")
    #expect(try store.entries(of: "salud").map { $0.terms[0].text } == ["médico", "cama"])
    #expect(try bring([], .replace) == [0, 0, 0, 2])
    try store.database.verify()
  }

  @Test func withoutIdentifiersTheFirstTermAndDomainDecide() throws {
    let rows = [
      StoreSamples.entry("", ["spa": "banco", "eng": "bank"], domain: "finance"),
      StoreSamples.entry("", ["spa": "banco", "eng": "bench"], domain: "city"),
      StoreSamples.entry("", ["spa": "banco", "eng": "shoal"], domain: "city"),
    ]
    #expect(try bring(rows) == [3, 0, 0, 0])
    #expect(try bring(rows) == [0, 0, 3, 0])
    #expect(try bring(rows.reversed()) == [0, 0, 3, 0])
    #expect(
      try bring([StoreSamples.entry("", ["spa": "Banco", "eng": "banking house"], domain: "finance")])
        == [0, 1, 0, 0])
    #expect(try store.entry("1", in: "salud").entry.terms.map(\.text) == ["Banco", "banking house"])
    #expect(
      try bring([StoreSamples.entry("", ["eng": "bench", "spa": "banca"], domain: "city")])
        == [0, 1, 0, 0])
    #expect(try bring([StoreSamples.entry("", ["spa": "banco"])]) == [1, 0, 0, 0])
    // One with an identifier takes its entry before one without.
    #expect(
      try bring(
        [
          StoreSamples.entry("", ["spa": "Banco", "eng": "x"], domain: "finance"),
          StoreSamples.entry("1", ["spa": "Banco", "eng": "y"], domain: "finance"),
        ]) == [1, 1, 0, 0])
  }

  @Test func givenNumbersDoNotCollide() throws {
    let rows = (1...5).map { StoreSamples.entry($0 == 4 ? "2" : "", ["spa": "palabra \($0)"]) }
    #expect(try bring(rows) == [5, 0, 0, 0])
    #expect(try store.entries(of: "salud").map(\.identifier) == ["1", "3", "4", "2", "5"])
    #expect(try bring(rows, .replace) == [0, 0, 5, 0])
  }

  @Test func aBadEntryLeavesEverythingAsItWas() throws {
    _ = try bring([StoreSamples.full])
    let number = try store.database.changeNumber()
    let good = StoreSamples.entry("5", ["spa": "cinco"])
    let error = #expect(throws: TerminologyError.self) {
      try store.importEntries([good, good], into: "salud", mode: .replace, author: "ana")
    }
    #expect(error?.reason == .conflict)
    #expect(
      samples.reason {
        _ = try store.importEntries(
          [good, StoreSamples.entry("6", [:])], into: "salud", mode: .replace, author: "ana")
      } == .argument)
    #expect(try store.entries(of: "salud") == [StoreSamples.full])
    #expect(try store.database.changeNumber() == number)
  }

  /// Imports, edits, removals and undoings at random: the store says what a dictionary says, and every state
  /// can be had again by undoing from the end.
  @Test(arguments: 1...4) func randomChangesAreUndone(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var states: [[String: String]] = [[:]]
    func state() throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try store.entries(of: "salud").map { ($0.identifier, $0.terms[0].text) })
    }
    let first = try store.database.changeNumber()
    while states.count < 20 {
      let identifier = String(Int.random(in: 1...6, using: &random))
      let entry = StoreSamples.entry(identifier, ["spa": "t\(Int.random(in: 1...9, using: &random))"])
      let number = try store.database.changeNumber()
      switch Int.random(in: 0..<5, using: &random) {
      case 0: _ = try? store.add(entry, to: "salud", author: "")
      case 1: _ = try? store.edit(entry, in: "salud", author: "")
      case 2: _ = try? store.remove(entry: identifier, from: "salud", author: "")
      case 3: _ = try store.importEntries([entry], into: "salud", mode: .merge, author: "")
      default: _ = try store.importEntries([entry], into: "salud", mode: .replace, author: "")
      }
      if try store.database.changeNumber() != number { states.append(try state()) }
    }
    for (index, expected) in states.enumerated().reversed() {
      #expect(try state() == expected)
      for (identifier, text) in expected { #expect(try samples.found(text).contains(identifier)) }
      if index > 0 { try store.undo(first + Int64(index), author: "") }
    }
    try store.database.verify()
  }
}
