/// Walks over the lines of a Markdown text and collects its units.
struct MarkdownReader {
  private let bytes: [UInt8]
  private let options: DocumentOptions
  private let lines: [Range<Int>]
  private let labels: Set<String>
  private(set) var builder: SkeletonBuilder
  /// The lines of the paragraph that has begun.
  private var paragraph: [Range<Int>] = []
  private var quoteDepth = 0
  /// How far the text of the innermost list item is indented; 0 outside of lists.
  private var itemIndent = 0

  init(_ bytes: [UInt8], _ options: DocumentOptions) {
    self.bytes = bytes
    self.options = options
    lines = LineSpans.lines(of: bytes)
    labels = Set(lines.compactMap { MarkdownLine(bytes, $0).definedLabel })
    builder = SkeletonBuilder(bytes)
  }

  mutating func read() {
    var index = frontMatterEnd
    while index < lines.count { index = readBlock(at: index) }
    endParagraph()
  }

  /// The number of lines of the settings that stand between two lines of dashes at the beginning.
  private var frontMatterEnd: Int {
    for mark in ["---", "+++"] where bytes[lines[0]].elementsEqual(Array(mark.utf8)) {
      let end = lines.indices.dropFirst().first {
        bytes[bytes.trimmed(lines[$0])].elementsEqual(Array(mark.utf8))
      }
      if let end { return end + 1 }
    }
    return 0
  }

  /// Reads what begins in line `index`, and returns the first line after it.
  private mutating func readBlock(at index: Int) -> Int {
    var line = MarkdownLine(bytes, lines[index])
    let depth = line.stripQuotes()
    if depth != quoteDepth, depth > 0 || paragraph.isEmpty {
      endParagraph()
      quoteDepth = depth
    }
    // More items in one line than people write.
    for _ in 0..<16 {
      if line.isBlank {
        endParagraph()
        return index + 1
      }
      if line.indent == 0, itemIndent > 0, paragraph.isEmpty, line.listMarker == nil { itemIndent = 0 }
      if paragraph.isEmpty, line.indent >= itemIndent + 4 { return index + 1 }
      if let fence = line.fence {
        endParagraph()
        return fenceEnd(fence, from: index + 1)
      }
      if line.starts(with: "$$") {
        endParagraph()
        return formulaEnd(line, index)
      }
      if paragraph.isEmpty, depth == 0, let last = htmlEnd(line, index) {
        let range = line.content.lowerBound..<lines[last].upperBound
        builder.append(HTMLReader(Array(bytes[range]), options).read(), at: range)
        return last + 1
      }
      if line.isUnderlineOrRule || line.definedLabel != nil || line.starts(with: ":::") {
        endParagraph()
        return index + 1
      }
      if let heading = line.heading {
        endParagraph()
        append([heading])
        return index + 1
      }
      if index + 1 < lines.count, line.hasBar, MarkdownLine(bytes, lines[index + 1]).isTableDivider {
        endParagraph()
        return readTable(at: index)
      }
      guard let marker = line.footnoteMarker ?? line.listMarker,
        paragraph.isEmpty || line.interruptsParagraph || line.indent < itemIndent
      else { break }
      endParagraph()
      itemIndent = line.indent + marker
      line.strip(marker)
      line.stripTaskBox()
    }
    let (content, isBroken) = line.text
    paragraph.append(content)
    if isBroken { endParagraph() }
    return index + 1
  }

  private mutating func endParagraph() {
    append(paragraph)
    paragraph.removeAll()
  }

  private mutating func append(_ ranges: [Range<Int>], isCell: Bool = false) {
    guard let first = ranges.first, let last = ranges.last else { return }
    let text = Array(ranges.map { bytes[$0] }.joined(separator: [0x20]))
    builder.append(
      MarkdownInlines.read(text, labels: labels, isCell: isCell), at: first.lowerBound..<last.upperBound,
      form: .markdown(isCell: isCell))
  }

  // MARK: Blocks of several lines

  private func fenceEnd(_ fence: ArraySlice<UInt8>, from start: Int) -> Int {
    for index in start..<max(start, lines.count) {
      var line = MarkdownLine(bytes, lines[index])
      _ = line.stripQuotes()
      let run = bytes[line.content].prefix { $0 == fence.first }
      if run.count >= fence.count, run.count == line.content.count { return index + 1 }
    }
    return lines.count
  }

  private func formulaEnd(_ line: MarkdownLine, _ start: Int) -> Int {
    func closes(_ content: ArraySlice<UInt8>) -> Bool { content.suffix(2).elementsEqual([0x24, 0x24]) }
    if line.content.count >= 4, closes(bytes[line.content]) { return start + 1 }
    // One that nobody closed ends with its paragraph.
    let end = lines.indices.dropFirst(start + 1).first {
      let content = bytes[bytes.trimmed(lines[$0])]
      return content.isEmpty || closes(content)
    }
    return (end ?? lines.count - 1) + 1
  }

  /// The last line of the HTML that `line` begins; nil if it begins none.
  private func htmlEnd(_ line: MarkdownLine, _ index: Int) -> Int? {
    guard let name = line.htmlName else { return nil }
    let mark =
      name == "!--" ? "-->" : ["pre", "script", "style", "textarea"].contains(name) ? "</\(name)>" : nil
    guard let mark else {
      let blank = lines.indices.dropFirst(index).first { MarkdownLine(bytes, lines[$0]).isBlank }
      return (blank ?? lines.count) - 1
    }
    let pattern = Array(mark.utf8)
    let end = bytes.firstPlace(of: pattern, from: line.content.lowerBound) ?? bytes.count
    return lines.indices.dropFirst(index).first { lines[$0].upperBound >= end } ?? lines.count - 1
  }

  private mutating func readTable(at start: Int) -> Int {
    var index = start
    while index < lines.count {
      var line = MarkdownLine(bytes, lines[index])
      _ = line.stripQuotes()
      guard line.hasBar, !line.isBlank else { break }
      if index != start + 1 { for cell in line.cells { append([cell], isCell: true) } }
      index += 1
    }
    return index
  }
}
