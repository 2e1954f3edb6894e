/// How a text is written at a place of a marked-up document.
enum TextForm: Sendable, Equatable {
  case content(CharacterReferences.Syntax)
  /// The value of an attribute; in `quote`, or not in quotation marks so far.
  case attribute(CharacterReferences.Syntax, quote: UInt8?)

  /// `text` with what has a meaning escaped, and nothing else.
  func write(_ text: some Sequence<UInt8>) -> [UInt8] {
    switch self {
    case .content(let syntax): return Self.escape(Array(text), syntax, quote: nil)
    case .attribute(let syntax, let quote?): return Self.escape(Array(text), syntax, quote: quote)
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
      // `]]>` must not stand in XML.
      case 0x3E where syntax == .xml && index > 0 && text[index - 1] == 0x5D: result += Array("&gt;".utf8)
      case 0x22 where quote == 0x22: result += Array("&quot;".utf8)
      case 0x27 where quote == 0x27: result += Array("&#39;".utf8)
      // A space that must not break looks like any other.
      case 0xA0 where syntax == .html && result.last == 0xC2:
        result.removeLast()
        result += Array("&nbsp;".utf8)
      // Characters that XML does not have.
      case 0..<0x20 where syntax == .xml && byte != 9 && byte != 10 && byte != 13: result.append(0x20)
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
