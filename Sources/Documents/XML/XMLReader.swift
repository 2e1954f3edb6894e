/// Walks over the elements of an XML text and collects its units.
struct XMLReader {
  private struct Element {
    /// Whether it stands within a sentence.
    var isInline = false
    var isTranslated = true
    var keepsSpaces = false
  }

  private let bytes: [UInt8]
  private let elements: XMLElements
  private let outline: XMLOutline
  private let options: DocumentOptions
  private var builder: UnitBuilder
  private var open = [Element()]

  init(_ bytes: [UInt8], _ elements: XMLElements, _ options: DocumentOptions) {
    self.bytes = bytes
    self.elements = elements
    self.options = options
    outline = XMLOutline(elements, bytes, options)
    builder = UnitBuilder(bytes, syntax: .xml)
  }

  /// The document in parts.
  consuming func read() -> MarkupSkeleton {
    var index = 0
    while index < elements.tokens.count {
      let token = elements.tokens[index]
      let source = MarkupSkeleton.Part.source(token.range)
      switch token.kind {
      case .start: index = start(token, at: index)
      case .end: end(token)
      case .text where open.last!.isTranslated: builder.append(text: token.range)
      case .rawText where open.last!.isTranslated && !open.last!.isInline && outline.sections.contains(index):
        section(token.range)
      case .rawText where open.last!.isTranslated:
        builder.append(text: token.range, isRaw: true, prefix: 9, suffix: 3)
      case .comment where open.last!.isTranslated && !isDeclaration(token):
        builder.append(.empty, name: "", range: token.range, parts: [source])
      case .text, .rawText, .comment: builder.divide([source], spaces: spaces)
      }
      index += 1
    }
    builder.endUnit(spaces: spaces)
    return builder.skeleton
  }

  private var spaces: UnitBuilder.Spaces { open.last!.keepsSpaces ? .kept : .linesJoined }

  /// A CDATA section, whose frame stays.
  private mutating func section(_ range: Range<Int>) {
    let inner = range.lowerBound + 9..<range.upperBound - 3
    let content = Array(bytes[inner])
    builder.divide([.source(range.lowerBound..<inner.lowerBound)], spaces: spaces)
    if HTMLReader.isMarkup(content) {
      builder.append(HTMLReader(content, options).read(), at: inner.lowerBound, spaces: spaces)
    } else {
      builder.appendSection(inner, spaces: spaces)
    }
    builder.divide([.source(inner.upperBound..<range.upperBound)], spaces: spaces)
  }

  /// Returns the index of the last token that it read.
  private mutating func start(_ token: MarkupToken, at index: Int) -> Int {
    var element = open.last!
    if options.ignoredTags.contains(token.name) { element.isTranslated = false }
    switch token.value(of: "translate", in: bytes) ?? token.value(of: "its:translate", in: bytes) {
    case "no": element.isTranslated = false
    case "yes": element.isTranslated = true
    default: break
    }
    switch token.value(of: "xml:space", in: bytes) {
    case "preserve": element.keepsSpaces = true
    case "default": element.keepsSpaces = false
    default: break
    }
    let isInline = outline.isInline(token.name)
    element.isInline = isInline
    if open.last!.isTranslated, !element.isTranslated, isInline, let last = elements.ends[index] {
      let range = token.range.lowerBound..<elements.tokens[last].range.upperBound
      builder.append(.protected, name: token.name, range: range, parts: [.source(range)])
      return last
    }
    let parts = open.count == 1 ? rootParts(of: token) : [.source(token.range)]
    if isInline, element.isTranslated, open.last!.isTranslated {
      let kind = token.isSelfClosing ? InlineTag.Kind.empty : .opening
      builder.append(kind, name: token.name, range: token.range, parts: parts)
    } else {
      builder.divide(parts, spaces: spaces)
    }
    if !token.isSelfClosing { open.append(element) }
    return index
  }

  private mutating func end(_ token: MarkupToken) {
    let spaces = spaces
    let element = open.removeLast()
    if outline.isInline(token.name), element.isTranslated, open.last!.isTranslated {
      builder.append(.closing, name: token.name, range: token.range, parts: [.source(token.range)])
    } else {
      builder.divide([.source(token.range)], spaces: spaces)
    }
  }

  /// The tag of an outermost element, which may name the language of the document.
  private func rootParts(of token: MarkupToken) -> [MarkupSkeleton.Part] {
    guard let language = token.attributes.first(where: { $0.name == "xml:lang" }) else {
      return [.source(token.range)]
    }
    return [
      .source(token.range.lowerBound..<language.value.lowerBound),
      .language(language.value, before: "", after: ""),
      .source(language.value.upperBound..<token.range.upperBound),
    ]
  }

  /// Tells whether a token stands before the document rather than in a sentence.
  private func isDeclaration(_ token: MarkupToken) -> Bool {
    bytes[token.range].starts(with: Array("<!D".utf8))
      || bytes[token.range].starts(with: Array("<?xml ".utf8))
  }
}
