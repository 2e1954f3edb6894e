/// Reads the pairs of one `.po` or `.mo` file: the messages of a program and their translations.
struct GettextFileReader {
  let reader: CorpusReader

  func read(path: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let catalogue = try GettextCatalogue.read(path: path)
    let isForward = try direction(catalogue, path)
    corpus.notes.skippedUnits += catalogue.skipped
    for entry in catalogue.entries {
      GettextPairs.forEach(entry) { message, translation in
        let (source, target) = isForward ? (message, translation) : (translation, message)
        SoftwareString.append(source, target, line: entry.line, reader.options.softwareStrings, to: &corpus)
      }
    }
    try reader.check(corpus, file: path)
  }

  /// Whether the messages are in the source language.
  private func direction(_ catalogue: GettextCatalogue, _ path: String) throws(CorpusError) -> Bool {
    let languages = reader.languages
    let message = reader.options.messageLanguage
    func isTranslation(_ language: String) -> Bool {
      languages.code(catalogue.language) == nil
        || languages.matches(wanted: language, found: catalogue.language)
    }
    if languages.matches(wanted: reader.source, found: message), isTranslation(reader.target) { return true }
    if languages.matches(wanted: reader.target, found: message), isTranslation(reader.source) { return false }
    let found = catalogue.language.isEmpty ? "another language" : catalogue.language
    throw CorpusError(
      .language, file: path,
      "The file translates from \(message) to \(found), not between \(reader.source) and \(reader.target).",
      advice: "For two languages that are both translations, name a folder of catalogues, such as"
        + " /usr/share/locale.")
  }
}

/// The message and translation pairs of an entry.
enum GettextPairs {
  /// Calls `body` with each message and its translation.
  ///
  /// Of plural forms, the first goes with the message for one and the last with that for many; a language
  /// with only one form uses it for many. The forms between them have no counterpart in the message.
  static func forEach(_ entry: GettextCatalogue.Entry, _ body: ([UInt8], [UInt8]) -> Void) {
    guard let plural = entry.plural, let last = entry.translations.last else {
      if let translation = entry.translations.first, !translation.isEmpty { body(entry.message, translation) }
      return
    }
    if entry.translations.count > 1, !entry.translations[0].isEmpty {
      body(entry.message, entry.translations[0])
    }
    if !last.isEmpty { body(plural, last) }
  }
}
