/// The lines of a text: where each stands without what ends it.
enum LineSpans {
  /// Lines end with LF, CR, CR LF, or the line and paragraph separators of Unicode. The last has no end.
  static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let width = endWidth(bytes, at: index)
      guard width > 0 else {
        index += 1
        continue
      }
      lines.append(start..<index)
      index += width
      start = index
    }
    lines.append(start..<bytes.count)
    return lines
  }

  private static func endWidth(_ bytes: [UInt8], at index: Int) -> Int {
    switch bytes[index] {
    case 0x0A: return 1
    case 0x0D: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
    // U+2028 and U+2029: E2 80 A8 and E2 80 A9.
    case 0xE2:
      guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return 0 }
      return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : 0
    default: return 0
    }
  }
}

extension Array where Element == UInt8 {
  /// `range` without the spaces at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    guard let first = self[range].firstIndex(where: { !$0.isMarkupSpace }) else {
      return range.lowerBound..<range.lowerBound
    }
    return first..<self[range].lastIndex { !$0.isMarkupSpace }! + 1
  }
}
