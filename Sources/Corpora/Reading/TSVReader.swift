/// Reads tables with a row for each pair and tabs between the columns.
///
/// A tab always ends a cell and a line end always ends a row; quotation marks are text, as in the files of
/// Tatoeba, OPUS and ParaCrawl. A first row in which one cell is a tag of the source language and another one
/// of the target language is a header, and so is one that begins with `source` and `target`; one that names other
/// languages is an error. Without a header the columns are those of the options. Blank rows are skipped, further columns ignored.
struct TSVReader {
  let reader: CorpusReader

  func read(path: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let bytes = try FileBytes.load(path)
    let start = try FileBytes.textStart(bytes, file: path)
    var columns = (reader.options.columns.source - 1, reader.options.columns.target - 1)
    guard columns.0 >= 0, columns.1 >= 0, columns.0 != columns.1 else {
      throw CorpusError(
        .argument, file: path, "The columns \(columns.0 + 1) and \(columns.1 + 1) are not two of a table.",
        advice: "Columns are counted from 1.")
    }
    var narrow: (line: Int, columns: Int)?
    var others: [String]?
    bytes.withUnsafeBytes { buffer in
      var rows = LineScanner(buffer, from: start)
      corpus.reserve(buffer.count / 64, sourceBytes: buffer.count / 2, targetBytes: buffer.count / 2)
      while let row = rows.next() {
        if rows.count == 1 {
          let cells = TSVHeader.cells(row)
          if let header = header(cells) {
            columns = header
            continue
          }
          others = otherLanguages(cells)
          if others != nil { break }
        }
        guard let source = cell(row, columns.0), let target = cell(row, columns.1) else {
          if row.allSatisfy({ $0 == 0x20 || $0 == 9 || $0 == 0 }) { continue }
          narrow = (rows.count, row.reduce(1) { $0 + ($1 == 9 ? 1 : 0) })
          break
        }
        corpus.append(source: source, target: target, line: rows.count)
      }
    }
    if let others {
      throw CorpusError(
        .language, file: path, line: 1,
        "The header names \(others.joined(separator: " and ")), not \(reader.source) and \(reader.target).",
        advice: "Name those languages. If this row is text, put a row with \(reader.source), a tab and "
          + "\(reader.target) before it.")
    }
    if let narrow {
      throw CorpusError(
        .malformed, file: path, line: narrow.line,
        "The row has \(narrow.columns) column\(narrow.columns == 1 ? "" : "s"), but column "
          + "\(max(columns.0, columns.1) + 1) is needed.",
        advice: "Separate source and target by one tab.")
    }
    try reader.check(corpus, file: path) { line, column, isInTarget in
      bytes.withUnsafeBytes { buffer in
        var rows = LineScanner(buffer, from: start)
        while let row = rows.next() {
          guard rows.count == line else { continue }
          guard let cell = cell(row, isInTarget ? columns.1 : columns.0) else { break }
          return column + Self.characters(row, before: cell)
        }
        return 0
      }
    }
  }

  /// The columns that a first row names; nil if it is no header.
  private func header(_ cells: [String]) -> (Int, Int)? {
    let columns = (column(of: reader.source, cells), column(of: reader.target, cells))
    if let source = columns.0, let target = columns.1, source != target { return (source, target) }
    let lowercase = cells.map { $0.lowercased() }
    for names in [("source", "target"), ("src", "tgt"), ("src", "trg")] {
      if let source = lowercase.firstIndex(of: names.0), let target = lowercase.firstIndex(of: names.1) {
        return (source, target)
      }
    }
    return nil
  }

  /// What a header says where it names languages, but not those that are wanted.
  private func otherLanguages(_ cells: [String]) -> [String]? {
    // Columns of a header have short names; the sentence behind two words that are codes has not.
    guard cells.allSatisfy({ $0.utf8.count <= 24 && $0.count { $0 == " " } < 3 }) else { return nil }
    let named = cells.filter { TSVHeader.language($0, reader.languages) != nil }
    let languages = Set(named.compactMap { TSVHeader.language($0, reader.languages) })
    return languages.count > 1 && languages.count == named.count ? named : nil
  }

  private func column(of language: String, _ cells: [String]) -> Int? {
    var result: (column: Int, fit: LanguageMatching.Fit)?
    for (column, cell) in cells.enumerated() where cell.utf8.count <= 12 {
      let tag = TSVHeader.tags[cell.lowercased()] ?? cell
      let fit = cell == language ? .exact : reader.languages.fit(wanted: language, found: tag)
      if fit > (result?.fit ?? .none) { result = (column, fit) }
    }
    return result?.column
  }

  private func cell(_ row: UnsafeRawBufferPointer, _ column: Int) -> UnsafeRawBufferPointer? {
    var start = 0
    var left = column
    for index in 0..<row.count where row[index] == 9 {
      if left == 0 { return UnsafeRawBufferPointer(rebasing: row[start..<index]) }
      left -= 1
      start = index + 1
    }
    return left == 0 ? UnsafeRawBufferPointer(rebasing: row[start...]) : nil
  }

  /// How many characters of `row` stand before `cell`, which is a part of it.
  private static func characters(_ row: UnsafeRawBufferPointer, before cell: UnsafeRawBufferPointer) -> Int {
    guard let start = row.baseAddress, let end = cell.baseAddress else { return 0 }
    return row[..<(end - start)].count { $0 & 0xC0 != 0x80 }
  }
}

extension String {
  /// The string without the spaces at its ends.
  func trimmingSpaces() -> String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
