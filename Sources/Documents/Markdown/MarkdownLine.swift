/// A line of Markdown, and what its beginning says about it.
struct MarkdownLine {
  private let bytes: [UInt8]
  private let line: Range<Int>
  /// The line without the spaces at its ends, and without what was stripped.
  private(set) var content: Range<Int>
  /// In columns: how far the content stands from the beginning of the line, or from the quotation mark.
  private(set) var indent: Int

  init(_ bytes: [UInt8], _ line: Range<Int>) {
    self.bytes = bytes
    self.line = line
    content = bytes.trimmed(line)
    indent = 0
    indent = column(behind: line.lowerBound..<content.lowerBound, from: 0)
  }

  var isBlank: Bool { content.isEmpty }

  var hasBar: Bool { bytes[content].contains(0x7C) }

  func starts(with prefix: String) -> Bool { bytes[content].starts(with: prefix.utf8) }

  /// Tabs lead to the next fourth column.
  private func column(behind range: Range<Int>, from start: Int) -> Int {
    bytes[range].reduce(start) { $1 == 0x09 ? ($0 / 4 + 1) * 4 : $0 + 1 }
  }

  // MARK: Prefixes

  /// Strips the marks of quotations, and returns how many there are.
  ///
  /// - Parameter itemIndent: how far the text of the list item around them is indented.
  mutating func stripQuotes(in itemIndent: Int = 0) -> Int {
    var depth = 0
    while indent < itemIndent + 4, bytes[content].first == 0x3E {
      depth += 1
      strip(1)
      // One space belongs to the mark.
      indent = max(0, indent - 2)
    }
    return depth
  }

  /// Strips so many bytes, and the spaces behind them.
  mutating func strip(_ count: Int) {
    let start = content.lowerBound
    let inner = bytes.trimmed(start + count..<content.upperBound)
    indent = column(behind: start..<max(start, inner.lowerBound), from: indent)
    content = inner
  }

  mutating func stripTaskBox() {
    let box = Array(bytes[content].prefix(4))
    if box.count == 4, box[0] == 0x5B, [0x20, 0x78, 0x58].contains(box[1]), box[2] == 0x5D, box[3] == 0x20 {
      // Its text is as far in as that of other items.
      let indent = indent
      strip(3)
      self.indent = indent
    }
  }

  /// How many bytes the mark of a list item has, with a space.
  var listMarker: Int? {
    let text = bytes[content]
    guard let first = text.first else { return nil }
    let digits = text.prefix { $0.isASCIIDigit }.count
    let length: Int
    if [0x2D, 0x2A, 0x2B].contains(first) {
      length = 1
    } else if (1...9).contains(digits), [0x2E, 0x29].contains(text.dropFirst(digits).first) {
      length = digits + 1
    } else {
      return nil
    }
    let next = text.dropFirst(length).first
    return next == nil || next!.isMarkupSpace ? min(length + 1, text.count) : nil
  }

  /// Strips the mark of a list item, and returns how far its text is indented.
  mutating func stripListMarker(_ count: Int) -> Int {
    let first = indent + count
    strip(count)
    // What is further in is code; where there is nothing, the text begins in the next line.
    return isBlank || indent > first + 3 ? first : indent
  }

  /// The mark of a definition below its term, as PHP Markdown Extra has it.
  var definitionMarker: Int? { starts(with: ": ") || starts(with: ":\t") ? 2 : nil }

  /// `[!NOTE]`, which says what kind of note a quotation is.
  var noteMarker: Int? {
    guard starts(with: "[!"), let end = bytes[content].firstIndex(of: 0x5D) else { return nil }
    let name = bytes[content.lowerBound + 2..<end]
    guard !name.isEmpty, name.allSatisfy({ $0.isASCIILetter || $0 == 0x2D }) else { return nil }
    let isFolded = [0x2B, 0x2D].contains(bytes[(end + 1)..<content.upperBound].first)
    return end + (isFolded ? 2 : 1) - content.lowerBound
  }

  /// Tells whether the line is `!!! note`, which begins a note of Python-Markdown, whose text is indented.
  var beginsNote: Bool { ["!!! ", "??? ", "???+ "].contains { starts(with: $0) } }

  /// Tells whether the line is `{: .class}`, the attributes of a block of kramdown.
  var isAttributes: Bool { starts(with: "{:") && bytes[content].last == 0x7D }

  /// `[^1]:`, which begins a footnote.
  var footnoteMarker: Int? {
    guard starts(with: "[^"), let end = bytes[content].firstIndex(of: 0x5D), end + 1 < content.upperBound,
      bytes[end + 1] == 0x3A
    else { return nil }
    return end + 2 - content.lowerBound
  }

  /// Of numbered items only the first can interrupt a paragraph: a number may begin any of its lines.
  var interruptsParagraph: Bool {
    let digits = bytes[content].prefix { $0.isASCIIDigit }
    return digits.isEmpty || digits.elementsEqual([0x31])
  }

