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
  /// How far the text of each list item that is open is indented, the innermost last.
  private var items: [Int] = []
  private var itemIndent: Int { items.last ?? 0 }

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
    var depth = line.stripQuotes(in: itemIndent)
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
      if paragraph.isEmpty { leaveItems(to: line.indent) }
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
      if line.isUnderlineOrRule || line.starts(with: ":::") || line.isAttributes {
        endParagraph()
        return index + 1
      }
      if paragraph.isEmpty, line.definedLabel != nil { return definitionEnd(line, index) }
      if line.beginsNote {
        endParagraph()
        items.append(line.indent + 4)
        return index + 1
      }
      if depth > 0, let marker = line.noteMarker {
        endParagraph()
        line.strip(marker)
        append([line.content], .heading)
        return index + 1
      }
      if let heading = line.heading {
        endParagraph()
        append([heading], .heading)
        return index + 1
      }
      if index + 1 < lines.count, line.hasBar, MarkdownLine(bytes, lines[index + 1]).isTableDivider {
        endParagraph()
        return readTable(at: index)
      }
      guard let marker = line.footnoteMarker ?? line.definitionMarker ?? line.listMarker,
        paragraph.isEmpty || line.interruptsParagraph || line.indent < itemIndent
      else { break }
      endParagraph()
      leaveItems(to: line.indent)
      if line.footnoteMarker != nil {
        items.append(line.indent + 4)
        line.strip(marker)
      } else {
        items.append(line.stripListMarker(marker))
        line.stripTaskBox()
      }
      depth += line.stripQuotes(in: itemIndent)
      quoteDepth = depth
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

  /// Leaves the list items whose text is further in than `indent`.
  private mutating func leaveItems(to indent: Int) {
    while let last = items.last, last > indent { items.removeLast() }
  }

  private mutating func append(_ ranges: [Range<Int>], _ place: MarkdownPlace = .paragraph) {
    guard let first = ranges.first, let last = ranges.last else { return }
    let text = Array(ranges.map { bytes[$0] }.joined(separator: [0x20]))
    let read = MarkdownInlines.read(text, labels: labels)
    builder.append(
      read.text, at: first.lowerBound..<last.upperBound, form: .markdown(place),
      tags: Self.moved(read.tags, to: ranges))
  }

  /// The tags of lines that were joined by spaces, where they stand in the document; without those that stand in
  /// several lines.
  private static func moved(_ tags: [SkeletonBuilder.Tag], to lines: [Range<Int>]) -> [SkeletonBuilder.Tag] {
    var result: [SkeletonBuilder.Tag] = []
    var line = 0
    // Where the line begins in the joined text.
    var start = 0
    for tag in tags {
      while line < lines.count, tag.range.lowerBound >= start + lines[line].count {
        start += lines[line].count + 1
        line += 1
      }
      guard line < lines.count, tag.range.upperBound <= start + lines[line].count else { continue }
      let distance = lines[line].lowerBound - start
      func moved(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound + distance..<range.upperBound + distance
      }
      result.append(
        SkeletonBuilder.Tag(
          key: tag.key, range: moved(tag.range),
          texts: tag.texts.map { .init(text: $0.text, range: moved($0.range), form: $0.form) }))
    }
    return result
  }

  // MARK: Blocks of several lines

  /// The title of a definition may stand in a line of its own.
  private func definitionEnd(_ line: MarkdownLine, _ index: Int) -> Int {
    guard !line.endsWithTitle, index + 1 < lines.count, MarkdownLine(bytes, lines[index + 1]).isTitle else {
      return index + 1
    }
    return index + 2
  }

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
      if index != start + 1 { for cell in line.cells { append([cell], .cell) } }
      index += 1
    }
    return index
  }
}
