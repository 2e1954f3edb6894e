/// Markup that stands within a text: an opening, closing or empty tag, or a part that is not to be translated,
/// with its place.
public struct InlineTag: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    case opening
    case closing
    /// Alone, such as an image or a comment.
    case empty
    /// Alone, and read as a word of the sentence that stays as it is, such as `<code>x + 1</code>`.
    case protected
  }

  /// As the document writes it, such as `<b class="x">`; for `protected`, all of it.
  public var markup: String
  public var kind: Kind
  /// Where it stands: a place between UTF-8 bytes of the text.
  public var offset: Int
  /// What it is known by in its text. An opening tag and the closing tag of the same pair share it; a tag whose
  /// partner stands elsewhere has its own.
  public var identifier: Int

  public init(markup: String, kind: Kind, offset: Int, identifier: Int) {
    self.markup = markup
    self.kind = kind
    self.offset = offset
    self.identifier = identifier
  }
}
