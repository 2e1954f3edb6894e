public import Foundation

/// One thing that was done to the glossaries or the translation memory, whole or not at all.
public struct ChangeRecord: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case createGlossary, renameGlossary, describeGlossary, removeGlossary
    case addEntry, editEntry, removeEntry, importEntries
    case addUnit, editUnit, removeUnit
    case undo
  }

  /// Grows with each change of the database.
  public var number: Int64
  public var time: Date
  /// Who did it: the name that the caller gave.
  public var author: String
  public var kind: Kind
  /// The glossary's name as it is now, or was last; empty for the translation memory.
  public var glossary: String
  /// The number of the change that this one undoes.
  public var undone: Int64?
  /// How many entries, glossaries and units it wrote.
  public var parts: Int
}

/// What a change made of one entry.
public struct EntryChange: Sendable, Hashable, Codable {
  public var change: ChangeRecord
  /// The entry's version before the change, 0 if it was new; the version that the change made is one more.
  public var versionBefore: Int
  public var versionAfter: Int { versionBefore + 1 }
  /// Nil where there was no such entry.
  public var before: GlossaryEntry?
  /// Nil where the change removed it.
  public var after: GlossaryEntry?
}

/// What undoing does with parts that were changed since.
public enum UndoPolicy: Sendable {
  /// The undoing is refused.
  case refuse
  /// The later changes of these parts are overwritten too.
  case overwrite
}
