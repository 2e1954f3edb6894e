public import Text

/// A table of lines and tabs, of which each cell with letters is a unit. There are no quotation marks around cells:
/// those that stand there are text (IANA, text/tab-separated-values).
public struct TabSeparatedDocument: TranslatableDocument {
  private let content: PlainUnits

  init(_ text: EncodedText, _ options: DocumentOptions) {
    var ranges: [Range<Int>] = []
    for (row, line) in LineSpans.lines(of: text.bytes).enumerated() {
      if row == 0, options.tableHeader == .kept { continue }
      var start = line.lowerBound
      var column = 1
      while start <= line.upperBound {
        let end = text.bytes[start..<line.upperBound].firstIndex(of: 0x09) ?? line.upperBound
        let cell = text.bytes.trimmed(start..<end)
        if options.tableColumns?.contains(column) ?? true,
          TableCell.isText(String(decoding: text.bytes[cell], as: UTF8.self))
        {
          ranges.append(cell)
        }
        start = end + 1
        column += 1
      }
    }
    content = PlainUnits(text, ranges: ranges) { $0.isNewline || $0 == "\t" }
  }

  public var units: [MarkedText] { content.units }

  public func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    content.rendered(with: translations)
  }
}
