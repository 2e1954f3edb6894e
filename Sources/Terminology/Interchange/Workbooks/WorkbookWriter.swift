private import CZip
internal import XMLReading

/// Writes a workbook with one sheet: the first row stays in sight, the columns are as wide as their texts.
struct WorkbookWriter {
  let place: String

  func write(_ rows: [[String]], title: String) throws(TerminologyError) -> [UInt8] {
    guard rows.count <= WorkbookReader.maximumRows else {
      throw TerminologyError(
        .limit, place,
        "The glossary has \(rows.count) rows; a sheet has at most \(WorkbookReader.maximumRows).",
        advice: "Write it as CSV or TBX.")
    }
    let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let parts = [
      (
        "[Content_Types].xml",
        "\(head)<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" "
          + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
          + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(media).sheet.main+xml\"/>"
          + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"\(media).worksheet+xml\"/></Types>"
      ),
      (
        "_rels/.rels",
        "\(head)<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
          + "Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
      (
        "xl/workbook.xml",
        "\(head)<workbook xmlns=\"\(spreadsheet)\" xmlns:r=\"\(office)\"><sheets>"
          + "<sheet name=\"\(XMLText.escaped(sheetName(title)))\" sheetId=\"1\" r:id=\"rId1\"/>"
          + "</sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "\(head)<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
          + "Type=\"\(office)/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
      ),
      ("xl/worksheets/sheet1.xml", "\(head)<worksheet xmlns=\"\(spreadsheet)\">\(sheet(rows))</worksheet>"),
    ]
    return try ZipBuilder(place: place).archive(parts.map { ($0.0, Array($0.1.utf8)) })
  }

  /// At most 31 characters, without those that sheets may not have.
  private func sheetName(_ title: String) -> String {
    let name = FieldText.line(FieldText.line(title).filter { !"[]:*?/\\'".contains($0) })
    var result = ""
    for character in name where (result + String(character)).utf16.count <= 31 { result.append(character) }
    return result.isEmpty ? "Glossary" : result
  }

  private func sheet(_ rows: [[String]]) -> String {
    var output = "<sheetViews><sheetView workbookViewId=\"0\">"
    output += "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
    output += "</sheetView></sheetViews><cols>"
    for column in (rows.first ?? []).indices {
      let longest = rows.map { $0[column].unicodeScalars.count }.max() ?? 0
      output += "<col min=\"\(column + 1)\" max=\"\(column + 1)\" width=\"\(min(60, max(8, longest + 2)))\""
      output += " customWidth=\"1\"/>"
    }
    output += "</cols><sheetData>"
    for (number, row) in rows.enumerated() {
      output += "<row r=\"\(number + 1)\">"
      for (column, cell) in row.enumerated() where !cell.isEmpty {
        output += "<c r=\"\(Self.letters(column))\(number + 1)\" t=\"inlineStr\"><is>"
        output += "<t xml:space=\"preserve\">\(text(cell))</t></is></c>"
      }
      output += "</row>\n"
    }
    return output + "</sheetData>"
  }

  /// Texts in cells are never formulas, so that only what looks guarded must be guarded.
  private func text(_ cell: String) -> String {
    let cell = cell.hasPrefix("'") ? FormulaGuard.guarded(cell) : cell
    return cell.split(separator: "\n", omittingEmptySubsequences: false)
      .map { XMLText.escaped(WorkbookXML.escaped(String($0))) }.joined(separator: "\n")
  }

  private static func letters(_ column: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? letter : letters(column / 26 - 1) + letter
  }
}

/// Makes a zip archive in memory; the same bytes for the same members.
private struct ZipBuilder {
  let place: String

  func archive(_ members: [(name: String, bytes: [UInt8])]) throws(TerminologyError) -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let output = zip_source_buffer_create(nil, 0, 0, &error),
      let archive = zip_open_from_source(output, ZIP_TRUNCATE, &error)
    else { throw failure() }
    // The archive gives up its own hold on the source when it closes.
    zip_source_keep(output)
    defer { zip_source_free(output) }
    var buffers: [UnsafeMutableBufferPointer<UInt8>] = []
    defer { for buffer in buffers { buffer.deallocate() } }
    for (name, bytes) in members {
      let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
      _ = buffer.initialize(from: bytes)
      buffers.append(buffer)
      guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(bytes.count), 0) else {
        zip_discard(archive)
        throw failure()
      }
      let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        zip_source_free(source)
        zip_discard(archive)
        throw failure()
      }
      // 1 January 1980, the first day that zip knows, whatever the clock and the time zone.
      zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0)
    }
    guard zip_close(archive) == 0 else {
      zip_discard(archive)
      throw failure()
    }
    return try content(of: output)
  }

  private func content(of source: OpaquePointer) throws(TerminologyError) -> [UInt8] {
    guard zip_source_open(source) == 0 else { throw failure() }
    defer { zip_source_close(source) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = zip_source_read(source, &buffer, UInt64(buffer.count))
      guard got >= 0 else { throw failure() }
      if got == 0 { return result }
      result += buffer[..<Int(got)]
    }
  }

  private func failure() -> TerminologyError {
    TerminologyError(.inputOutput, place, "The workbook cannot be made.", advice: "Free some memory.")
  }
}
