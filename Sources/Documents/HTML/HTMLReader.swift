/// Walks over the tokens of an HTML text and collects its units.
struct HTMLReader {
  private let bytes: [UInt8]
  private let options: DocumentOptions
  private let tokens: [MarkupToken]
  private let isXHTML: Bool
  private var builder: UnitBuilder
  private var elements = OpenElements()
  private var index = 0

  init(_ bytes: [UInt8], _ options: DocumentOptions) {
    self.bytes = bytes
    self.options = options
    tokens = HTMLLexer.tokens(of: bytes)
    isXHTML = HTMLLexer.isXHTML(bytes)
    builder = UnitBuilder(bytes, syntax: .html)
  }

  /// Tells whether a text has tags, comments or references, so that it is HTML rather than plain text. What only
  /// might be one, such as a tag without its end or a reference without its semicolon, is none.
  static func isMarkup(_ bytes: [UInt8]) -> Bool {
    let hasTags = HTMLLexer.tokens(of: bytes).contains { token in
      switch token.kind {
      case .start, .end: bytes[token.range.upperBound - 1] == 0x3E
      case .comment:
        bytes[token.range].starts(with: Array("<!--".utf8))
          && bytes[token.range].suffix(3).elementsEqual(Array("-->".utf8))
      case .text, .rawText: false
      }
    }
    if hasTags { return true }
    let references = CharacterReferences(syntax: .html)
    return bytes.indices.contains { index in
      guard bytes[index] == 0x26 else { return false }
      switch references.read(bytes, at: index, until: bytes.count) {
      case .character(_, let length), .unknown(let length): return bytes[index + length - 1] == 0x3B
      case .ampersand: return false
      }
    }
  }

  /// The document in parts.
  consuming func read() -> MarkupSkeleton {
    while index < tokens.count {
      let token = tokens[index]
      switch token.kind {
      case .text, .rawText:
        if elements.isTranslated, token.kind == .text {
          builder.append(text: token.range)
        } else {
          divide([.source(token.range)])
        }
      case .comment:
        if elements.isTranslated {
          builder.append(.empty, name: "", range: token.range, parts: [.source(token.range)])
        } else {
          divide([.source(token.range)])
        }
      case .start: start(token)
      case .end: end(token)
      }
      index += 1
    }
    builder.endUnit(spaces: elements.spaces)
    return builder.skeleton
  }

  private mutating func divide(_ parts: [MarkupSkeleton.Part]) {
    builder.divide(parts, spaces: elements.spaces)
  }

  private mutating func start(_ token: MarkupToken) {
    if !isInline(token.name) {
      // What this one ends may have other spaces.
      builder.endUnit(spaces: elements.spaces)
      elements.endElements(endedByStartOf: token.name)
    }
    let isTranslated = translates(token) ?? elements.isTranslated
    if elements.isTranslated, !isTranslated, isInline(token.name), let last = lastOfProtected(from: index) {
      let range = token.range.lowerBound..<tokens[last].range.upperBound
      let isWord = !HTMLElements.invisible.contains(token.name)
      builder.append(
        isWord ? .protected : .empty, name: token.name, range: range, parts: [.source(range)])
      index = last
      return
    }
    if elements.isTranslated, isTranslated, let last = lastOfNoteMark(from: index) {
      let range = token.range.lowerBound..<tokens[last].range.upperBound
      builder.append(.empty, name: token.name, range: range, parts: [.source(range)])
      index = last
      return
    }
    let parts = isTranslated ? self.parts(of: token) : [.source(token.range)]
    let isVoid = isWhole(token)
    if isInline(token.name), elements.isTranslated, isTranslated {
      builder.append(isVoid ? .empty : .opening, name: token.name, range: token.range, parts: parts)
    } else {
      divide(parts)
    }
    if !isVoid {
      elements.push(
        .init(
          name: token.name, isTranslated: isTranslated,
          isPreformatted: elements.isPreformatted || HTMLElements.preformatted.contains(token.name)))
    }
  }

