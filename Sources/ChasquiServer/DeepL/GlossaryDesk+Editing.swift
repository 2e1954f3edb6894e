private import Foundation
internal import Terminology
internal import Text

extension GlossaryDesk {
  /// A dictionary that a client sends.
  struct NewDictionary: Sendable {
    var pair: DictionaryPair
    var entries: DictionaryEntries
  }

  private static let longestName = 1_000
  private static let mostAttempts = 5

  /// Makes a glossary, as one that others can see and edit.
  func create(name: String, _ dictionaries: [NewDictionary], author: String) throws -> Description {
    let title = try Self.title(name)
    var entries: [GlossaryEntry] = []
    var pairs: Set<DictionaryPair> = []
    for dictionary in dictionaries {
      guard pairs.insert(dictionary.pair).inserted else {
        throw ServiceError.invalid(
          field: "dictionaries", "There are two dictionaries for \(Self.text(of: dictionary.pair)).")
      }
      for entry in dictionary.entries.entries {
        let identifier = DictionaryView.identifier(dictionary.pair, source: entry.source)
        entries.append(try entry.glossaryEntry(dictionary.pair, identifier: identifier))
      }
    }
    let stem = Self.stem(title)
    var number = 1
    while true {
      let name = number == 1 ? stem : "\(stem)-\(number)"
      do {
        _ = try store.create(Glossary(name: name, title: title), with: entries, author: author)
        return try description(of: name)
      } catch {
        guard (error as? TerminologyError)?.reason == .exists else { throw error }
        number += 1
      }
    }
  }

  /// Gives a glossary another title, and brings entries into its dictionaries: what has a source that is there
  /// gets the new target, the rest is added.
  func update(_ id: String, name: String?, _ dictionaries: [NewDictionary], author: String) throws
    -> Description
  {
    let description = try description(of: id)
    if let name {
      var glossary = try store.summary(of: description.glossary).glossary
      glossary.title = try Self.title(name)
      try store.describe(glossary, author: author)
    }
    for dictionary in dictionaries {
      try edit(description.glossary, .merge, author: author) { try Self.merge(dictionary, into: $0) }
    }
    return try self.description(of: id)
  }

  /// Replaces a dictionary, or adds it.
  func replace(_ id: String, _ dictionary: NewDictionary, author: String) throws -> DictionaryCount {
    let name = try description(of: id).glossary
    try edit(name, .replace, author: author) { old in
      try Self.refuseConcepts(dictionary.pair, old, glossary: name)
      let kept = old.filter { $0.dictionary != dictionary.pair }
      return try kept + Self.merge(dictionary, into: old)
    }
    return DictionaryCount(pair: dictionary.pair, entryCount: dictionary.entries.entries.count)
  }

  /// Removes a dictionary from a glossary.
  func removeDictionary(_ pair: DictionaryPair, of id: String, author: String) throws {
    let name = try description(of: id).glossary
    try edit(name, .replace, author: author) { old in
      guard DictionaryView(old)[pair] != nil else { throw Self.missing(pair) }
      try Self.refuseConcepts(pair, old, glossary: name)
      return old.filter { $0.dictionary != pair }
    }
  }

  /// Removes a glossary, which can be undone in the store.
  func remove(_ id: String, author: String) throws {
    try store.remove(try description(of: id).glossary, author: author)
  }

  // MARK: Entries

  /// Brings what `change` makes of the entries of a glossary into it; once more if somebody else was faster.
  private func edit(
    _ glossary: String, _ mode: ImportMode, author: String,
    _ change: ([GlossaryEntry]) throws -> [GlossaryEntry]
  ) throws {
    for attempt in 1...Self.mostAttempts {
      let last = try store.summary(of: glossary).lastChange.number
      let new = try change(try store.entries(of: glossary))
      do {
        _ = try store.importEntries(new, into: glossary, mode: mode, unchangedSince: last, author: author)
        return
      } catch {
        guard error.reason == .conflict, attempt < Self.mostAttempts else { throw error }
      }
    }
  }

  /// The entries that `dictionary` changes or adds.
  private static func merge(_ dictionary: NewDictionary, into old: [GlossaryEntry]) throws -> [GlossaryEntry]
  {
    let target = try LanguageTag(dictionary.pair.target)
    let known = owners(dictionary.pair, old)
    let taken = Set(old.lazy.map(\.identifier))
    // Several sources may stand in one concept.
    var changed: [String: GlossaryEntry] = [:]
    var order: [String] = []
    for entry in dictionary.entries.entries {
      var result: GlossaryEntry
      if let owner = known[entry.source] {
        result = changed[owner.identifier] ?? owner
        result.setTarget(entry.target, target)
      } else {
        result = try entry.glossaryEntry(
          dictionary.pair, identifier: identifier(entry.source, dictionary.pair, taken: taken))
      }
      if changed.updateValue(result, forKey: result.identifier) == nil { order.append(result.identifier) }
    }
    return order.compactMap { changed[$0] }
  }

  private static func owners(_ pair: DictionaryPair, _ entries: [GlossaryEntry]) -> [String: GlossaryEntry] {
    DictionaryView(entries)[pair]?.owners ?? [:]
  }

  /// An identifier for `source`; an entry that was edited may have its first choice.
  private static func identifier(_ source: String, _ pair: DictionaryPair, taken: Set<String>) -> String {
    let first = DictionaryView.identifier(pair, source: source)
    var identifier = first
    var number = 2
    while taken.contains(identifier) {
      identifier = "\(first)-\(number)"
      number += 1
    }
    return identifier
  }

  /// Concepts of several languages are not taken apart for one dictionary.
  private static func refuseConcepts(_ pair: DictionaryPair, _ entries: [GlossaryEntry], glossary: String)
    throws
  {
    guard owners(pair, entries).values.allSatisfy({ $0.dictionary == pair }) else {
      throw ServiceError.invalid(
        field: "dictionaries",
        "This dictionary is made of concepts that have terms of other languages too. Edit them in the glossary \(glossary)."
      )
    }
  }

  // MARK: Names

  private static func title(_ name: String) throws(ServiceError) -> String {
    let title = DictionaryEntries.cell(name)
    guard !title.isEmpty, title.utf8.count <= longestName else {
      throw .invalid(field: "name", "A name has from 1 to \(longestName) bytes.")
    }
    return title
  }

  /// A name for the store that resembles `title`.
  private static func stem(_ title: String) -> String {
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
    let stem = String(words.joined(separator: "-").prefix(60))
    return stem.isEmpty || stem.utf8.count > 300 ? "glossary" : stem
  }
}

extension GlossaryEntry {
  /// Makes `text` the preferred term of `language`; the one before is not chosen any more. Terms of a region keep
  /// their say there.
  fileprivate mutating func setTarget(_ text: String, _ language: LanguageTag) {
    if terms(in: language).first?.text == text { return }
    let isAlone = dictionary != nil
    var new =
      terms.first { $0.language.code == language.code && $0.text == text }
      ?? Term(language: language, text: text)
    new.status = .preferred
    // In an entry of one dictionary nobody else had a say.
    terms.removeAll { $0.language.code == language.code && (isAlone || $0.text == text) }
    for index in terms.indices
    where terms[index].language == language && terms[index].status == .preferred {
      terms[index].status = .deprecated
    }
    terms.append(new)
  }
}
