internal import XMLReading

/// The strings that the cells of a workbook refer to by number.
struct SharedStrings {
  private(set) var texts: [String] = []

  init(_ bytes: [UInt8]?, place: String) throws(TerminologyError) {
    guard let bytes else { return }
    var texts: [String] = []
    var string = RichText()
    try WorkbookXML.walk(bytes, place: place) { (cursor, event) in
      string.step(cursor, event)
      switch event {
      case .start(let isEmpty) where cursor.name == "si":
        string = RichText()
        if isEmpty { texts.append("") }
      case .end where cursor.name == "si": texts.append(string.text)
      default: break
      }
    }
    self.texts = texts
  }
}

/// The text of a string with runs of different looks; the phonetic guides (`rPh`) are not part of it.
struct RichText {
  private var bytes: [UInt8] = []
  private var isInText = false
  private var isInGuide = false

  var text: String { WorkbookXML.unescaped(String(decoding: bytes, as: UTF8.self)) }

  mutating func step(_ cursor: XMLCursor, _ event: XMLCursor.Event) {
    switch event {
    case .start(let isEmpty) where !isEmpty:
      if cursor.name == "t" { isInText = true } else if cursor.name == "rPh" { isInGuide = true }
    case .end:
      if cursor.name == "t" { isInText = false } else if cursor.name == "rPh" { isInGuide = false }
    case .text where isInText && !isInGuide: cursor.appendText(to: &bytes)
    default: break
    }
  }
}
