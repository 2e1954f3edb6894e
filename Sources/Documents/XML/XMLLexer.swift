/// The tokens of an XML text, and for each start tag the index of its end tag; its own for an empty element.
struct XMLElements {
  var tokens: [MarkupToken]
  var ends: [Int: Int]
}

/// Cuts XML into tags, text and the rest, and checks that it is well-formed (XML 1.0), apart from what a document
/// type says. Text outside of elements and several elements side by side are allowed: fragments have them.
struct XMLLexer {
  private let bytes: [UInt8]
  private var index = 0
  private var result = XMLElements(tokens: [], ends: [:])
  /// The indices of the start tags that are open.
  private var open: [Int] = []

  /// - Throws: `DocumentError` with the line and column of what is not well-formed.
  static func elements(of bytes: [UInt8]) throws(DocumentError) -> XMLElements {
    var lexer = XMLLexer(bytes: bytes)
    try lexer.run()
    return lexer.result
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() throws(DocumentError) {
    while index < bytes.count {
      if bytes[index] != 0x3C {
        try text()
      } else if follows("<!--") {
        try comment()
      } else if follows("<![CDATA[") {
        try section()
      } else if follows("<?") {
        let end = try place(of: "?>", from: index + 2, "The instruction does not end.")
        append(.comment, upTo: end + 2)
      } else if follows("<!") {
        try declaration()
      } else if follows("</") {
        try endTag()
      } else {
        try startTag()
      }
    }
    if let last = open.last {
      let token = result.tokens[last]
      throw error(at: token.range.lowerBound, "The element <\(token.name)> is not closed.")
    }
  }

  private mutating func append(_ kind: MarkupToken.Kind, upTo end: Int) {
    if end > index { result.tokens.append(MarkupToken(kind: kind, range: index..<end)) }
    index = end
  }

  private mutating func text() throws(DocumentError) {
    let end = bytes[index...].firstIndex(of: 0x3C) ?? bytes.count
    try check(index..<end)
    if let bad = bytes[index..<end].indices.first(where: {
      bytes[$0] == 0x5D && follows("]]>", at: $0) && $0 + 2 < end
    }) {
      throw error(at: bad, "]]> stands in text.")
    }
    append(.text, upTo: end)
  }

  private mutating func comment() throws(DocumentError) {
    let dashes = try place(of: "--", from: index + 4, "The comment does not end.")
    guard follows("-->", at: dashes) else { throw error(at: dashes, "-- stands in a comment.") }
    append(.comment, upTo: dashes + 3)
  }

  private mutating func section() throws(DocumentError) {
    let end = try place(of: "]]>", from: index + 9, "The CDATA section does not end.")
    for place in (index + 9)..<end { try checkCharacter(at: place) }
    append(.rawText, upTo: end + 3)
  }

  /// The document type with its own declarations in brackets, in which marks may stand in quotation marks.
  private mutating func declaration() throws(DocumentError) {
    guard follows("<!DOCTYPE") else { throw error(at: index, "<! begins nothing that XML knows.") }
    var end = index + 9
    var depth = 0
    while end < bytes.count {
      switch bytes[end] {
      case 0x22, 0x27:
        guard let close = bytes[(end + 1)...].firstIndex(of: bytes[end]) else {
          throw error(at: end, "The quotation mark is not closed.")
        }
        end = close
      case 0x3C where follows("<!--", at: end):
        end = try place(of: "-->", from: end + 4, "The comment does not end.") + 2
      case 0x5B: depth += 1
      case 0x5D: depth -= 1
      case 0x3E where depth <= 0:
        append(.comment, upTo: end + 1)
        return
      default: break
      }
      end += 1
    }
    throw error(at: index, "The document type does not end.")
  }

  private mutating func endTag() throws(DocumentError) {
    let name = try name(at: index + 2)
    var end = name.upperBound
    while end < bytes.count, bytes[end].isMarkupSpace { end += 1 }
    guard end < bytes.count, bytes[end] == 0x3E else {
      throw error(at: end, "The end tag does not end with >.")
    }
    let text = String(decoding: bytes[name], as: UTF8.self)
    guard let start = open.popLast() else { throw error(at: index, "</\(text)> closes nothing.") }
    guard result.tokens[start].name == text else {
      throw error(at: index, "</\(text)> stands where </\(result.tokens[start].name)> is expected.")
    }
    result.ends[start] = result.tokens.count
    append(.end, upTo: end + 1)
    result.tokens[result.tokens.count - 1].name = text
  }

  private mutating func startTag() throws(DocumentError) {
    let name = try name(at: index + 1)
    var token = MarkupToken(
      kind: .start, range: index..<index, name: String(decoding: bytes[name], as: UTF8.self))
    var end = name.upperBound
    var names: Set<String> = []
    while true {
      let spaces = end
      while end < bytes.count, bytes[end].isMarkupSpace { end += 1 }
      guard end < bytes.count else { throw error(at: index, "The tag does not end.") }
      if bytes[end] == 0x3E || follows("/>", at: end) { break }
      guard end > spaces else { throw error(at: end, "Before an attribute must be a space.") }
      let start = end
      end = try attribute(at: start, of: &token)
      let attribute = token.attributes[token.attributes.count - 1].name
      guard names.insert(attribute).inserted else {
        throw error(at: start, "The attribute \(attribute) stands in the tag already.")
      }
    }
    token.isSelfClosing = bytes[end] == 0x2F
    end += token.isSelfClosing ? 2 : 1
    token.range = index..<end
    if token.isSelfClosing {
      result.ends[result.tokens.count] = result.tokens.count
    } else {
      open.append(result.tokens.count)
    }
    result.tokens.append(token)
    index = end
  }

  private func attribute(at start: Int, of token: inout MarkupToken) throws(DocumentError) -> Int {
    let range = try name(at: start)
    let name = String(decoding: bytes[range], as: UTF8.self)
    var end = range.upperBound
    while end < bytes.count, bytes[end].isMarkupSpace { end += 1 }
    guard end < bytes.count, bytes[end] == 0x3D else {
      throw error(at: end, "The attribute \(name) has no value.")
    }
    end += 1
    while end < bytes.count, bytes[end].isMarkupSpace { end += 1 }
    guard end < bytes.count, bytes[end] == 0x22 || bytes[end] == 0x27 else {
      throw error(at: end, "The value of the attribute \(name) is not in quotation marks.")
    }
    guard let close = bytes[(end + 1)...].firstIndex(of: bytes[end]) else {
      throw error(at: end, "The value of the attribute \(name) does not end.")
    }
    let value = end + 1..<close
    if let bad = bytes[value].firstIndex(of: 0x3C) {
      throw error(at: bad, "< stands in the value of \(name).")
    }
    try check(value)
    token.attributes.append(
      MarkupAttribute(name: name, value: value, quote: bytes[end], hasValue: true))
    return close + 1
  }

  private func name(at start: Int) throws(DocumentError) -> Range<Int> {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      let isStart = byte.isASCIILetter || byte >= 0x80 || byte == 0x5F || byte == 0x3A
      guard isStart || end > start && (byte.isASCIIDigit || byte == 0x2D || byte == 0x2E) else { break }
      end += 1
    }
    guard end > start else { throw error(at: start, "A name is expected here; < in text is written &lt;.") }
    return start..<end
  }

