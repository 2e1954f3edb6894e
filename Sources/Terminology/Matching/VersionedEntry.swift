/// An entry of a glossary as it stood at one moment.
public struct VersionedEntry: Sendable, Hashable {
  /// The name of the glossary.
  public var glossary: String
  public var entry: GlossaryEntry
  /// Grows with each change of the entry.
  public var version: Int

  public init(glossary: String, entry: GlossaryEntry, version: Int) {
    self.glossary = glossary
    self.entry = entry
    self.version = version
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
