public import Text

/// HTML, a whole document or a fragment, cut into what is to be translated and the rest.
///
/// It takes everything that browsers take. Block elements and line breaks end sentences; inline elements become
/// tags; what says `translate="no"` or has the class `notranslate`, and code, stays as it is; attributes that
/// people read are units of their own.
public struct HTMLDocument: TranslatableDocument {
  private let text: EncodedText
  private let skeleton: MarkupSkeleton

  init(_ text: EncodedText, _ options: DocumentOptions) {
    self.text = text
    skeleton = HTMLReader(text.bytes, options).read()
  }

  public var units: [MarkedText] { skeleton.units.map(\.text) }

  public func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    text.encode(skeleton.rendered(with: translations, target: target)) { Array("&#\($0.value);".utf8) }
  }
}
