private import Foundation

/// The messages of one program in one language, as a `.po` or `.mo` file holds them; in UTF-8.
struct GettextCatalogue {
  struct Entry {
    /// What tells equal messages apart; nil for most.
    var context: [UInt8]?
    var message: [UInt8]
    /// The message for more than one, where there are plural forms.
    var plural: [UInt8]?
    /// The translation, or one for each plural form.
    var translations: [[UInt8]]
    /// The line in a `.po` file, the number of the entry in a `.mo` file, from 1.
    var line: Int

    /// What identifies the message among those of a program.
    var key: [UInt8] {
      guard let context else { return message }
      return context + [4] + message
    }
  }

  private(set) var entries: [Entry] = []
  /// What the header gives as the language, such as `es_MX`; empty if nothing.
  private(set) var language = ""
  /// The number of entries that were skipped: fuzzy, obsolete or without a translation.
  private(set) var skipped: Int

  /// The catalogue without the entries that are not text, which are counted as skipped.
  func withoutInvalidText() -> GettextCatalogue {
    func isText(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { UTF8Validation.firstInvalid($0) == nil } }
    var result = self
    result.entries.removeAll { entry in
      !([entry.message] + (entry.plural.map { [$0] } ?? []) + entry.translations).allSatisfy(isText)
    }
    result.skipped += entries.count - result.entries.count
    return result
  }

  /// Takes the header out of `raw` and converts the rest to UTF-8.
  ///
  /// - Throws: `CorpusError` if the character set of the header is not known.
  init(raw: [Entry], skipped: Int, file: String) throws(CorpusError) {
    self.skipped = skipped
    var charset = "UTF-8"
    if let header = raw.first(where: { $0.message.isEmpty && $0.context == nil }),
      let text = header.translations.first
    {
      for line in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = String(line[colon...].dropFirst()).trimmingSpaces()
        switch line[..<colon].lowercased() {
        case "language": language = value
        case "content-type":
          if let range = value.range(of: "charset=") { charset = String(value[range.upperBound...]) }
        default: break
        }
      }
    }
    entries = raw.filter { !$0.message.isEmpty }
    // A template has the word CHARSET where the name would stand.
    if ["utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968", "charset", ""].contains(charset.lowercased())
    {
      return
    }
    guard let converter = CharsetConverter(from: charset) else {
      throw CorpusError(
        .encoding, file: file, "The header names the character set «\(charset)», which is not known here.",
        advice: "Convert the file with msgconv --to-code=UTF-8.")
    }
    for index in entries.indices {
      entries[index].context = entries[index].context.map(converter.utf8)
      entries[index].message = converter.utf8(entries[index].message)
      entries[index].plural = entries[index].plural.map(converter.utf8)
      entries[index].translations = entries[index].translations.map(converter.utf8)
    }
  }

  /// Reads a `.mo` file, or a `.po` file if the name ends so.
  static func read(path: String) throws(CorpusError) -> GettextCatalogue {
    let bytes = try FileBytes.load(path)
    let isText = path.hasSuffix(".po") || path.hasSuffix(".pot")
    return try isText ? POParser.parse(bytes, file: path) : MOParser.parse(bytes, file: path)
  }
}
