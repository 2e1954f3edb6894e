/// Reads the text of a Markdown block: emphasis and links become tags, code and addresses stay as they are.
struct MarkdownInlines {
  private let bytes: [UInt8]
  private let labels: Set<String>
  private let references = CharacterReferences(syntax: .html)
  private var text = InlineText()
  private var index = 0
  /// How far from its beginning a tag, or the address of a link, may end.
  private static let window = 1024
  private static let longestFormula = 256
  /// For each bracket that opens, the one that closes it.
  private let brackets: [Int: Int]
  private var hasComments = true
  private let lastAngle: Int
  private let lastParenthesis: Int
  /// Where each link that is open begins, where its text ends, and where what stands behind that ends.
  private var links: [(start: Int, end: Int, tailEnd: Int)] = []
  /// Those with texts of their own.
  private var tags: [SkeletonBuilder.Tag] = []

  private init(_ bytes: [UInt8], _ labels: Set<String>) {
    self.bytes = bytes
    self.labels = labels
    brackets = Self.brackets(bytes)
    lastAngle = bytes.lastIndex(of: 0x3E) ?? -1
    lastParenthesis = bytes.lastIndex(of: 0x29) ?? -1
  }

  /// - Returns: the text, and those of its tags in which texts of their own stand.
  static func read(_ bytes: [UInt8], labels: Set<String>) -> (text: MarkedText, tags: [SkeletonBuilder.Tag]) {
    var reader = MarkdownInlines(bytes, labels)
    while reader.index < bytes.count { reader.readNext() }
    return (reader.text.marked, reader.tags)
  }

  private mutating func readNext() {
    // Code or an address that begins in the text of a link may hold its end.
    while let link = links.last, link.end < index { links.removeLast() }
    if let link = links.last, index == link.end {
      links.removeLast()
      return closeLink(link.start, link.end, link.tailEnd)
    }
    switch bytes[index] {
    case 0x5C where index + 1 < bytes.count && bytes[index + 1].isMarkdownPunctuation:
      if let end = bracketedFormulaEnd { return take(.protected, upTo: end) }
      text.append(bytes[index + 1])
      index += 2
    case 0x60: readCode()
    case 0x3C: readAngle()
    case 0x5B, 0x21: readBracket()
    case 0x2A, 0x5F, 0x7E: readEmphasis()
    case 0x26: readReference()
    case 0x24: readFormula()
    case 0x68, 0x48:
      if let end = addressEnd { take(.protected, upTo: end) } else { takeText() }
    default: takeText()
    }
  }

  private mutating func takeText(_ count: Int = 1) {
    text.append(bytes[index..<index + count])
    index += count
  }

  /// - Parameter texts: those that stand in the tag.
  private mutating func take(
    _ kind: InlineTag.Kind, name: String = "", upTo end: Int, texts: [SkeletonBuilder.Tag.Text] = []
  ) {
    let identifier = text.append(kind, name: name, markup: bytes[index..<end])
    if !texts.isEmpty {
      let key = MarkupSkeleton.TagKey(identifier: identifier, isClosing: kind == .closing)
      tags.append(.init(key: key, range: index..<end, texts: texts))
    }
    index = end
  }

  private mutating func readCode() {
    let run = bytes[index...].prefix { $0 == 0x60 }.count
    var place = index + run
    while let next = bytes[place...].firstIndex(of: 0x60) {
      let length = bytes[next...].prefix { $0 == 0x60 }.count
      if length == run { return take(.protected, upTo: next + length) }
      place = next + length
    }
    takeText(run)
  }

