internal import Documents
private import Foundation

/// What `translate` makes of a file.
enum InputKind: Equatable {
  /// Each line is a text.
  case lines
  /// It is read and written as a whole, with its markup.
  case document
  /// A format whose lines are no texts, and which is not read here.
  case unsupported(String)

  /// What the ending of `path` says, or else the beginning of the file. Fragments of markup in a file without an
  /// ending are lines.
  init(path: String, head: [UInt8]) {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { name[$0...].dropFirst().lowercased() } ?? ""
    if let format = DocumentFormat.allCases.first(where: { $0.fileExtensions.contains(ending) }) {
      self = format == .text ? .lines : .document
    } else if let format = Self.foreignEndings[ending] {
      self = .unsupported(format)
    } else {
      self.init(head: head)
    }
  }

  private init(head: [UInt8]) {
    // Of UTF-16 the zeros go, and of all encodings the byte order mark.
    let visible = head.filter { $0 != 0 }.drop { [0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) || $0 <= 0x20 }
    let text = String(decoding: visible, as: UTF8.self).lowercased()
    let lines = text.split(whereSeparator: \.isNewline)
    if lines.contains(where: { $0.hasPrefix("msgid \"") }), lines.contains(where: { $0.hasPrefix("msgstr") })
    {
      self = .unsupported("gettext (.po)")
      return
    }
    guard Self.isDocument(text) else {
      self = .lines
      return
    }
    for (sign, format) in [("<xliff", "XLIFF"), ("<tmx", "TMX"), ("<tbx", "TBX"), ("<martif", "TBX")]
    where text.contains(sign) {
      self = .unsupported(format)
      return
    }
    self = .document
  }

  /// Tells whether `text` begins as a whole document does.
  private static func isDocument(_ text: String) -> Bool {
    ["<!doctype", "<?xml", "<html", "<svg", "<rss", "<feed", "<xliff", "<tmx", "<tbx", "<martif"].contains {
      guard text.hasPrefix($0) else { return false }
      let next = text.dropFirst($0.count).first
      return next == ">" || next?.isWhitespace == true
    }
  }

  /// - Throws: `CommandFailure` for a format that is not read.
  func check(_ path: String) throws(CommandFailure) {
    guard case .unsupported(let format) = self else { return }
    let known = DocumentFormat.allCases.map { ".\($0.fileExtensions[0])" }.joined(separator: ", ")
    let choice =
      Self.binaryFormats.contains(format)
      ? "."
      : ", or choose how it is read: with --format text each of its lines is translated, with --format xml all text."
    throw CommandFailure(
      "\(path): Files of the format \(format) are not translated; these are: \(known). Convert it to one of them"
        + choice)
  }

  private static let binaryFormats: Set<String> = [
    "gettext (.mo)", "Word", "Excel", "PowerPoint", "OpenDocument", "EPUB", "PDF",
  ]

  private static let foreignEndings: [String: String] = {
    let endings = [
      "XLIFF": "xlf xliff sdlxliff mqxliff mxliff", "TMX": "tmx", "TBX": "tbx", "gettext (.po)": "po pot",
      "gettext (.mo)": "mo gmo", "ResX": "resx resw", "JSON": "json jsonl", "YAML": "yaml yml",
      "subtitles": "ass ssa sub", "properties": "properties", "strings": "strings stringsdict",
      "Word": "docx doc", "Excel": "xlsx xls", "PowerPoint": "pptx ppt", "OpenDocument": "odt ods odp",
      "EPUB": "epub", "PDF": "pdf", "RTF": "rtf",
    ]
    var result: [String: String] = [:]
    for (format, list) in endings {
      for ending in list.split(separator: " ") { result[String(ending)] = format }
    }
    return result
  }()
}
