public import Text

/// XML, a document or a fragment of one, cut into what is to be translated and the rest.
///
/// All text is translated, no attribute is. Which elements end sentences and which stand in them, the options say
/// or the text shows: see `XMLOutline`. `translate="no"` and `its:translate="no"` (ITS 2.0) are kept to, and
/// `xml:space="preserve"`.
public struct XMLDocument: TranslatableDocument {
  private let text: EncodedText
  private let skeleton: MarkupSkeleton

  /// - Throws: `DocumentError` with the line and column of what is not well-formed.
  init(_ text: EncodedText, _ options: DocumentOptions) throws(DocumentError) {
    self.text = text
    skeleton = XMLReader(text.bytes, try XMLLexer.elements(of: text.bytes), options).read()
  }

  public var units: [MarkedText] { skeleton.units.map(\.text) }

  public func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    text.encode(skeleton.rendered(with: translations, target: target)) { Array("&#\($0.value);".utf8) }
  }
}