  /// Checks the references and characters of text.
  private func check(_ range: Range<Int>) throws(DocumentError) {
    let references = CharacterReferences(syntax: .xml)
    for index in range {
      let byte = bytes[index]
      if byte == 0x26, references.read(bytes, at: index, until: range.upperBound) == .ampersand {
        throw error(at: index, "& begins no reference; as a character it is written &amp;.")
      }
      try checkCharacter(at: index)
    }
  }

  /// XML does not have most controls, nor U+FFFE and U+FFFF (XML 1.0, 2.2).
  private func checkCharacter(at index: Int) throws(DocumentError) {
    let byte = bytes[index]
    var absent: UInt32?
    if byte < 0x20, !byte.isMarkupSpace || byte == 0x0C { absent = UInt32(byte) }
    if byte == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE {
      absent = 0xFF40 | UInt32(bytes[index + 2])
    }
    guard let absent else { return }
    throw error(at: index, "XML does not have the character U+\(String(absent, radix: 16, uppercase: true)).")
  }

  private func follows(_ text: StaticString, at place: Int? = nil) -> Bool {
    text.withUTF8Buffer { bytes[(place ?? index)...].starts(with: $0) }
  }

  private func place(of pattern: String, from start: Int, _ message: String) throws(DocumentError) -> Int {
    guard let place = bytes.firstPlace(of: Array(pattern.utf8), from: start) else {
      throw error(at: index, message)
    }
    return place
  }

  private func error(at offset: Int, _ message: String) -> DocumentError {
    DocumentError(
      .malformed, at: offset, in: bytes, "This is not well-formed XML: \(message)",
      advice: "Correct it there, or treat the text as HTML, which may be sloppy.")
  }
}
