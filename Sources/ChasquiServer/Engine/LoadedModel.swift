internal import Chasqui
internal import Synchronization
internal import Terminology

/// A model that serves, with the glossaries and the saved translations of its language pair.
final class LoadedModel: Sendable {
  let name: String
  let model: TranslationModel
  /// With the saved translations.
  let translator: Translator
  /// Without them.
  let plainTranslator: Translator
  /// A number that stands for its files: equal models translate alike.
  let checksum: String
  private let terms: GlossaryCache?
  private let memory: MemoryOverlay?
  private let pairsSeen = Mutex<[OverlayPair]>([])

  /// Opens the model in `path` and verifies its checksums, so that a damaged one never serves.
  ///
  /// - Throws: `StorageError`, `TerminologyError`.
  init(name: String, path: String, store: GlossaryStore?) throws {
    self.name = name
    let model = try TranslationModel(path: path)
    try model.verify()
    self.model = model
    translator = Translator(model: model)
    plainTranslator = Translator(model: model)
    checksum = model.manifest.checksum
    terms = try store.map { try GlossaryCache(store: $0, model: model) }
    memory = try store.map {
      try MemoryOverlay(memory: TranslationMemory(database: $0.database), model: model)
    }
  }

  /// The terms of the named glossaries as they are now; nil without names or without a database.
  func rules(_ glossaries: [String]) -> TermRules? {
    guard !glossaries.isEmpty, let terms else { return nil }
    return TermRules(index: terms.snapshot(), glossaries: glossaries)
  }

  /// Tells that glossaries or the translation memory were edited: the next translation knows it.
  func noteEdit() {
    terms?.noteEdit()
    memory?.noteEdit()
  }

  /// The translator that knows what has been saved by now. If the database cannot be read, it goes on with
  /// what it knew.
  func currentTranslator() -> Translator {
    guard let overlay = try? memory?.snapshot() else { return translator }
    let isNew = pairsSeen.withLock { seen in
      guard seen != overlay.pairs else { return false }
      seen = overlay.pairs
      return true
    }
    if isNew { translator.updateOverlay { _ in overlay } }
    return translator
  }
}
