/// Cuts HTML into tags, text and comments as browsers do (WHATWG HTML, 13.2.5 Tokenization), but keeps every byte:
/// it never fails, and its tokens joined are the text.
struct HTMLLexer {
  private static let mostAttributes = 200

  private let bytes: [UInt8]
  private let isXHTML: Bool
  private var index = 0
  private var tokens: [MarkupToken] = []

  static func tokens(of bytes: [UInt8]) -> [MarkupToken] {
    var lexer = HTMLLexer(bytes: bytes)
    lexer.run()
    return lexer.tokens
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    isXHTML = Self.isXHTML(bytes)
  }

  /// Tells whether a text says that it is XML.
  static func isXHTML(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("<?xml".utf8)) }

  private mutating func run() {
    var textStart = 0
    while index < bytes.count {
      guard bytes[index] == 0x3C, let token = markup() else {
        index += 1
        continue
      }
      if token.range.lowerBound > textStart {
        tokens.append(MarkupToken(kind: .text, range: textStart..<token.range.lowerBound))
      }
      tokens.append(token)
      index = token.range.upperBound
      // In XHTML, `<script/>` is whole.
      if token.kind == .start, !(token.isSelfClosing && isXHTML) { appendContent(of: token.name) }
      textStart = index
    }
    if textStart < bytes.count { tokens.append(MarkupToken(kind: .text, range: textStart..<bytes.count)) }
  }

  /// The tag or comment that the `<` at `index` opens; nil if it is only a character.
  private func markup() -> MarkupToken? {
    guard index + 1 < bytes.count else { return nil }
    let next = bytes[index + 1]
    if next.isASCIILetter { return tag(.start, nameAt: index + 1) }
    if next == 0x2F {
      guard index + 2 < bytes.count else { return nil }
      return bytes[index + 2].isASCIILetter ? tag(.end, nameAt: index + 2) : bogusComment()
    }
    if next == 0x3F { return bogusComment() }
    guard next == 0x21 else { return nil }
    return bytes[index...].starts(with: [0x3C, 0x21, 0x2D, 0x2D]) ? comment() : bogusComment()
  }

  private func comment() -> MarkupToken {
    let start = index + 4
    // `<!-->` and `<!--->` are whole comments.
    for ending in [[0x3E], [0x2D, 0x3E]] as [[UInt8]] where bytes[start...].starts(with: ending) {
      return MarkupToken(kind: .comment, range: index..<start + ending.count)
    }
    var end = start
    while let dashes = bytes.firstPlace(of: [0x2D, 0x2D], from: end) {
      if bytes[(dashes + 2)...].starts(with: [0x3E]) {
        return MarkupToken(kind: .comment, range: index..<dashes + 3)
      }
      if bytes[(dashes + 2)...].starts(with: [0x21, 0x3E]) {
        return MarkupToken(kind: .comment, range: index..<dashes + 4)
      }
      end = dashes + 1
    }
    return MarkupToken(kind: .comment, range: index..<bytes.count)
  }

  /// Declarations, instructions and closing tags without a name: up to the next `>`.
  private func bogusComment() -> MarkupToken {
    let end = bytes[index...].firstIndex(of: 0x3E).map { $0 + 1 } ?? bytes.count
    return MarkupToken(kind: .comment, range: index..<end)
  }

  private func tag(_ kind: MarkupToken.Kind, nameAt start: Int) -> MarkupToken {
    var end = start
    while end < bytes.count, !bytes[end].isMarkupSpace, bytes[end] != 0x2F, bytes[end] != 0x3E { end += 1 }
    var token = MarkupToken(kind: kind, range: index..<end, name: lowercased(start..<end))
    while end < bytes.count {
      if bytes[end] == 0x3E {
        token.range = index..<end + 1
        return token
      }
      if bytes[end] == 0x2F {
        token.isSelfClosing = end + 1 < bytes.count && bytes[end + 1] == 0x3E
        end += 1
      } else if bytes[end].isMarkupSpace {
        end += 1
      } else {
        end = appendAttribute(at: end, to: &token)
      }
    }
    // A tag that does not end is no tag; nothing of it is shown.
    return MarkupToken(kind: .comment, range: index..<bytes.count)
  }

  private func appendAttribute(at start: Int, to token: inout MarkupToken) -> Int {
    // A sign of equality at the start belongs to the name.
    var end = start + 1
    while end < bytes.count, !bytes[end].isMarkupSpace, bytes[end] != 0x2F, bytes[end] != 0x3E,
      bytes[end] != 0x3D
    {
      end += 1
    }
    var attribute = MarkupAttribute(
      name: lowercased(start..<end), value: end..<end, quote: nil, hasValue: false)
    var next = end
    while next < bytes.count, bytes[next].isMarkupSpace { next += 1 }
    if next < bytes.count, bytes[next] == 0x3D {
      next += 1
      while next < bytes.count, bytes[next].isMarkupSpace { next += 1 }
      guard next < bytes.count else { return next }
      attribute.hasValue = true
      if bytes[next] == 0x22 || bytes[next] == 0x27 {
        guard let close = bytes[(next + 1)...].firstIndex(of: bytes[next]) else { return bytes.count }
        attribute.quote = bytes[next]
        attribute.value = next + 1..<close
        end = close + 1
      } else {
        end = next
        while end < bytes.count, !bytes[end].isMarkupSpace, bytes[end] != 0x3E { end += 1 }
        attribute.value = next..<end
      }
    }
    // Of attributes with one name, the first counts; behind more than anybody writes, none does.
    if token.attributes.count < Self.mostAttributes,
      !token.attributes.contains(where: { $0.name == attribute.name })
    {
      token.attributes.append(attribute)
    }
    return end
  }

  /// Appends the content of an element in which `<` is a character.
  private mutating func appendContent(of name: String) {
    guard let content = HTMLElements.rawContent(of: name) else { return }
    let end = endOfContent(of: name)
    if end > index {
      tokens.append(MarkupToken(kind: content == .references ? .text : .rawText, range: index..<end))
    }
    index = end
  }

  private func endOfContent(of name: String) -> Int {
    if name == "plaintext" { return bytes.count }
    let pattern = Array(name.utf8)
    var place = index
    while let end = bytes.firstPlace(of: [0x3C, 0x2F], from: place) {
      let nameEnd = end + 2 + pattern.count
      if nameEnd < bytes.count, lowercased(end + 2..<nameEnd).utf8.elementsEqual(pattern),
        bytes[nameEnd].isMarkupSpace || bytes[nameEnd] == 0x2F || bytes[nameEnd] == 0x3E
      {
        return end
      }
      place = end + 2
    }
    return bytes.count
  }

  private func lowercased(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