  /// Addresses in angle brackets, and HTML.
  private mutating func readAngle() {
    guard index < lastAngle, let end = bytes[index...].prefix(Self.window).firstIndex(of: 0x3E),
      index + 1 < end
    else {
      return takeText()
    }
    let inner = bytes[index + 1..<end]
    let isClosing = inner.first == 0x2F
    let name = inner.dropFirst(isClosing ? 1 : 0).prefix { $0.isASCIILetter || $0.isASCIIDigit }
    let behind = inner[name.endIndex...].first
    if inner.starts(with: Array("!--".utf8)) {
      let closing = hasComments ? bytes.firstPlace(of: Array("-->".utf8), from: index) : nil
      hasComments = closing != nil
      return closing.map { take(.empty, upTo: $0 + 3) } ?? takeText()
    }
    guard name.first?.isASCIILetter == true else { return takeText() }
    if behind == 0x3A || inner.contains(0x40), !inner.contains(0x20) {
      return take(.protected, upTo: end + 1)
    }
    guard behind == nil || behind!.isMarkupSpace || behind == 0x2F else { return takeText() }
    let element = String(decoding: name, as: UTF8.self).lowercased()
    let isEmpty = HTMLElements.void.contains(element) || inner.last == 0x2F
    take(
      isEmpty ? .empty : isClosing ? .closing : .opening, name: "<\(element)", upTo: end + 1,
      texts: isClosing ? [] : MarkdownTagTexts.attributes(in: bytes, index..<end + 1))
  }

  /// Links, pictures and footnotes.
  private mutating func readBracket() {
    let isPicture = bytes[index] == 0x21
    let start = index + (isPicture ? 1 : 0)
    guard start < bytes.count, bytes[start] == 0x5B, let end = brackets[start] else {
      return takeText()
    }
    if start + 1 < end, bytes[start + 1] == 0x5E { return take(.empty, upTo: end + 1) }
    guard end > start + 1, links.last.map({ end < $0.end }) ?? true else { return takeText() }
    if let tailEnd = tailEnd(from: end + 1, label: start + 1..<end) {
      take(.opening, name: "[", upTo: start + 1)
      links.append((start + 1, end, tailEnd))
    } else {
      takeText()
    }
  }

  /// `[text]` and `[text][]` lead where the text is defined to lead, and get the label that the text was.
  private mutating func closeLink(_ start: Int, _ end: Int, _ tailEnd: Int) {
    guard
      bytes[end..<tailEnd].elementsEqual([0x5D]) || bytes[end..<tailEnd].elementsEqual([0x5D, 0x5B, 0x5D])
    else {
      let title = MarkdownTagTexts.title(in: bytes, end + 1..<tailEnd)
      return take(.closing, name: "[", upTo: tailEnd, texts: title.map { [$0] } ?? [])
    }
    text.append(.closing, name: "[", markup: [0x5D, 0x5B] + bytes[start..<end] + [0x5D])
    index = tailEnd
  }

  /// Where that ends which says where a link leads, whose text ends before `start`; nil if it is no link.
  private func tailEnd(from start: Int, label: Range<Int>) -> Int? {
    guard start < bytes.count else { return isDefined(label) ? start : nil }
    if bytes[start] == 0x28 {
      guard start < lastParenthesis else { return nil }
      var depth = 0
      for place in start..<min(bytes.count, start + Self.window) {
        if bytes[place] == 0x28 { depth += 1 }
        if bytes[place] == 0x29 { depth -= 1 }
        if depth == 0 { return place + 1 }
      }
      return nil
    }
    if bytes[start] == 0x5B, let end = bytes[start...].prefix(Self.window).firstIndex(of: 0x5D) {
      return isDefined(end == start + 1 ? label : start + 1..<end) ? end + 1 : nil
    }
    return isDefined(label) ? start : nil
  }

  private func isDefined(_ label: Range<Int>) -> Bool {
    !labels.isEmpty && label.count < Self.window && labels.contains(MarkdownLine.label(bytes[label]))
  }

  private static func brackets(_ bytes: [UInt8]) -> [Int: Int] {
    var brackets: [Int: Int] = [:]
    var open: [Int] = []
    var place = 0
    while place < bytes.count {
      switch bytes[place] {
      case 0x5C: place += 1
      case 0x5B: open.append(place)
      case 0x5D: if let start = open.popLast() { brackets[start] = place }
      default: break
      }
      place += 1
    }
    return brackets
  }

