internal import XMLReading

/// Reads the cells of a sheet as text: numbers as they are stored, dates as ISO 8601.
struct SheetReader {
  let place: String
  let strings: [String]
  let styles: WorkbookStyles
  let startsIn1904: Bool
  private var table = GlossaryTable()
  private var cells: [String] = []
  private var row = 0
  private var column = 0
  private var type = ""
  private var style = 0
  private var value: [UInt8] = []
  private var isInValue = false
  private var inline = RichText()
  private var cellCount = 0

  init(place: String, strings: [String], styles: WorkbookStyles, startsIn1904: Bool) {
    self.place = place
    self.strings = strings
    self.styles = styles
    self.startsIn1904 = startsIn1904
  }

  mutating func read(_ bytes: [UInt8]) throws(TerminologyError) -> GlossaryTable {
    let cursor: XMLCursor
    do { cursor = try XMLCursor(bytes: bytes, file: place, elements: []) } catch {
      throw TerminologyError(error)
    }
    while true {
      let event: XMLCursor.Event?
      do { event = try cursor.next() } catch { throw TerminologyError(error) }
      guard let event else { return table }
      switch event {
      case .start(let isEmpty): try start(cursor, isEmpty: isEmpty)
      case .end: try end(cursor.name)
      case .text: if isInValue { cursor.appendText(to: &value) }
      }
      inline.step(cursor, event)
    }
  }

  private mutating func start(_ cursor: XMLCursor, isEmpty: Bool) throws(TerminologyError) {
    switch cursor.name {
    case "row":
      row = cursor.attribute("r").flatMap { Int($0) } ?? row + 1
      guard (1...WorkbookReader.maximumRows).contains(row) else {
        throw TerminologyError(
          .malformed, place, line: cursor.line, "There is no row \(row) in a sheet.",
          advice: "Save the file again.")
      }
      column = -1
      cells.removeAll(keepingCapacity: true)
    case "c":
      column = cursor.attribute("r").flatMap(Self.column) ?? column + 1
      type = cursor.attribute("t") ?? "n"
      style = cursor.attribute("s").flatMap { Int($0) } ?? 0
      value.removeAll(keepingCapacity: true)
      inline = RichText()
    case "v": isInValue = !isEmpty
    default: break
    }
  }

  private mutating func end(_ name: String) throws(TerminologyError) {
    switch name {
    case "v": isInValue = false
    case "c": try endCell()
    case "row":
      if !cells.allSatisfy(FieldText.isBlank) {
        table.rows.append(.init(line: row, cells: cells))
      }
    default: break
    }
  }

  private mutating func endCell() throws(TerminologyError) {
    let text = self.text()
    guard !text.isEmpty else { return }
    guard (0..<WorkbookReader.maximumColumns).contains(column) else {
      table.skipped["column beyond \(WorkbookReader.maximumColumns)", default: 0] += 1
      return
    }
    guard text.utf8.count <= DelimitedText.maximumCell else {
      throw TerminologyError(
        .limit, place, line: row, "A cell has more than \(DelimitedText.maximumCell) bytes.",
        advice: "Check what stands in the row.")
    }
    while cells.count <= column {
      cells.append("")
      cellCount += 1
    }
    guard cellCount <= GlossaryTable.maximumCells else {
      throw TerminologyError(
        .limit, place, line: row, "The sheet has more than \(GlossaryTable.maximumCells) cells.",
        advice: "Divide it, or delete what stands far to the right.")
    }
    cells[column] = text
  }

  private mutating func text() -> String {
    let stored = String(decoding: value, as: UTF8.self)
    switch type {
    case "s":
      guard let index = Int(FieldText.line(stored)), strings.indices.contains(index) else {
        if !stored.isEmpty { warn("A cell refers to a text that is not there; it is taken as empty.") }
        return ""
      }
      return strings[index]
    case "inlineStr": return inline.text
    case "str": return WorkbookXML.unescaped(stored)
    case "b": return stored == "1" ? "TRUE" : "FALSE"
    case "e":
      warn("A cell holds the error \(FieldText.line(stored).prefix(20)); it is taken as empty.")
      return ""
    case "d": return stored
    default: return number(FieldText.line(stored))
    }
  }

  private func number(_ stored: String) -> String {
    guard let number = Double(stored), number.isFinite else { return stored }
    if styles.isDate(style), let date = SerialDate.text(number, startsIn1904: startsIn1904) { return date }
    return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }

  private mutating func warn(_ message: String) {
    guard table.warnings.count < GlossaryDocument.maximumWarnings else { return }
    table.warnings.append(.init(line: row, message))
  }

  /// The number of the column in a reference such as `AB12`, from 0.
  private static func column(_ reference: String) -> Int? {
    var result = 0
    for byte in reference.utf8 {
      guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { break }
      result = result * 26 + Int(byte - UInt8(ascii: "A")) + 1
      guard result < 1 << 20 else { return result }
    }
    return result > 0 ? result - 1 : nil
  }
}

/// Dates as workbooks count them: in days, with the time as a fraction.
enum SerialDate {
  /// ISO 8601, with the time where there is one; nil for what is no date.
  static func text(_ serial: Double, startsIn1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var seconds = Int((serial * 86_400).rounded())
    let days = seconds / 86_400
    seconds %= 86_400
    let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if days == 0, !startsIn1904 { return time }
    // 1 January 1970 is day 25,569 of the system that begins in 1900 and 24,107 of the one of 1904. The
    // former counts 29 February 1900, which there was not, as its day 60.
    let day = startsIn1904 ? days - 24_107 : (days < 60 ? days + 1 : days) - 25_569
    let date = civil(day)
    return seconds == 0 ? date : "\(date)T\(time)"
  }

  /// The date of a day counted from 1 January 1970, by the proleptic Gregorian calendar: eras of 400 years
  /// that begin on 1 March.
  private static func civil(_ day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let number = dayOfYear - (153 * month + 2) / 5 + 1
    let calendarMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
    return "\(year)-\(two(calendarMonth))-\(two(number))"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
