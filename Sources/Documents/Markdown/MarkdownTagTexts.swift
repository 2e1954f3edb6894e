/// Finds the texts that stand in the tags of a Markdown text, and that readers see: titles of links and pictures, and
/// what HTML has in attributes.
enum MarkdownTagTexts {
  /// The title in what stands behind the text of a link, such as `(address "title")`; nil if there is none.
  static func title(in bytes: [UInt8], _ tail: Range<Int>) -> SkeletonBuilder.Tag.Text? {
    guard tail.count > 2, bytes[tail.lowerBound] == 0x28, bytes[tail.upperBound - 1] == 0x29 else {
      return nil
    }
    let inner = bytes.trimmed(tail.lowerBound + 1..<tail.upperBound - 1)
    let content = bytes[inner]
    let isInAngles = content.first == 0x3C
    let addressEnd = content.firstIndex { isInAngles ? $0 == 0x3E : $0.isMarkupSpace }
    guard let addressEnd else { return nil }
    let title = bytes.trimmed(addressEnd + (isInAngles ? 1 : 0)..<inner.upperBound)
    guard title.count > 2, bytes[title.lowerBound - 1].isMarkupSpace,
      let end = closings[bytes[title.lowerBound]],
      bytes[title.upperBound - 1] == end
    else { return nil }
    let range = title.lowerBound + 1..<title.upperBound - 1
    guard let text = text(bytes, range, hasEscapes: true) else { return nil }
    return .init(text: text, range: range, form: .markdown(.title(end: end)))
  }

  private static let closings: [UInt8: UInt8] = [0x22: 0x22, 0x27: 0x27, 0x28: 0x29]

  /// The texts in the attributes of an HTML tag.
  static func attributes(in bytes: [UInt8], _ tag: Range<Int>) -> [SkeletonBuilder.Tag.Text] {
    let inner = Array(bytes[tag])
    guard let token = HTMLLexer.tokens(of: inner).first, token.kind == .start,
      token.value(of: "translate", in: inner)?.lowercased() != "no"
    else { return [] }
    return token.attributes.compactMap { attribute in
      guard attribute.hasValue, !attribute.value.isEmpty,
        HTMLElements.isTranslatable(attribute.name, of: token, in: inner),
        let text = text(inner, attribute.value, hasEscapes: false)
      else { return nil }
      let range = tag.lowerBound + attribute.value.lowerBound..<tag.lowerBound + attribute.value.upperBound
      return .init(text: text, range: range, form: .attribute(.html, quote: attribute.quote))
    }
  }

  /// A text with its references resolved; nil if one of them is not known.
  private static func text(_ bytes: [UInt8], _ range: Range<Int>, hasEscapes: Bool) -> String? {
    let references = CharacterReferences(syntax: .html)
    var text: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if hasEscapes, byte == 0x5C, index + 1 < range.upperBound, bytes[index + 1].isMarkdownPunctuation {
        text.append(bytes[index + 1])
        index += 2
      } else if byte == 0x26 {
        switch references.read(bytes, at: index, until: range.upperBound) {
        case .character(let scalar, let length):
          text += UTF8.encode(scalar)!
          index += length
        case .ampersand:
          text.append(byte)
          index += 1
        case .unknown: return nil
        }
      } else {
        text.append(byte)
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
