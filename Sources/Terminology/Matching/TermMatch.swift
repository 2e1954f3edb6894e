/// One stretch of a sentence, and the terms that it is.
public struct TermSpan: Sendable, Hashable {
  /// The tokens of the sentence.
  public var tokens: Range<Int>
  /// The entries that have this term, all of one glossary, each once: best status first, then by identifier.
  /// Never empty; more than one are homonyms, and the targets of all of them are allowed.
  public var matches: [TermMatch]
}

/// A term of a glossary in a sentence.
public struct TermMatch: Sendable, Hashable {
  /// The entry with its glossary and version.
  public var entry: VersionedEntry
  public var term: Term
  /// The listed form that stands in the sentence; nil if the term's text does.
  public var form: String?
  /// The tokens of the sentence.
  public var tokens: Range<Int>
  public var casing: TermCasing
}

/// The capitals of a term in a sentence.
public enum TermCasing: String, Sendable, Hashable, CaseIterable {
  /// Those of the glossary, or fewer: nothing to carry over.
  case asWritten
  /// A capital at the start where the glossary has none.
  case capitalized
  /// Capitals only, two or more, where the glossary has others.
  case allCapitals
}
