/// How a text is written at a place of a marked-up document.
enum TextForm: Sendable, Equatable {
  case content(CharacterReferences.Syntax)
  /// The value of an attribute; in `quote`, or not in quotation marks so far.
  case attribute(CharacterReferences.Syntax, quote: UInt8?)
  /// Characters of a CDATA section, which mean themselves.
  case section
  /// The cell of a table, or a line of one in quotation marks.
  case cell(separator: UInt8, isQuoted: Bool)
  /// The text of a subtitle, whose lines end as those of the file.
  case cue(SubtitleDocument.Flavor, lineEnd: [UInt8])
  case markdown(MarkdownPlace)

  /// `text` with what has a meaning escaped, and nothing else.
  ///
  /// - Parameter isFirst: whether the text begins its unit.
  func write(_ text: some Sequence<UInt8>, isFirst: Bool = false) -> [UInt8] {
    switch self {
    case .section: return Self.section(Array(text))
    case .content(let syntax): return Self.escape(Array(text), syntax, quote: nil)
    case .attribute(let syntax, let quote?): return Self.escape(Array(text), syntax, quote: quote)
    case .cell(let separator, let isQuoted): return Self.cell(Array(text), separator, isQuoted)
    case .cue(let flavor, let lineEnd): return Self.cue(Array(text), flavor, lineEnd)
    case .markdown(let place): return MarkdownEscaping.escape(Array(text), isFirst: isFirst, place)
    case .attribute(let syntax, nil): return [0x22] + Self.escape(Array(text), syntax, quote: 0x22) + [0x22]
    }
  }

  private static func escape(_ text: [UInt8], _ syntax: CharacterReferences.Syntax, quote: UInt8?) -> [UInt8]
  {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    for (index, byte) in text.enumerated() {
      switch byte {
      case 0x26 where syntax == .xml || isReference(text, index): result += Array("&amp;".utf8)
      case 0x3C: result += Array("&lt;".utf8)
      // `]]>` must not stand in XML, nor in HTML that is in a section of XML.
      case 0x3E where index > 0 && text[index - 1] == 0x5D: result += Array("&gt;".utf8)
      case 0x22 where quote == 0x22: result += Array("&quot;".utf8)
      case 0x27 where quote == 0x27: result += Array("&#39;".utf8)
      // A space that must not break looks like any other.
      case 0xA0 where syntax == .html && result.last == 0xC2:
        result.removeLast()
        result += Array("&nbsp;".utf8)
      // HTML has no use for them either, and may stand in a section of XML.
      case _ where !byte.isXMLCharacter && !(syntax == .html && byte == 0x0C): result.append(0x20)
      default: result.append(byte)
      }
    }
    return result
  }

  /// `]]>` ends a section, and stands on both sides of a border between two therefore. What would look like markup
  /// is written outside of the section, where characters can be told from it.
  private static func section(_ text: [UInt8]) -> [UInt8] {
    if HTMLReader.isMarkup(text) {
      return Array("]]>".utf8) + escape(text, .xml, quote: nil) + Array("<![CDATA[".utf8)
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
      if byte == 0x3E, result.suffix(2).elementsEqual([0x5D, 0x5D]) { result += Array("]]><![CDATA[".utf8) }
      result.append(byte.isXMLCharacter ? byte : 0x20)
    }
    return result
  }

  private static func cell(_ text: [UInt8], _ separator: UInt8, _ isQuoted: Bool) -> [UInt8] {
    let needsQuotes = !isQuoted && text.contains { $0 == separator || $0 == 0x22 }
    var result: [UInt8] = needsQuotes ? [0x22] : []
    for byte in text {
      if byte == 0x22 { result.append(byte) }
      result.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
    }
    return needsQuotes ? result + [0x22] : result
  }

  private static func cue(_ text: [UInt8], _ flavor: SubtitleDocument.Flavor, _ lineEnd: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in text.enumerated() {
      switch byte {
      case 0x0A: result += lineEnd
      case 0x26 where flavor == .webVTT && isReference(text, index): result += Array("&amp;".utf8)
      case 0x3C where flavor == .webVTT: result += Array("&lt;".utf8)
      // `-->` says when a cue is shown.
      case 0x3E where flavor == .webVTT && index > 0 && text[index - 1] == 0x2D: result += Array("&gt;".utf8)
      default: result.append(byte)
      }
    }
    return result
  }

  /// Tells whether a reader may take the ampersand at `index` for the start of a reference.
  private static func isReference(_ text: [UInt8], _ index: Int) -> Bool {
    // At the end, what is written next may make one of it.
    guard index + 1 < text.count else { return true }
    let next = text[index + 1]
    return next.isASCIILetter || next.isASCIIDigit || next == 0x23
  }
}

extension UInt8 {
  /// XML does not have the control characters, apart from those that are white space.
  fileprivate var isXMLCharacter: Bool { self >= 0x20 || self == 9 || self == 10 || self == 13 }
}
