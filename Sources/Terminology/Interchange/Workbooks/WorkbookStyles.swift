internal import XMLReading

/// Which styles of a workbook show a number as a date.
struct WorkbookStyles {
  private var dates: [Bool] = []

  init(_ bytes: [UInt8]?, place: String) throws(TerminologyError) {
    guard let bytes else { return }
    var formats: [Int: String] = [:]
    var styles: [Int] = []
    var isInCells = false
    try WorkbookXML.walk(bytes, place: place) { (cursor, event) in
      switch event {
      case .start(let isEmpty):
        switch cursor.name {
        case "numFmt":
          if let number = cursor.attribute("numFmtId").flatMap({ Int($0) }) {
            formats[number] = cursor.attribute("formatCode") ?? ""
          }
        case "cellXfs": isInCells = !isEmpty
        case "xf" where isInCells: styles.append(cursor.attribute("numFmtId").flatMap { Int($0) } ?? 0)
        default: break
        }
      case .end: if cursor.name == "cellXfs" { isInCells = false }
      case .text: break
      }
    }
    dates = styles.map { number in
      if let format = formats[number] { return Self.isDate(format) }
      // The formats that all programs know (ISO/IEC 29500-1, 18.8.30).
      return (14...22).contains(number) || (27...36).contains(number) || (45...47).contains(number)
        || (50...58).contains(number)
    }
  }

  /// Whether the style with the number shows a date.
  func isDate(_ style: Int) -> Bool { dates.indices.contains(style) && dates[style] }

  /// Whether a format has letters of a date outside quotation marks and brackets.
  private static func isDate(_ format: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for character in format {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\\": isEscaped = true
      case "\"": isQuoted.toggle()
      case "[" where !isQuoted: isBracketed = true
      case "]" where !isQuoted: isBracketed = false
      case "y", "Y", "d", "D", "m", "M", "h", "H": if !isQuoted, !isBracketed { return true }
      default: break
      }
    }
    return false
  }
}
