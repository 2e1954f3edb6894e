/// Markup that stands within a text: an opening, closing or empty tag, with its place.
public struct InlineTag: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case opening
    case closing
    case empty
  }

  /// As the document writes it, such as `<b class="x">`.
  public var markup: String
  public var kind: Kind
  /// Where it stands: a place between UTF-8 bytes of the text.
  public var offset: Int

  public init(markup: String, kind: Kind, offset: Int) {
    self.markup = markup
    self.kind = kind
    self.offset = offset
  }
}
