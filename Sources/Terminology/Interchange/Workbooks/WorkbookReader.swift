internal import XMLReading

/// Reads a sheet of an Office Open XML workbook (ISO/IEC 29500-1, transitional and strict).
struct WorkbookReader {
  /// Columns further right are left out.
  static let maximumColumns = 256
  static let maximumRows = 1_048_576

  let place: String

  /// The rows of the sheet called `sheet`, or of the first one.
  func read(_ bytes: [UInt8], sheet: String?) throws(TerminologyError) -> GlossaryTable {
    let archive = try ZipArchive(bytes, place: place)
    let packageLinks = try links(archive, "_rels/.rels", folder: "")
    let workbook = packageLinks.first { $0.type.hasSuffix("/officeDocument") }?.target ?? "xl/workbook.xml"
    let folder = workbook.split(separator: "/").dropLast().map { "\($0)/" }.joined()
    let file = workbook.split(separator: "/").last.map(String.init) ?? workbook
    let links = try links(archive, "\(folder)_rels/\(file).rels", folder: folder)
    func part(_ type: String, _ usual: String) throws(TerminologyError) -> [UInt8]? {
      try archive.member(links.first { $0.type.hasSuffix("/\(type)") }?.target ?? folder + usual)
    }
    let (sheets, startsIn1904) = try sheets(archive, workbook)
    guard let chosen = sheet.map({ name in sheets.first { $0.name == name } }) ?? sheets.first else {
      let names = sheets.prefix(12).map { "«\($0.name)»" }.joined(separator: ", ")
      throw TerminologyError(
        sheet == nil ? .malformed : .missing, place,
        sheet.map { "There is no sheet «\($0)»." } ?? "The workbook has no sheets.",
        advice: names.isEmpty ? "Check that the file is complete." : "Its sheets are: \(names).")
    }
    let target = links.first { $0.identifier == chosen.link }?.target ?? "\(folder)worksheets/sheet1.xml"
    guard let content = try archive.member(target) else {
      throw TerminologyError(
        .malformed, place, "The sheet «\(chosen.name)» is not in the workbook.",
        advice: "Save the file again.")
    }
    let strings = try SharedStrings(part("sharedStrings", "sharedStrings.xml"), place: place)
    let styles = try WorkbookStyles(part("styles", "styles.xml"), place: place)
    var reader = SheetReader(
      place: "\(place) (\(chosen.name))", strings: strings.texts, styles: styles, startsIn1904: startsIn1904)
    return try reader.read(content)
  }

  private struct Link {
    let identifier: String
    let type: String
    let target: String
  }

  /// The parts that a part refers to.
  private func links(_ archive: ZipArchive, _ name: String, folder: String) throws(TerminologyError) -> [Link]
  {
    guard let bytes = try archive.member(name) else { return [] }
    var result: [Link] = []
    try WorkbookXML.walk(bytes, place: place) { (cursor, event) in
      guard case .start = event, cursor.name == "Relationship", let target = cursor.attribute("Target") else {
        return
      }
      let path = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
      result.append(
        Link(
          identifier: cursor.attribute("Id") ?? "", type: cursor.attribute("Type") ?? "",
          target: Self.resolved(path)))
    }
    return result
  }

  private static func resolved(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  private func sheets(_ archive: ZipArchive, _ name: String) throws(TerminologyError) -> (
    [(name: String, link: String)], Bool
  ) {
    guard let bytes = try archive.member(name) else {
      throw TerminologyError(
        .malformed, place, "This is a zip archive, but no workbook: «\(name)» is missing.",
        advice: "Check that the ending of the name says what the file is.")
    }
    var sheets: [(name: String, link: String)] = []
    var startsIn1904 = false
    try WorkbookXML.walk(bytes, place: place) { (cursor, event) in
      guard case .start = event else { return }
      switch cursor.name {
      case "sheet":
        let link = cursor.attribute("r:id") ?? cursor.attribute("relationships:id") ?? ""
        sheets.append((cursor.attribute("name") ?? "", link))
      case "workbookPr": startsIn1904 = ["1", "true"].contains(cursor.attribute("date1904") ?? "")
      default: break
      }
    }
    return (sheets, startsIn1904)
  }
}

/// Walks through the parts of a workbook.
enum WorkbookXML {
  static func walk(
    _ bytes: [UInt8], place: String, _ body: (XMLCursor, XMLCursor.Event) throws(TerminologyError) -> Void
  ) throws(TerminologyError) {
    let cursor: XMLCursor
    do { cursor = try XMLCursor(bytes: bytes, file: place, elements: []) } catch {
      throw TerminologyError(error)
    }
    while true {
      let event: XMLCursor.Event?
      do { event = try cursor.next() } catch { throw TerminologyError(error) }
      guard let event else { return }
      try body(cursor, event)
    }
  }

  /// The text of a cell: `_x000A_` stands for the character with that code (ST_Xstring).
  static func unescaped(_ text: String) -> String {
    guard text.utf8.count >= 7, text.contains("_x") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "_x") {
      result += rest[..<start.lowerBound]
      let code = rest[start.upperBound...].prefix(5)
      if code.count == 5, code.last == "_", let value = UInt32(code.dropLast(), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        result.unicodeScalars.append(scalar)
        rest = rest[code.endIndex...]
      } else {
        result += "_x"
        rest = rest[start.upperBound...]
      }
    }
    return result + rest
  }

  /// The text so that `unescaped` gives it back.
  static func escaped(_ text: String) -> String {
    text.contains("_x") ? text.replacing("_x", with: "_x005F_x") : text
  }
}
