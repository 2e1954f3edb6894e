/// Reads the lines of a cue.
enum CueText {
  /// The lines as one text, with their tags.
  static func read(_ bytes: [UInt8], _ lines: [Range<Int>], _ flavor: SubtitleDocument.Flavor) -> MarkedText {
    var text = InlineText()
    for (index, line) in lines.enumerated() {
      if index > 0 { text.append(0x20) }
      read(bytes, line, flavor, to: &text)
    }
    return text.marked
  }

  private static func read(
    _ bytes: [UInt8], _ line: Range<Int>, _ flavor: SubtitleDocument.Flavor, to text: inout InlineText
  ) {
    let references = CharacterReferences(syntax: .html)
    var index = line.lowerBound
    while index < line.upperBound {
      if let end = tagEnd(bytes, at: index, in: line) {
        append(bytes[index..<end], to: &text)
        index = end
      } else if bytes[index] == 0x26, flavor == .webVTT,
        case .character(let scalar, let length) = references.read(bytes, at: index, until: line.upperBound)
      {
        text.append(UTF8.encode(scalar)!)
        index += length
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
  }

  /// Where the tag ends that begins at `index`: `<i>`, `</i>`, `<v Ana>`, `<00:01.000>`, or SubRip's `{\an8}`.
  private static func tagEnd(_ bytes: [UInt8], at index: Int, in line: Range<Int>) -> Int? {
    guard index + 1 < line.upperBound else { return nil }
    let next = bytes[index + 1]
    let closing: UInt8
    switch bytes[index] {
    case 0x3C where next.isASCIILetter || next.isASCIIDigit || next == 0x2F: closing = 0x3E
    case 0x7B where next == 0x5C: closing = 0x7D
    default: return nil
    }
    return bytes[index..<line.upperBound].firstIndex(of: closing).map { $0 + 1 }
  }

  private static func append(_ tag: ArraySlice<UInt8>, to text: inout InlineText) {
    let isClosing = tag.dropFirst().first == 0x2F
    let name = String(
      decoding: tag.dropFirst(isClosing ? 2 : 1).prefix { $0.isASCIILetter }.map { $0 | 0x20 }, as: UTF8.self)
    if name.isEmpty {
      text.append(.empty, markup: tag)
    } else {
      text.append(isClosing ? .closing : .opening, name: name, markup: tag)
    }
  }

  /// Tells whether a line says when a cue is shown, such as `00:01:02,500 --> 00:01:04,000`.
  static func isTiming(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first?.isASCIIDigit == true else { return false }
    let start = line.prefix { $0.isASCIIDigit || $0 == 0x3A || $0 == 0x2C || $0 == 0x2E }
    guard start.contains(0x3A) else { return false }
    let rest = line.dropFirst(start.count).drop { $0 == 0x20 || $0 == 0x09 }
    return rest.starts(with: Array("-->".utf8))
  }

  /// How many bytes the dash has that begins what a speaker says, where two speak in a cue, with the spaces behind it;
  /// nil if there is none. Before a digit it may be a minus sign.
  static func dash(_ line: ArraySlice<UInt8>) -> Int? {
    // -, – and —.
    let isLong = line.starts(with: [0xE2, 0x80, 0x93]) || line.starts(with: [0xE2, 0x80, 0x94])
    guard isLong || line.first == 0x2D else { return nil }
    let text = line.dropFirst(isLong ? 3 : 1).drop { $0 == 0x20 || $0 == 0x09 }
    guard let next = text.first, !next.isASCIIDigit else { return nil }
    return text.startIndex - line.startIndex
  }
}
