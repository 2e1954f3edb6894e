/// What an import does with what the glossary has already.
public enum ImportMode: String, Sendable, Hashable, Codable, CaseIterable {
  /// New entries are added. In an entry that is there already, the terms and definitions of the languages
  /// that come replace those of these languages, and other texts that are not empty replace the old ones;
  /// what does not come stays.
  case merge
  /// Afterwards the glossary holds what comes, and nothing else.
  case replace
}

/// What an import did, or would do, to a glossary.
public struct ImportSummary: Sendable, Hashable, Codable {
  public var added = 0
  public var changed = 0
  public var unchanged = 0
  public var removed = 0
  /// The change that the import is recorded as; nil where there was nothing to do, and in a preview.
  public var change: ChangeRecord?

  public init() {}

  public var isEmpty: Bool { added + changed + removed == 0 }
}

/// What an import would do to one entry.
public struct EntryDifference: Sendable, Hashable, Codable {
  /// Nil where the entry is new.
  public var before: GlossaryEntry?
  /// Nil where the entry would be removed.
  public var after: GlossaryEntry?

  public init(before: GlossaryEntry?, after: GlossaryEntry?) {
    self.before = before
    self.after = after
  }
}
