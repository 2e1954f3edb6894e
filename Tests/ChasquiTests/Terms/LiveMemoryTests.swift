import ChasquiTestSupport
import Foundation
import Terminology
import Testing
import Text

@testable import Chasqui

/// Glossaries and corrections that other connections to the database write, while translators use them.
@Suite struct LiveMemoryTests {
  private let folder = TemporaryFolder()
  private let model: TranslationModel
  private let writer: GlossaryStore
  private let reader: GlossaryStore

  init() throws {
    model = try SampleModels.plain.get()
    let path = folder.file("live.sqlite")
    writer = try GlossaryStore(path: path)
    reader = try GlossaryStore(path: path, access: .readOnly)
  }

  private func entry(_ identifier: String, _ source: String, _ target: String) -> GlossaryEntry {
    GlossaryEntry(
      identifier: identifier,
      terms: [
        Term(language: model.sourceLanguage, text: source),
        Term(language: model.targetLanguage, text: target),
      ])
  }

  /// The targets of the terms in `text`, by the index that the next request gets.
  private func targets(_ cache: GlossaryCache, _ text: String = "qwertian zuiopic") throws -> [String] {
    try cache.refresh()
    let tokens = model.sourceText.processor.tokenize(text)
    let index = cache.snapshot()
    return index.matches(in: tokens).flatMap { span in
      span.matches.flatMap { index.targets(of: $0, in: tokens).allowed.map(\.text) }
    }
  }

  @Test func theCacheFollowsEveryKindOfChange() throws {
    try writer.create(Glossary(name: "a"), author: "ana")
    _ = try writer.add(entry("1", "qwertian", "uno"), to: "a", author: "ana")
    let cache = try GlossaryCache(store: reader, model: model)
    #expect(try targets(cache) == ["uno"])
    _ = try writer.edit(entry("1", "qwertian", "dos"), in: "a", author: "ana")
    #expect(try targets(cache) == ["dos"])
    _ = try writer.add(entry("2", "zuiopic", "tres"), to: "a", author: "ana")
    #expect(try targets(cache) == ["dos", "tres"])
    try writer.rename("a", to: "b", author: "ana")
    #expect(try targets(cache) == ["dos", "tres"])
    #expect(
      cache.snapshot().matches(in: model.sourceText.processor.tokenize("qwertian"), glossaries: ["a"]).isEmpty
    )
    let removal = try writer.remove(entry: "1", from: "b", author: "ana")
    #expect(try targets(cache) == ["tres"])
    try writer.undo(removal.number, author: "ana")
    #expect(try targets(cache) == ["dos", "tres"])
    let end = try writer.remove("b", author: "ana")
    #expect(try targets(cache).isEmpty)
    try writer.undo(end.number, author: "ana")
    #expect(try targets(cache) == ["dos", "tres"])
  }

  /// A glossary of 100,000 entries is for the benchmark; this is a tenth, without optimization.
  @Test func anEditInALargeGlossaryIsSeenSoon() throws {
    let entries = (0..<10_000).map { entry("\($0)", "palabra\($0) larga", "word \($0)") }
    try writer.create(Glossary(name: "large"), author: "ana")
    _ = try writer.importEntries(entries, into: "large", mode: .replace, author: "ana")
    let cache = try GlossaryCache(store: reader, model: model)
    _ = try writer.edit(entry("777", "palabra777 larga", "changed"), in: "large", author: "ana")
    let start = ContinuousClock.now
    #expect(try targets(cache, "palabra777 larga") == ["changed"])
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test func correctionsCountFromTheNextSnapshotOn() throws {
    let memory = TranslationMemory(database: writer.database)
    let overlay = try MemoryOverlay(
      memory: TranslationMemory(database: reader.database), model: model, interval: .zero)
    #expect(try overlay.snapshot().isEmpty)
    func unit(_ target: String, to language: LanguageTag) -> TranslationUnit {
      TranslationUnit(
        sourceLanguage: model.sourceLanguage, targetLanguage: language, source: "Qwertian zuiopic.",
        target: target)
    }
    let stored = try memory.add(unit("Uno dos.", to: model.targetLanguage), author: "ana")
    _ = try memory.add(unit("Un deux.", to: try LanguageTag("fr")), author: "ana")
    func translation() throws -> String {
      Translator(model: model, overlay: try overlay.snapshot()).translate("Qwertian zuiopic.").text
    }
    #expect(try overlay.snapshot().count == 1)
    #expect(try translation() == "Uno dos.")
    _ = try memory.edit(stored.number, to: unit("Tres.", to: model.targetLanguage), author: "ana")
    #expect(try translation() == "Tres.")
    _ = try memory.edit(stored.number, to: unit("Trois.", to: try LanguageTag("fr")), author: "ana")
    #expect(try overlay.snapshot().isEmpty)
    let removal = try memory.remove(stored.number, author: "ana")
    try writer.undo(removal.number, author: "ana")
    #expect(try overlay.snapshot().isEmpty)
    let patient = try MemoryOverlay(
      memory: TranslationMemory(database: reader.database), model: model, interval: .seconds(3_600))
    _ = try memory.add(unit("Cuatro.", to: model.targetLanguage), author: "ana")
    #expect(try patient.snapshot().isEmpty)
    patient.noteEdit()
    #expect(try patient.snapshot().count == 1)
  }
}
