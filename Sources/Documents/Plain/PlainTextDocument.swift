public import Text

/// Plain text, of which each line or each paragraph is a unit. Line ends of all kinds stay.
public struct PlainTextDocument: TranslatableDocument {
  private let content: PlainUnits

  init(_ text: EncodedText, _ options: DocumentOptions) {
    var ranges: [Range<Int>] = []
    var isParagraphOpen = false
    for line in LineSpans.lines(of: text.bytes) {
      let line = text.bytes.trimmed(line)
      if line.isEmpty {
        isParagraphOpen = false
      } else if isParagraphOpen {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<line.upperBound
      } else {
        ranges.append(line)
        isParagraphOpen = options.textUnits == .paragraphs
      }
    }
    content = PlainUnits(text, ranges: ranges) { $0.isNewline }
  }

  public var units: [MarkedText] { content.units }

  public func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    content.rendered(with: translations)
  }
}