  private mutating func end(_ token: MarkupToken) {
    let spaces = elements.spaces
    let wasTranslated = elements.isTranslated
    elements.pop(token.name)
    if isInline(token.name), wasTranslated, elements.isTranslated {
      builder.append(.closing, name: token.name, range: token.range, parts: [.source(token.range)])
    } else {
      builder.divide([.source(token.range)], spaces: spaces)
    }
  }

  /// Tells whether a start tag is all of its element.
  private func isWhole(_ token: MarkupToken) -> Bool {
    HTMLElements.void.contains(token.name) || token.isSelfClosing && isXHTML
  }

  private func isInline(_ name: String) -> Bool {
    if options.splittingTags.contains(name) { return false }
    return options.nonSplittingTags.contains(name) || HTMLElements.inline.contains(name)
  }

  /// What an element says of the translation of its content; nil if nothing.
  private func translates(_ token: MarkupToken) -> Bool? {
    switch token.value(of: "translate", in: bytes)?.lowercased() {
    case "no": return false
    case "yes", "": return true
    default: break
    }
    if let list = token.value(of: "class", in: bytes),
      list.split(whereSeparator: \.isWhitespace).contains("notranslate")
    {
      return false
    }
    return options.ignoredTags.contains(token.name) || HTMLElements.untranslated.contains(token.name)
      ? false : nil
  }

  /// The last token of the inline element at `start`; nil if something in it ends sentences or is translated all
  /// the same, or if no end is near: such an element is no word.
  private func lastOfProtected(from start: Int) -> Int? {
    if isWhole(tokens[start]) { return start }
    var open = [tokens[start].name]
    for index in (start + 1)..<min(tokens.count, max(start + 1, start + 1000)) {
      let token = tokens[index]
      switch token.kind {
      case .start:
        let isForeign = open[0] == "svg" || open[0] == "math"
        guard isForeign || isInline(token.name), translates(token) != true else { return nil }
        let isAlone = isForeign ? token.isSelfClosing : isWhole(token)
        if !isAlone { open.append(token.name) }
      case .end:
        if let place = open.lastIndex(of: token.name) {
          open.removeSubrange(place...)
          if open.isEmpty { return index }
        } else if !isInline(token.name), open[0] != "svg", open[0] != "math" {
          return nil
        }
      case .text, .rawText, .comment: continue
      }
    }
    return nil
  }

  /// The last token of the element at `start`, if it is a raised mark such as that of a footnote: as a word it would
  /// run into the word before it.
  private func lastOfNoteMark(from start: Int) -> Int? {
    guard tokens[start].name == "sup", isInline("sup"), let last = lastOfProtected(from: start) else {
      return nil
    }
    let isMark = tokens[start...last].allSatisfy { token in
      token.kind != .text
        || token.range.count <= 8 && !bytes[token.range].contains { $0.isASCIILetter || $0 > 0x7F }
    }
    return isMark ? last : nil
  }

  /// A start tag with the units in its attributes.
  private mutating func parts(of token: MarkupToken) -> [MarkupSkeleton.Part] {
    var parts: [MarkupSkeleton.Part] = []
    var start = token.range.lowerBound
    func source(upTo end: Int) {
      if end > start { parts.append(.source(start..<end)) }
      start = end
    }
    if token.name == "html", !token.attributes.contains(where: { $0.name == "lang" }) {
      source(upTo: start + 5)
      parts.append(.language(start..<start, before: " lang=\"", after: "\""))
    }
    for attribute in token.attributes where attribute.hasValue {
      if token.name == "html", attribute.name == "lang" || attribute.name == "xml:lang" {
        source(upTo: attribute.value.lowerBound)
        let quote = attribute.quote == nil ? "\"" : ""
        parts.append(.language(attribute.value, before: quote, after: quote))
        start = attribute.value.upperBound
      } else if HTMLElements.isTranslatable(attribute.name, of: token, in: bytes),
        let unit = builder.attribute(attribute)
      {
        source(upTo: attribute.value.lowerBound)
        parts.append(unit)
        start = attribute.value.upperBound
      }
    }
    source(upTo: token.range.upperBound)
    return parts
  }
}
