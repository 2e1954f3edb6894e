/// Writes text into Markdown so that it is read as that text.
enum MarkdownEscaping {
  /// - Parameters:
  ///   - isFirst: whether the text begins a block, where some characters make it another one.
  ///   - isCell: whether a bar would end it.
  static func escape(_ text: [UInt8], isFirst: Bool, isCell: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 8)
    if isFirst, beginsBlock(text) { result.append(0x5C) }
    for (index, byte) in text.enumerated() {
      let before = index > 0 ? text[index - 1] : 0x20
      let after = index + 1 < text.count ? text[index + 1] : 0x20
      switch byte {
      case 0x0A, 0x0D:
        result.append(0x20)
        continue
      case 0x60: result.append(0x5C)
      case 0x5C where after.isMarkdownPunctuation: result.append(0x5C)
      case 0x2E, 0x29:
        let isItem = isFirst && after.isMarkupSpace && (1...9).contains(index)
        if isItem, text[..<index].allSatisfy(\.isASCIIDigit) { result.append(0x5C) }
      // Between spaces they are signs, within words an underscore is a letter.
      case 0x2A where !(before.isMarkupSpace && after.isMarkupSpace): result.append(0x5C)
      case 0x5F where !(isWord(before) && isWord(after)) && !(before.isMarkupSpace && after.isMarkupSpace):
        result.append(0x5C)
      case 0x3C where after.isASCIILetter || after == 0x2F || after == 0x21: result.append(0x5C)
      case 0x26 where isReference(text, index): result.append(0x5C)
      case 0x5D where after == 0x28 || after == 0x5B: result.append(0x5C)
      case 0x7C where isCell: result.append(0x5C)
      default: break
      }
      result.append(byte)
    }
    return result
  }

  /// `# `, `- `, `> ` and the like.
  private static func beginsBlock(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    if first == 0x3E { return true }
    let marks = text.prefix { $0 == first }
    let isMark = first == 0x23 || first == 0x2D || first == 0x2B
    guard isMark, text.count > marks.count else { return isMark && text.count == marks.count }
    return text[marks.count].isMarkupSpace
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80
  }

  private static func isReference(_ text: [UInt8], _ index: Int) -> Bool {
    let name = text[(index + 1)...].prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x23 }
    return !name.isEmpty && text[name.endIndex...].first == 0x3B
  }
}
