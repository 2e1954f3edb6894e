/// An entry of a glossary as it stood at one moment.
///
/// A reference inside: matches and indexes share entries, and handing one on costs one count.
public struct VersionedEntry: Sendable, Hashable {
  private final class Storage: Sendable {
    let glossary: String
    let entry: GlossaryEntry
    let version: Int

    init(glossary: String, entry: GlossaryEntry, version: Int) {
      self.glossary = glossary
      self.entry = entry
      self.version = version
    }
  }

  private let storage: Storage

  public init(glossary: String, entry: GlossaryEntry, version: Int) {
    storage = Storage(glossary: glossary, entry: entry, version: version)
  }

  /// The name of the glossary.
  public var glossary: String { storage.glossary }
  public var entry: GlossaryEntry { storage.entry }
  /// Grows with each change of the entry.
  public var version: Int { storage.version }

  public static func == (a: VersionedEntry, b: VersionedEntry) -> Bool {
    a.storage === b.storage
      || (a.glossary == b.glossary && a.version == b.version && a.entry == b.entry)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(glossary)
    hasher.combine(version)
    hasher.combine(entry.identifier)
  }
}

/// What happened to one entry of a glossary.
public struct GlossaryChange: Sendable, Hashable {
  /// The number of the change: larger than those of all changes before it, in all glossaries of the source.
  public var sequence: Int
  public var glossary: String
  /// The identifier of the entry.
  public var identifier: String
  /// The entry after the change; nil if it was removed.
  public var entry: VersionedEntry?

  /// `entry` was added, or took the place of the one with its identifier.
  public init(sequence: Int, entry: VersionedEntry) {
    self.sequence = sequence
    glossary = entry.glossary
    identifier = entry.entry.identifier
    self.entry = entry
  }

  /// The entry with `identifier` was removed from `glossary`.
  public init(sequence: Int, removed identifier: String, from glossary: String) {
    self.sequence = sequence
    self.glossary = glossary
    self.identifier = identifier
    entry = nil
  }
}
