/// Tables as text: rows end with a line end, cells are parted by a separator, and a cell between quotation
/// marks may hold anything, a quotation mark doubled (RFC 4180).
package struct DelimitedText {
  static let maximumCell = 1 << 20
  static let maximumColumns = 1024

  let place: String
  let separator: Character

  /// - Parameter place: what errors call the text.
  package init(place: String, separator: Character) {
    self.place = place
    self.separator = separator
  }

  /// The rows of `text` that are not blank. A first row `sep=;`, which spreadsheet programs write, is passed
  /// over.
  ///
  /// - Throws: `TerminologyError` if a quotation mark is not closed, or a cell is larger than a megabyte.
  package func parse(_ text: String) throws(TerminologyError) -> GlossaryTable {
    guard let mark = separator.asciiValue, mark != UInt8(ascii: "\""), mark != 10, mark != 13 else {
      throw TerminologyError(
        .argument, place, "«\(separator)» cannot part the cells of a table.",
        advice: "Use a comma, a semicolon, a tab or another ASCII character.")
    }
    var state = DelimitedParser(place: place, separator: mark)
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(TerminologyError) in try state.parse(bytes)
    }
    if let first = state.table.rows.first, first.line == 1, first.cells[0].lowercased().hasPrefix("sep=") {
      state.table.rows.removeFirst()
    }
    return state.table
  }

  /// The text of a table: RFC 4180 with CR LF for commas, LF otherwise.
  ///
  /// A cell that a spreadsheet program would take for a formula is written behind an apostrophe, and so is
  /// one that begins with apostrophes before such a mark, so that no two cells are written alike.
  static func write(_ rows: [[String]], separator: Character) -> String {
    var output = ""
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { output.append(separator) }
        let cell = FormulaGuard.guarded(cell)
        let needsQuotes =
          cell.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" }
          || cell.contains(separator) || cell.hasPrefix(" ") || cell.hasSuffix(" ")
        output += needsQuotes ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }
      output += separator == "," ? "\r\n" : "\n"
    }
    return output
  }
}

/// Keeps the cells of a table from being run as formulas by spreadsheet programs.
enum FormulaGuard {
  static func guarded(_ cell: String) -> String { isDangerous(cell) ? "'\(cell)" : cell }

  /// The cell that was guarded.
  static func unguarded(_ cell: String) -> String {
    cell.hasPrefix("'") && isDangerous(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
  }

  /// Whether the first character behind any apostrophes can begin a formula.
  private static func isDangerous(_ cell: String) -> Bool {
    switch cell.unicodeScalars.first(where: { $0 != "'" }) {
    case "=", "+", "-", "@", "\t", "\r": true
    default: false
    }
  }
}

/// What is known at a place in a table.
private struct DelimitedParser {
  let place: String
  let separator: UInt8
  var table = GlossaryTable()
  private var cells: [String] = []
  private var cell: [UInt8] = []
  private var line = 1
  private var rowLine = 1
  private var droppedColumns = 0
  private var cellCount = 0

  init(place: String, separator: UInt8) {
    self.place = place
    self.separator = separator
  }

  mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(TerminologyError) {
    var index = 0
    // Whether nothing of the cell has been read yet.
    var isStart = true
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where isStart:
        index = try quoted(bytes, from: index)
        isStart = false
      case separator:
        endCell()
        isStart = true
      case 10, 13:
        if byte == 13, index < bytes.count, bytes[index] == 10 { index += 1 }
        try endRow()
        line += 1
        rowLine = line
        isStart = true
      default:
        try append(byte)
        isStart = false
      }
    }
    if !cells.isEmpty || !cell.isEmpty { try endRow() }
    if droppedColumns > 0 { table.skipped["column beyond \(DelimitedText.maximumColumns)"] = droppedColumns }
  }

  /// Reads what stands between quotation marks and returns the place behind it.
  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) throws(TerminologyError)
    -> Int
  {
    let opened = line
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") {
        guard index < bytes.count, bytes[index] == byte else {
          if index < bytes.count, bytes[index] != separator, bytes[index] != 10, bytes[index] != 13 {
            table.warnings.append(
              .init(line: line, "There is text behind a closing quotation mark; it is kept."))
          }
          return index
        }
        index += 1
      } else if byte == 10 || (byte == 13 && !(index < bytes.count && bytes[index] == 10)) {
        line += 1
      }
      try append(byte)
    }
    throw TerminologyError(
      .malformed, place, line: opened, "A quotation mark opens here and is never closed.",
      advice: "Close it, or double each quotation mark that is text and quote the cell.")
  }

  private mutating func append(_ byte: UInt8) throws(TerminologyError) {
    cell.append(byte)
    guard cell.count <= DelimitedText.maximumCell else {
      throw TerminologyError(
        .limit, place, line: rowLine, "A cell has more than \(DelimitedText.maximumCell) bytes.",
        advice: "Check that the quotation marks are where they should be.")
    }
  }

  private mutating func endCell() {
    if cells.count < DelimitedText.maximumColumns {
      cells.append(String(decoding: cell, as: UTF8.self))
    } else {
      droppedColumns += 1
    }
    cell.removeAll(keepingCapacity: true)
  }

  private mutating func endRow() throws(TerminologyError) {
    endCell()
    if !cells.allSatisfy(FieldText.isBlank) {
      table.rows.append(.init(line: rowLine, cells: cells))
      cellCount += cells.count
      guard cellCount <= GlossaryTable.maximumCells else {
        throw TerminologyError(
          .limit, place, line: rowLine, "The table has more than \(GlossaryTable.maximumCells) cells.",
          advice: "Divide it.")
      }
    }
    cells.removeAll(keepingCapacity: true)
  }
}
