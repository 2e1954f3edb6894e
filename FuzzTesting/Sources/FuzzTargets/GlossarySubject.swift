private import Foundation
internal import Terminology
internal import Text

/// Reads glossary files; what is read must come back when it is written and read again.
enum GlossarySubject {
  static func read(_ bytes: UnsafeRawBufferPointer, format: GlossaryFormat) {
    var options = GlossaryReadingOptions()
    options.format = format
    options.sourceLanguage = try? LanguageTag("en")
    options.targetLanguage = try? LanguageTag("es")
    guard let document = try? GlossaryReader.read(Array(bytes), place: "input", options: options) else {
      return
    }
    guard let written = try? GlossaryWriter.bytes(of: document, format: format) else { return }
    guard let again = try? GlossaryReader.read(written, place: "again", options: options) else {
      preconditionFailure("what was written cannot be read")
    }
    precondition(again.entries == document.entries, "what was written comes back")
  }

  static func seeds(_ format: GlossaryFormat) throws -> [[UInt8]] {
    let (english, spanish) = (try LanguageTag("en"), try LanguageTag("es"))
    var entries = try StarterPairs.load(3).enumerated().map { index, pair in
      GlossaryEntry(
        identifier: "h-\(index)", domain: "health",
        definitions: [.init(language: english, text: pair.source)], note: "a, \"b\"; c",
        terms: [
          Term(language: english, text: pair.source, partOfSpeech: "noun", forms: ["plural", "other"]),
          Term(language: spanish, text: pair.target, status: .admitted),
          Term(language: spanish, text: "=SUM(1)", status: .forbidden, isCaseSensitive: true),
        ])
    }
    entries[0].isUntranslatable = true
    let document = GlossaryDocument(title: "Salud", license: "CC0-1.0", entries: entries)
    guard format == .tbx else { return [try GlossaryWriter.bytes(of: document, format: format)] }
    return try GlossaryWritingOptions.TBXDialect.allCases.map { dialect in
      var options = GlossaryWritingOptions()
      options.dialect = dialect
      return try GlossaryWriter.bytes(of: document, format: .tbx, options: options)
    }
  }
}
