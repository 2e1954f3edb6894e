public import Text

/// A table of lines and commas (RFC 4180), of which each line of a cell with letters is a unit.
///
/// Columns may be separated by semicolons instead, as spreadsheet programs do where the comma is in numbers, or by
/// tabs: what the first row has most of. Cells stay in quotation marks, and get them where a translation needs them.
public struct CommaSeparatedDocument: TranslatableDocument {
  private static let quote: UInt8 = 0x22

  private let text: EncodedText
  private let skeleton: MarkupSkeleton

  init(_ text: EncodedText, _ options: DocumentOptions) {
    self.text = text
    skeleton = Self.read(text.bytes, options)
  }

  public var units: [MarkedText] { skeleton.units.map(\.text) }

  public func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8] {
    text.encode(skeleton.rendered(with: translations, target: target), substitute: nil)
  }

  private static func read(_ bytes: [UInt8], _ options: DocumentOptions) -> MarkupSkeleton {
    let declared = declaredSeparator(bytes)
    let separator = declared ?? separator(of: bytes)
    var builder = SkeletonBuilder(bytes)
    // The line that declares it is none of the table.
    var row = declared == nil ? 0 : -1
    var column = 1
    var index = declared == nil ? 0 : Self.declaration.count + 1
    while index < bytes.count {
      let cell = cellEnd(bytes, from: index, separator)
      let isWanted = options.tableColumns?.contains(column) ?? true
      if isWanted, row > 0 || options.tableHeader == .translated {
        append(index..<cell, separator, to: &builder)
      }
      index = cell
      guard index < bytes.count else { break }
      if bytes[index] == separator {
        column += 1
      } else {
        // CR LF ends one row.
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        row += 1
        column = 1
      }
      index += 1
    }
    return builder.finish()
  }

  /// Where the cell that begins at `start` ends. A quotation mark within a cell that does not begin with one is text,
  /// and so is one that begins a cell and has no counterpart at its end.
  private static func cellEnd(_ bytes: [UInt8], from start: Int, _ separator: UInt8) -> Int {
    if bytes[start] == quote, let end = quotedEnd(bytes, from: start, separator) { return end }
    return bytes[start...].firstIndex { $0 == separator || $0 == 0x0A || $0 == 0x0D } ?? bytes.count
  }

  private static func quotedEnd(_ bytes: [UInt8], from start: Int, _ separator: UInt8) -> Int? {
    var index = start + 1
    while index < bytes.count {
      if bytes[index] != quote {
        index += 1
      } else if index + 1 < bytes.count, bytes[index + 1] == quote {
        index += 2
      } else {
        let rest = bytes[(index + 1)...].drop { $0 == 0x20 }
        let isEnd = rest.first.map { $0 == separator || $0 == 0x0A || $0 == 0x0D } ?? true
        return isEnd ? rest.startIndex : nil
      }
    }
    return nil
  }

  private static func append(_ cell: Range<Int>, _ separator: UInt8, to builder: inout SkeletonBuilder) {
    let bytes = builder.skeleton.bytes
    let range = bytes.trimmed(cell)
    let last = range.upperBound - 1
    guard cell.count > 1, bytes[cell.lowerBound] == quote, last > cell.lowerBound,
      quotedEnd(bytes, from: cell.lowerBound, separator) == cell.upperBound
    else {
      append(bytes[range], at: range, .cell(separator: separator, isQuoted: false), to: &builder)
      return
    }
    var start = cell.lowerBound + 1
    for index in start...last where index == last || bytes[index] == 0x0A || bytes[index] == 0x0D {
      let range = bytes.trimmed(start..<index)
      var text: [UInt8] = []
      var isSecond = false
      for byte in bytes[range] {
        isSecond = byte == quote && !isSecond
        if !isSecond || byte != quote { text.append(byte) }
      }
      append(text[...], at: range, .cell(separator: separator, isQuoted: true), to: &builder)
      start = index + 1
    }
  }

  private static func append(
    _ content: ArraySlice<UInt8>, at range: Range<Int>, _ form: TextForm, to builder: inout SkeletonBuilder
  ) {
    let text = String(decoding: content, as: UTF8.self)
    guard TableCell.isText(text) else { return }
    builder.append(MarkedText(text), at: range, form: form)
  }

  private static let declaration = Array("sep=".utf8)

  /// What the first line says to spreadsheet programs, as `sep=;`.
  private static func declaredSeparator(_ bytes: [UInt8]) -> UInt8? {
    let start = bytes.prefix(declaration.count)
    guard start.map({ $0.isASCIILetter ? $0 | 0x20 : $0 }) == declaration,
      bytes.count > declaration.count + 1,
      [0x0A, 0x0D].contains(bytes[declaration.count + 1]),
      bytes[declaration.count].isMarkdownPunctuation
        || bytes[declaration.count] == 0x09
    else { return nil }
    return bytes[declaration.count]
  }

  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A || byte == 0x0D { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? candidates[0]
  }
}
