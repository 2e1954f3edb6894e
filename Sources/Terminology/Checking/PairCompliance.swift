/// What became of the terms of one text in its translation.
public struct PairCompliance: Sendable, Hashable, Codable {
  /// The terms of the source, from left to right, with what the glossary asks for.
  public var terms: [TermUse] = []
  /// The forbidden terms in the target, from left to right.
  public var forbidden: [ForbiddenUse] = []

  public init() {}

  public var keptCount: Int { terms.reduce(0) { $0 + ($1.found == nil ? 0 : 1) } }

  /// Tells whether a term is missing, or a forbidden one is there.
  public var isBroken: Bool { !forbidden.isEmpty || keptCount < terms.count }
}

/// An entry of a glossary, as it stood when it was used.
public struct EntryReference: Sendable, Hashable, Codable {
  public var glossary: String
  public var identifier: String
  public var version: Int

  public init(glossary: String, identifier: String, version: Int) {
    self.glossary = glossary
    self.identifier = identifier
    self.version = version
  }

  init(_ entry: VersionedEntry) {
    self.init(glossary: entry.glossary, identifier: entry.entry.identifier, version: entry.version)
  }
}

/// One occurrence of a term in a source text.
public struct TermUse: Sendable, Hashable, Codable {
  /// The entry; several where they are homonyms, and the targets of any are right.
  public var entries: [EntryReference]
  /// The term as it stands in the source.
  public var source: TextPlace
  /// The terms that the glossary allows, best first, without their forms.
  public var expected: [String]
  /// The allowed term or form that stands in the target for this occurrence; nil if there is none.
  public var found: TextPlace?
  /// The status of what was found; nil if nothing was.
  public var status: TermStatus?
  /// Where nothing was found: a deprecated or forbidden term of the entry that stands in the target.
  public var instead: TextPlace?
}

/// A forbidden term that stands in a target text.
public struct ForbiddenUse: Sendable, Hashable, Codable {
  public var entry: EntryReference
  /// As it stands in the target.
  public var target: TextPlace
  /// The terms of the same entry that may be used, best first.
  public var expected: [String]
}

/// A stretch of a text, and where it stands.
public struct TextPlace: Sendable, Hashable, Codable {
  public var text: String
  /// UTF-8 offsets.
  public var range: Range<Int>
}
