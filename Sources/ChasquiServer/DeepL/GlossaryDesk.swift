internal import Foundation
internal import Synchronization
internal import Terminology
internal import Text

/// The glossaries of the store as DeepL's API has them.
///
/// All glossaries are shown, whoever made them, and what is made here is a glossary like all others. Its UUID
/// follows from how it began, so nothing but the store has to be kept; its name, which need not be the only one
/// of its kind, is the glossary's title. All methods block while they read or write. Shared by all threads.
final class GlossaryDesk: Sendable {
  /// What is told of a glossary.
  struct Description: Sendable {
    var id: String
    /// What DeepL's API calls it.
    var name: String
    /// What the store calls it.
    var glossary: String
    var created: Date
    var dictionaries: [DictionaryCount]
  }

  struct DictionaryCount: Sendable, Equatable {
    var pair: DictionaryPair
    var entryCount: Int
  }

  private struct Counted: Sendable {
    var change: Int64
    var dictionaries: [DictionaryCount]
  }

  let store: GlossaryStore
  /// The dictionaries of each glossary, by its number, as they were after a change.
  private let counted = Mutex<[Int64: Counted]>([:])

  init(store: GlossaryStore) { self.store = store }

  // MARK: Reading

  /// All glossaries, by their names in the store.
  func all() throws -> [Description] {
    let origins = Dictionary(
      try store.origins().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return try store.list().compactMap { summary in
      try origins[summary.glossary.name].map { try describe($0, summary) }
    }
  }

  /// - Parameter id: a UUID, or the glossary's name in the store.
  /// - Throws: `ServiceError`: `.invalid` if it is neither, `.notFound` if there is no such glossary.
  func description(of id: String) throws -> Description {
    let origin = try origin(of: id)
    return try describe(origin, try store.summary(of: origin.name))
  }

  /// The name in the store of a glossary that has a dictionary of `pair`.
  func name(of id: String, with pair: DictionaryPair) throws -> String {
    let description = try description(of: id)
    guard description.dictionaries.contains(where: { $0.pair == pair }) else {
      throw ServiceError.invalid(
        field: "glossary_id", "The glossary has no dictionary for \(Self.text(of: pair)).")
    }
    return description.glossary
  }

  /// The entries of a dictionary.
  ///
  /// - Throws: as `description`, and `.notFound` if the glossary has no such dictionary.
  func entries(of id: String, _ pair: DictionaryPair) throws -> DictionaryEntries {
    let name = try origin(of: id).name
    guard let dictionary = DictionaryView(try store.entries(of: name))[pair] else {
      throw Self.missing(pair)
    }
    return DictionaryEntries(dictionary.entries)
  }

  private func origin(of id: String) throws -> GlossaryOrigin {
    let origins = try store.origins()
    if let uuid = DeterministicUUID.parse(id) {
      guard let origin = origins.first(where: { Self.uuid(of: $0) == uuid }) else {
        throw ServiceError.notFound("Glossary not found.")
      }
      return origin
    }
    guard let origin = origins.first(where: { $0.name == id }) else {
      throw ServiceError.invalid(field: "glossary_id", "This is neither a UUID nor the name of a glossary.")
    }
    return origin
  }

  private func describe(_ origin: GlossaryOrigin, _ summary: GlossarySummary) throws -> Description {
    Description(
      id: Self.uuid(of: origin),
      name: summary.glossary.title.isEmpty ? summary.glossary.name : summary.glossary.title,
      glossary: summary.glossary.name, created: origin.created, dictionaries: try count(origin, summary))
  }

  private func count(_ origin: GlossaryOrigin, _ summary: GlossarySummary) throws -> [DictionaryCount] {
    let change = summary.lastChange.number
    if let known = counted.withLock({ $0[origin.number] }), known.change == change {
      return known.dictionaries
    }
    let dictionaries = DictionaryView(try store.entries(of: origin.name)).dictionaries.map {
      DictionaryCount(pair: $0.pair, entryCount: $0.entries.count)
    }
    counted.withLock { $0[origin.number] = Counted(change: change, dictionaries: dictionaries) }
    return dictionaries
  }

  private static func uuid(of origin: GlossaryOrigin) -> String {
    DeterministicUUID.make(
      "glossary", String(origin.number),
      String(Int64((origin.created.timeIntervalSince1970 * 1000).rounded())))
  }

  static func text(of pair: DictionaryPair) -> String {
    "\(DeepLLanguage.code(pair.source)) to \(DeepLLanguage.code(pair.target))"
  }

  static func missing(_ pair: DictionaryPair) -> ServiceError {
    .notFound("Dictionary not found: the glossary has none for \(text(of: pair)).")
  }
}
