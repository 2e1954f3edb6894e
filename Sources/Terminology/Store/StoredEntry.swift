public import Text

/// An entry as it stands in a store.
public struct StoredEntry: Sendable, Hashable, Codable {
  public var entry: GlossaryEntry
  /// Grows by one with each change of the entry, from 1.
  public var version: Int

  public init(entry: GlossaryEntry, version: Int) {
    self.entry = entry
    self.version = version
  }
}

/// A part of a glossary's entries, in order.
public struct EntryPage: Sendable, Hashable, Codable {
  public var entries: [StoredEntry]
  /// Where the next page starts; nil at the end.
  public var continuation: Int64?
}

/// A glossary and what is in it.
public struct GlossarySummary: Sendable, Hashable, Codable {
  public var glossary: Glossary
  public var entryCount: Int
  /// How many entries have a term in the language, most first.
  public var languages: [LanguageCount]
  /// The last thing that was done to the glossary or an entry of it.
  public var lastChange: ChangeRecord

  public struct LanguageCount: Sendable, Hashable, Codable {
    public var language: LanguageTag
    public var entryCount: Int
  }
}
