/// Parses gettext catalogues as text (GNU gettext manual, section «The Format of PO Files»).
///
/// Fuzzy and obsolete entries, and those without a translation, are counted and skipped.
enum POParser {
  static func parse(_ bytes: [UInt8], file: String) throws(CorpusError) -> GettextCatalogue {
    let start = try FileBytes.textStart(bytes, file: file)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(CorpusError) in
      var parser = Parser(file: file)
      var lines = LineScanner(UnsafeRawBufferPointer(buffer), from: start)
      while let line = lines.next() { try parser.read(line, number: lines.count) }
      parser.finishEntry()
      return try GettextCatalogue(raw: parser.entries, skipped: parser.skipped, file: file)
    }
  }

  private struct Parser {
    let file: String
    private(set) var entries: [GettextCatalogue.Entry] = []
    private(set) var skipped = 0

    private enum Field { case context, message, plural, translation }
    private var field: Field?
    private var entry = GettextCatalogue.Entry(
      context: nil, message: [], plural: nil, translations: [], line: 0)
    private var hasMessage = false
    private var isFuzzy = false

    init(file: String) { self.file = file }

    mutating func read(_ line: UnsafeRawBufferPointer, number: Int) throws(CorpusError) {
      var text = line[...]
      while let first = text.first, first == 0x20 || first == 9 { text = text.dropFirst() }
      guard let first = text.first else { return }
      if first == UInt8(ascii: "#") {
        readComment(text)
      } else if first == UInt8(ascii: "\"") {
        guard field != nil else {
          throw error(number, text, "There is a string without a keyword before it.")
        }
        try append(text, number)
      } else {
        try readKeyword(text, number)
      }
    }

    /// Ends the current entry, if there is one, and begins the next.
    mutating func finishEntry() {
      if hasMessage {
        let isHeader = entry.message.isEmpty && entry.context == nil
        let hasText = entry.translations.contains { !$0.isEmpty }
        if hasText, !isFuzzy || isHeader { entries.append(entry) } else { skipped += 1 }
      }
      entry = GettextCatalogue.Entry(context: nil, message: [], plural: nil, translations: [], line: 0)
      hasMessage = false
      isFuzzy = false
      field = nil
    }

    private mutating func readComment(_ text: Slice<UnsafeRawBufferPointer>) {
      let kind = text.dropFirst().first
      if kind == UInt8(ascii: "|") { return }
      // A comment stands before an entry, so it ends the one before.
      if hasMessage { finishEntry() }
      if kind == UInt8(ascii: "~") {
        if text.dropFirst(2).drop(while: { $0 == 0x20 }).starts(with: Array("msgid ".utf8)) { skipped += 1 }
      } else if kind == UInt8(ascii: ",") {
        let flags = String(decoding: text.dropFirst(2), as: UTF8.self).split(separator: ",")
        isFuzzy = isFuzzy || flags.contains { String($0).trimmingSpaces() == "fuzzy" }
      }
    }

    private mutating func readKeyword(_ text: Slice<UnsafeRawBufferPointer>, _ line: Int) throws(CorpusError)
    {
      let word = text.prefix { ($0 >= 97 && $0 <= 122) || $0 == UInt8(ascii: "_") }
      var rest = text.dropFirst(word.count)
      switch String(decoding: word, as: UTF8.self) {
      case "domain": return
      case "msgctxt":
        if hasMessage { finishEntry() }
        entry.context = []
        entry.line = line
        field = .context
      case "msgid":
        if hasMessage { finishEntry() }
        if entry.context == nil { entry.line = line }
        hasMessage = true
        field = .message
      case "msgid_plural":
        entry.plural = []
        field = .plural
      case "msgstr":
        guard hasMessage else { throw error(line, text, "There is a msgstr without a msgid before it.") }
        if rest.first == UInt8(ascii: "[") {
          let number = rest.dropFirst().prefix { $0 >= 48 && $0 <= 57 }
          rest = rest.dropFirst(1 + number.count)
          guard let index = Int(String(decoding: number, as: UTF8.self)), index == entry.translations.count,
            index < 16, rest.first == UInt8(ascii: "]")
          else { throw error(line, rest, "The plural forms are not numbered 0, 1, 2 and so on.") }
          rest = rest.dropFirst()
        } else if !entry.translations.isEmpty {
          throw error(line, text, "The message has a second msgstr.")
        }
        entry.translations.append([])
        field = .translation
      default:
        throw error(
          line, text,
          "This is not a keyword of a PO file: «\(String(decoding: text.prefix(30), as: UTF8.self))».")
      }
      while let first = rest.first, first == 0x20 || first == 9 { rest = rest.dropFirst() }
      guard rest.first == UInt8(ascii: "\"") else {
        throw error(line, rest, "There is no string in quotation marks.")
      }
      try append(rest, line)
    }

    /// Appends the string in quotation marks at the beginning of `text` to the current field.
    private mutating func append(_ text: Slice<UnsafeRawBufferPointer>, _ line: Int) throws(CorpusError) {
      var index = text.startIndex + 1
      var isClosed = false
      var value: [UInt8] = []
      while index < text.endIndex {
        let byte = text[index]
        index += 1
        if byte == UInt8(ascii: "\"") {
          isClosed = true
          break
        }
        guard byte == UInt8(ascii: "\\"), index < text.endIndex else {
          value.append(byte)
          continue
        }
        let escape = text[index]
        index += 1
        switch escape {
        case UInt8(ascii: "n"): value.append(10)
        case UInt8(ascii: "t"): value.append(9)
        case UInt8(ascii: "r"): value.append(13)
        case UInt8(ascii: "a"): value.append(7)
        case UInt8(ascii: "b"): value.append(8)
        case UInt8(ascii: "f"): value.append(12)
        case UInt8(ascii: "v"): value.append(11)
        case UInt8(ascii: "x"):
          var number = 0
          while index < text.endIndex, let digit = Character(Unicode.Scalar(text[index])).hexDigitValue {
            number = (number << 4 | digit) & 0xFF
            index += 1
          }
          value.append(UInt8(number))
        case 48...55:
          var number = Int(escape) - 48
          var digits = 1
          while index < text.endIndex, digits < 3, text[index] >= 48, text[index] <= 55 {
            number = number << 3 | (Int(text[index]) - 48)
            index += 1
            digits += 1
          }
          value.append(UInt8(number & 0xFF))
        default: value.append(escape)
        }
      }
      guard isClosed else { throw error(line, text, "The string has no closing quotation mark.") }
      switch field {
      case .context: entry.context? += value
      case .message: entry.message += value
      case .plural: entry.plural? += value
      case .translation: entry.translations[entry.translations.count - 1] += value
      case nil: break
      }
    }

    /// The error for what stands at the beginning of `place`, a part of the line.
    private func error(_ line: Int, _ place: Slice<UnsafeRawBufferPointer>, _ message: String) -> CorpusError
    {
      let before = place.base[..<place.startIndex]
      return CorpusError(
        .malformed, file: file, line: line, column: before.count { $0 & 0xC0 != 0x80 } + 1, message,
        advice: "Check the file with msgfmt --check-format.")
    }
  }
}
