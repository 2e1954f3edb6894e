/// Where text stands in Markdown, which says what could be mistaken there.
enum MarkdownPlace: Sendable, Equatable {
  /// Also an item of a list, where some characters at the beginning make it another block.
  case paragraph
  case heading
  /// Of a table, which a bar ends.
  case cell
  /// Of a link: between marks, of which `end` is the second.
  case title(end: UInt8)
}

/// Writes text into Markdown so that it is read as that text.
enum MarkdownEscaping {
  /// - Parameter isFirst: whether the text begins its block.
  static func escape(_ text: [UInt8], isFirst: Bool, _ place: MarkdownPlace) -> [UInt8] {
    if case .title(let end) = place { return title(text, end) }
    let isFirst = isFirst && place == .paragraph
    let lone = loneBrackets(text)
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
      case 0x5B where after == 0x5E || lone.contains(index): result.append(0x5C)
      case 0x5D where after == 0x28 || after == 0x5B || lone.contains(index): result.append(0x5C)
      case 0x7E where after == 0x7E || before == 0x7E: result.append(0x5C)
      case 0x7C where place == .cell: result.append(0x5C)
      default: break
      }
      result.append(byte)
    }
    return result
  }

  private static func title(_ text: [UInt8], _ end: UInt8) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in text.enumerated() {
      let after = index + 1 < text.count ? text[index + 1] : end
      switch byte {
      case 0x0A, 0x0D:
        result.append(0x20)
        continue
      case end, 0x7C: result.append(0x5C)
      case 0x28 where end == 0x29: result.append(0x5C)
      case 0x5C where after.isMarkdownPunctuation: result.append(0x5C)
      case 0x26 where isReference(text, index): result.append(0x5C)
      default: break
      }
      result.append(byte)
    }
    return result
  }

  /// `# `, `- `, `> `, `[label]: ` and the like.
  private static func beginsBlock(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    if first == 0x3E { return true }
    if first == 0x5B { return text.firstPlace(of: [0x5D, 0x3A], from: 0) != nil }
    let marks = text.prefix { $0 == first }
    guard first == 0x23 || first == 0x2D || first == 0x2B || first == 0x3A else { return false }
    return text.count == marks.count || text[marks.count].isMarkupSpace
  }

  /// Where the brackets stand that have no counterpart, and would be taken for one of a link's.
  private static func loneBrackets(_ text: [UInt8]) -> Set<Int> {
    var open: [Int] = []
    var lone: Set<Int> = []
    for (index, byte) in text.enumerated() {
      if byte == 0x5B { open.append(index) }
      if byte == 0x5D, open.popLast() == nil { lone.insert(index) }
    }
    return lone.union(open)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80
  }

  private static func isReference(_ text: [UInt8], _ index: Int) -> Bool {
    let name = text[(index + 1)...].prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x23 }
    return !name.isEmpty && text[name.endIndex...].first == 0x3B
  }
}
