/// A term, or a form of one, that the matcher leaves out.
public struct SkippedTerm: Sendable, Hashable, CustomStringConvertible {
  public enum Reason: String, Sendable, Hashable {
    /// Nothing is left of the text once it is normalized.
    case empty
    /// It would match marks, not words.
    case punctuation
    /// It has more tokens or bytes than a term can have.
    case length
  }

  public var glossary: String
  /// The identifier of the entry.
  public var identifier: String
  /// The text of the term or form; of a very long one, its start.
  public var text: String
  public var reason: Reason

  public var description: String {
    let place = "\(glossary), entry \(identifier)"
    switch reason {
    case .empty: return "\(place): a term or form is empty and matches nothing. Write it, or take it out."
    case .punctuation:
      return "\(place): «\(text)» has no letter, digit or symbol and matches nothing. Write it in words."
    case .length:
      return
        "\(place): «\(text)…» is too long to match: a term has at most \(TermIndex.maximumTokens) tokens "
        + "and \(TermIndex.maximumBytes) bytes. Shorten it."
    }
  }
}
