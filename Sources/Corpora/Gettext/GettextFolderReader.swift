internal import Storage

/// Reads a folder of compiled translations, `LANG/LC_MESSAGES/PROGRAM.mo`, as `/usr/share/locale` is one.
///
/// Between English and another language the messages themselves are the English side. Two other languages are
/// joined by message. Equal pairs of several programs are one pair.
struct GettextFolderReader {
  let reader: CorpusReader

  func read(folder: String, into corpus: inout ParallelCorpus) throws(CorpusError) {
    let names = FileBytes.names(inFolder: folder) ?? []
    let message = reader.options.messageLanguage
    let sources = folders(names, reader.source)
    let targets = folders(names, reader.target)
    let sourceIsMessage = reader.languages.matches(wanted: reader.source, found: message)
    let targetIsMessage = reader.languages.matches(wanted: reader.target, found: message)
    for (language, folders, isMessage) in [
      (reader.source, sources, sourceIsMessage), (reader.target, targets, targetIsMessage),
    ] where folders.isEmpty && !isMessage {
      throw CorpusError(
        .language, file: folder, "There are no translations for \(language): no folder LANG/LC_MESSAGES.",
        advice: names.isEmpty
          ? "Check the path." : "Install the language packs of programs, or name another folder.")
    }
    var seen = HashSet64(capacity: 1 << 15)
    if sourceIsMessage || targetIsMessage {
      for language in sourceIsMessage ? targets : sources {
        for file in files(folder, language) {
          guard let catalogue = try load(file) else { continue }
          for entry in catalogue.entries {
            GettextPairs.forEach(entry) { message, translation in
              append(
                sourceIsMessage ? message : translation, sourceIsMessage ? translation : message, entry.line,
                &seen, &corpus)
            }
          }
        }
      }
    } else {
      try join(folder, sources, targets, &seen, &corpus)
    }
    try reader.check(corpus, file: folder)
  }

  /// Joins the catalogues of the same program in two languages by message.
  private func join(
    _ folder: String, _ sources: [String], _ targets: [String], _ seen: inout HashSet64,
    _ corpus: inout ParallelCorpus
  ) throws(CorpusError) {
    for target in targets {
      let targetFiles = Set(files(folder, target).map(program))
      for source in sources {
        for file in files(folder, source) where targetFiles.contains(program(file)) {
          guard let sourceCatalogue = try load(file),
            let targetCatalogue = try load("\(folder)/\(target)/LC_MESSAGES/\(program(file))")
          else { continue }
          var translations: [[UInt8]: [[UInt8]]] = [:]
          for entry in targetCatalogue.entries { translations[entry.key] = entry.translations }
          for entry in sourceCatalogue.entries {
            guard let other = translations[entry.key] else { continue }
            // Languages with other numbers of plural forms agree on the first and the last only.
            guard let a = entry.translations.first, let b = other.first else { continue }
            let hasForms = (entry.translations.count > 1, other.count > 1)
            if hasForms.0 == hasForms.1 { append(a, b, entry.line, &seen, &corpus) }
            if hasForms.0 || hasForms.1 {
              append(entry.translations.last ?? a, other.last ?? b, entry.line, &seen, &corpus)
            }
          }
        }
      }
    }
  }

  private func append(
    _ source: [UInt8], _ target: [UInt8], _ line: Int, _ seen: inout HashSet64, _ corpus: inout ParallelCorpus
  ) {
    guard !source.isEmpty, !target.isEmpty else { return }
    let hash =
      source.withUnsafeBytes(Checksum.xxh64) &* 0x9E37_79B1_85EB_CA87 ^ target.withUnsafeBytes(Checksum.xxh64)
    guard seen.insert(hash) else { return }
    SoftwareString.append(source, target, line: line, reader.options.softwareStrings, to: &corpus)
  }

  /// A damaged catalogue among hundreds is skipped, and so are strings that are not text; a folder of nothing
  /// else gives no pairs.
  private func load(_ path: String) throws(CorpusError) -> GettextCatalogue? {
    do {
      let catalogue = try GettextCatalogue.read(path: path)
      return reader.options.invalidText == .repair ? catalogue : catalogue.withoutInvalidText()
    } catch  where error.reason == .malformed || error.reason == .missing || error.reason == .encoding {
      return nil
    }
  }

  /// The folders of `language`, the one that meets it best first; those in another script are left out.
  private func folders(_ names: [String], _ language: String) -> [String] {
    let wanted = LanguageSubtags(language)
    let fits = names.compactMap { name -> (name: String, fit: LanguageMatching.Fit)? in
      let fit = reader.languages.fit(wanted: language, found: name)
      let found = LanguageSubtags(name)
      return fit > .none && (found.variant == wanted.variant) ? (name, fit) : nil
    }
    return fits.sorted { ($1.fit, $0.name) < ($0.fit, $1.name) }.map(\.name)
  }

  private func files(_ folder: String, _ language: String) -> [String] {
    let path = "\(folder)/\(language)/LC_MESSAGES"
    return (FileBytes.names(inFolder: path) ?? []).filter { $0.hasSuffix(".mo") }.map { "\(path)/\($0)" }
  }

  private func program(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
}