  /// A run of marks that may open or close emphasis (CommonMark 0.31, section 6.2) is a tag.
  private mutating func readEmphasis() {
    let mark = bytes[index]
    let run = bytes[index...].prefix { $0 == mark }.count
    let before = index > 0 ? bytes[index - 1] : 0x20
    let after = index + run < bytes.count ? bytes[index + run] : 0x20
    let isLeft = !after.isMarkupSpace && (!after.isMarkdownPunctuation || before.isEmphasisBorder)
    let isRight = !before.isMarkupSpace && (!before.isMarkdownPunctuation || after.isEmphasisBorder)
    let isWithinWord = mark == 0x5F && !before.isEmphasisBorder && !after.isEmphasisBorder
    guard isLeft || isRight, !isWithinWord, run <= 3, mark != 0x7E || run == 2 else { return takeText(run) }
    let name = String(decoding: bytes[index..<index + run], as: UTF8.self)
    if isRight, text.isOpen(name) {
      take(.closing, name: name, upTo: index + run)
    } else if isLeft {
      take(.opening, name: name, upTo: index + run)
    } else {
      take(.empty, upTo: index + run)
    }
  }

  private mutating func readReference() {
    guard case .character(let scalar, let length) = references.read(bytes, at: index, until: bytes.count),
      bytes[index + length - 1] == 0x3B
    else { return takeText() }
    text.append(UTF8.encode(scalar)!)
    index += length
  }

  /// `$x^2$`. Between amounts such as `$5 and $6` there is no formula.
  private mutating func readFormula() {
    let before = index > 0 ? bytes[index - 1] : 0x20
    let rest = bytes[(index + 1)...].prefix(Self.longestFormula)
    guard let first = rest.first, !first.isMarkupSpace, first != 0x24, !before.isASCIILetter,
      !before.isASCIIDigit, let end = rest.firstIndex(of: 0x24), !bytes[end - 1].isMarkupSpace
    else { return takeText() }
    let after = end + 1 < bytes.count ? bytes[end + 1] : 0x20
    if after.isASCIILetter || after.isASCIIDigit { return takeText() }
    take(.protected, upTo: end + 1)
  }

  /// Where `\(x^2\)` or `\[x^2\]` ends; nil if none begins here, but an escaped bracket around words.
  private var bracketedFormulaEnd: Int? {
    let closing: UInt8
    switch bytes[index + 1] {
    case 0x28: closing = 0x29
    case 0x5B: closing = 0x5D
    default: return nil
    }
    let start = index + 2
    let rest = Array(bytes[start...].prefix(Self.longestFormula))
    guard let end = rest.firstPlace(of: [0x5C, closing], from: 0) else { return nil }
    let content = bytes[start..<start + end]
    let isFormula =
      content.contains { $0 == 0x5C || $0 == 0x5E || $0 == 0x3D || $0 == 0x7B }
      || !zip(content, content.dropFirst()).contains { Self.isLetter($0) && Self.isLetter($1) }
    return isFormula ? start + end + 2 : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte >= 0x80 }

  /// Where an address that begins here ends; nil if none does.
  private var addressEnd: Int? {
    let rest = bytes[index...]
    guard index == 0 || !(bytes[index - 1].isASCIILetter || bytes[index - 1].isASCIIDigit),
      rest.starts(with: Array("http://".utf8)) || rest.starts(with: Array("https://".utf8))
    else { return nil }
    var end =
      rest.firstIndex { $0.isMarkupSpace || $0 == 0x3C || $0 == 0x3E || $0 == 0x5D || $0 == 0x7C }
      ?? bytes.count
    if let link = links.last { end = min(end, link.end) }
    let opened = bytes[index..<end].count { $0 == 0x28 }
    var closed = bytes[index..<end].count { $0 == 0x29 }
    while end > index {
      if bytes[end - 1] == 0x29, closed > opened {
        closed -= 1
      } else if !".,:;!?\"'*_~".utf8.contains(bytes[end - 1]) {
        break
      }
      end -= 1
    }
    return end
  }
}

extension UInt8 {
  /// ASCII punctuation, which a backslash may stand before.
  var isMarkdownPunctuation: Bool {
    (0x21...0x2F).contains(self) || (0x3A...0x40).contains(self) || (0x5B...0x60).contains(self)
      || (0x7B...0x7E).contains(self)
  }

  fileprivate var isEmphasisBorder: Bool { isMarkupSpace || isMarkdownPunctuation }
}