  /// The label of a definition such as `[label]: https://example.org "title"`, as it is compared.
  var definedLabel: String? {
    guard starts(with: "["), !starts(with: "[^"), indent < 4,
      let end = bytes[content].firstIndex(of: 0x5D), end + 1 < content.upperBound, bytes[end + 1] == 0x3A
    else { return nil }
    let address = bytes[bytes.trimmed(end + 2..<content.upperBound)]
    let addressEnd =
      address.first == 0x3C
      ? address.firstIndex(of: 0x3E).map { $0 + 1 } : address.firstIndex(where: \.isMarkupSpace)
    let title = bytes[bytes.trimmed((addressEnd ?? content.upperBound)..<content.upperBound)]
    guard title.isEmpty || [0x22, 0x27, 0x28].contains(title.first) else { return nil }
    return Self.label(bytes[content.lowerBound + 1..<end])
  }

  /// Tells whether the line is nothing but the title of the definition above it.
  var isTitle: Bool {
    guard content.count > 1, let first = bytes[content].first, let last = bytes[content].last else {
      return false
    }
    return (first == 0x22 || first == 0x27) && last == first || first == 0x28 && last == 0x29
  }

  /// Tells whether a definition has its title, or there is no room for one.
  var endsWithTitle: Bool { [0x22, 0x27, 0x29].contains(bytes[content].last) }

  /// A label as it is compared: in small letters, with one space for many.
  static func label(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  // MARK: Blocks

  /// The run of marks that begins a block of code.
  var fence: ArraySlice<UInt8>? {
    guard let first = bytes[content].first, first == 0x60 || first == 0x7E else { return nil }
    let run = bytes[content].prefix { $0 == first }
    let isCode = run.count >= 3 && (first == 0x7E || !bytes[content].dropFirst(run.count).contains(0x60))
    return isCode ? run : nil
  }

  /// The text of a heading, without its marks and its `{#identifier .class}`.
  var heading: Range<Int>? {
    let level = bytes[content].prefix { $0 == 0x23 }.count
    guard (1...6).contains(level) else { return nil }
    let next = bytes[content].dropFirst(level).first
    guard next == nil || next!.isMarkupSpace else { return nil }
    var text = bytes.trimmed(content.lowerBound + level..<content.upperBound)
    if bytes[text].last == 0x7D, let start = bytes[text].lastIndex(of: 0x7B), start + 1 < text.upperBound,
      [0x23, 0x2E, 0x3A].contains(bytes[start + 1])
    {
      text = bytes.trimmed(text.lowerBound..<start)
    }
    let closing = bytes[text].reversed().prefix { $0 == 0x23 }.count
    if closing > 0, closing < text.count, bytes[text.upperBound - closing - 1].isMarkupSpace {
      text = bytes.trimmed(text.lowerBound..<text.upperBound - closing)
    }
    return text
  }

  /// The line under a heading, or across the page.
  var isUnderlineOrRule: Bool {
    guard let first = bytes[content].first else { return false }
    let marks = bytes[content].filter { !$0.isMarkupSpace }
    guard marks.allSatisfy({ $0 == first }) else { return false }
    switch first {
    case 0x3D: return marks.count == content.count
    case 0x2D: return marks.count == content.count && marks.count > 1 || marks.count >= 3
    case 0x2A, 0x5F: return marks.count >= 3
    default: return false
    }
  }

  /// The name of the HTML element that the line begins, if a block may begin so; `!--` for a comment.
  var htmlName: String? {
    guard starts(with: "<") else { return nil }
    if starts(with: "<!--") { return "!--" }
    let start = content.lowerBound + (starts(with: "</") ? 2 : 1)
    let letters = bytes[min(start, content.upperBound)..<content.upperBound].prefix {
      $0.isASCIILetter || $0.isASCIIDigit
    }
    let name = String(decoding: letters, as: UTF8.self).lowercased()
    let next = bytes[letters.endIndex..<content.upperBound].first
    guard !name.isEmpty, next == nil || next!.isMarkupSpace || next == 0x3E || next == 0x2F else {
      return nil
    }
    return HTMLElements.isKnown(name) && !HTMLElements.inline.contains(name) ? name : nil
  }

  // MARK: Tables

  /// The line between the head and the body of a table.
  var isTableDivider: Bool {
    var line = self
    _ = line.stripQuotes()
    let text = bytes[line.content]
    return text.contains(0x2D)
      && text.allSatisfy { $0 == 0x2D || $0 == 0x3A || $0 == 0x7C || $0.isMarkupSpace }
      && (text.contains(0x7C) || text.contains(0x3A))
  }

  /// The cells of a row, without spaces; bars behind a backslash are text.
  var cells: [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = content.lowerBound
    var index = start
    while index < content.upperBound {
      if bytes[index] == 0x5C {
        index += 1
      } else if bytes[index] == 0x7C {
        cells.append(bytes.trimmed(start..<index))
        start = index + 1
      }
      index += 1
    }
    cells.append(bytes.trimmed(min(start, content.upperBound)..<content.upperBound))
    return cells.filter { !$0.isEmpty }
  }

  // MARK: Text

  /// The text of the line, and whether it ends with a break.
  var text: (content: Range<Int>, isBroken: Bool) {
    if bytes[content].last == 0x5C { return (content.lowerBound..<content.upperBound - 1, true) }
    return (content, bytes[content.upperBound..<line.upperBound].starts(with: [0x20, 0x20]))
  }
}
