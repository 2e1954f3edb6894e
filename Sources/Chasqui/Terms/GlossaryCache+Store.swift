internal import Synchronization
public import Terminology

extension GlossaryCache {
  /// The terms of all glossaries of `store` for the language pair of `model`, which follow the store's changes.
  ///
  /// - Throws: `TerminologyError` if the store cannot be read.
  public convenience init(store: GlossaryStore, model: TranslationModel) throws(TerminologyError) {
    let feed = GlossaryFeed(store: store)
    let first = try feed.changes(since: 0)
    self.init(
      index: TermIndex(
        processor: model.sourceText.processor, target: model.targetLanguage,
        entries: first.compactMap(\.entry)),
      sequence: first.last?.sequence ?? 0
    ) { (number) throws(TerminologyError) in try feed.changes(since: number) }
  }
}

/// The changes of a store as a cache wants them: entry by entry, also when a whole glossary goes or is renamed.
private final class GlossaryFeed: Sendable {
  private let store: GlossaryStore
  /// By the number of a glossary: its name as the cache knows it, and the identifiers of its entries.
  private let known = Mutex<[Int64: (name: String, entries: Set<String>)]>([:])

  init(store: GlossaryStore) { self.store = store }

  func changes(since number: Int) throws(TerminologyError) -> [GlossaryChange] {
    // Mostly nothing has changed: the number alone is read much faster.
    guard try store.database.changeNumber() > number else { return [] }
    let update = try store.changes(since: Int64(number))
    let sequence = Int(update.changeNumber)
    let names = known.withLock { $0.mapValues(\.name) }
    // Under its new name a glossary comes whole. It is read before anything is noted: a failure here must leave
    // everything to the next look.
    var renamed: [Int64: [StoredEntry]] = [:]
    for glossary in update.glossaries {
      guard let name = glossary.glossary?.name, let old = names[glossary.number], old != name else {
        continue
      }
      renamed[glossary.number] = try entries(of: name)
    }
    return known.withLock { known in
      var changes: [GlossaryChange] = []
      for glossary in update.glossaries {
        var state = known[glossary.number] ?? (glossary.glossary?.name ?? "", [])
        func remove(_ identifiers: some Sequence<String>) {
          for identifier in identifiers {
            changes.append(GlossaryChange(sequence: sequence, removed: identifier, from: state.name))
          }
        }
        guard let name = glossary.glossary?.name else {
          remove(state.entries.sorted())
          known[glossary.number] = nil
          continue
        }
        if name != state.name {
          remove(state.entries.sorted())
          state = (name, [])
        }
        remove(glossary.removed)
        state.entries.subtract(glossary.removed)
        for stored in renamed[glossary.number] ?? glossary.changed {
          let entry = VersionedEntry(glossary: name, entry: stored.entry, version: stored.version)
          changes.append(GlossaryChange(sequence: sequence, entry: entry))
          state.entries.insert(stored.entry.identifier)
        }
        known[glossary.number] = state
      }
      return changes
    }
  }

  private func entries(of name: String) throws(TerminologyError) -> [StoredEntry] {
    var result: [StoredEntry] = []
    var continuation: Int64?
    repeat {
      let page = try store.entries(of: name, from: continuation, limit: 10_000)
      result += page.entries
      continuation = page.continuation
    } while continuation != nil
    return result
  }
}
