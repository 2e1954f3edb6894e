public import Text

/// Markdown (CommonMark, with the tables, task lists, strikethrough and footnotes of GitHub).
///
/// Each paragraph, heading, list item and table cell is a unit, in which emphasis and links are tags; titles of links and
/// attributes of HTML that people read are units of their own. Code, addresses, definitions of links, formulas and the
/// front matter stay as they are; HTML is read as HTML.
public struct MarkdownDocument: TranslatableDocument {
  private let text: EncodedText
  private let skeleton: MarkupSkeleton

  init(_ text: EncodedText, _ options: DocumentOptions) {
    self.text = text
    var reader = MarkdownReader(text.bytes, options)
    reader.read()
    skeleton = reader.builder.finish()
  }

  public var units: [MarkedText] { skeleton.units.map(\.text) }

  public func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    text.encode(skeleton.rendered(with: translations, target: target), substitute: nil)
  }
}
