extension GlossaryEntry {
  /// The entry as files hold it: terms grouped by language, in the order in which the languages first
  /// appear; before them the definitions that belong to none of these languages, then those of each
  /// language; texts without control characters and without spaces at their ends; no term twice.
  ///
  /// What is read is in this form, and an entry in this form is read as it was written.
  public var normalized: GlossaryEntry {
    var result = GlossaryEntry(
      identifier: FieldText.line(identifier), domain: FieldText.line(domain),
      note: FieldText.paragraphs(note), source: FieldText.paragraphs(source),
      isUntranslatable: isUntranslatable)
    var seen: Set<Term> = []
    let clean = terms.map(\.normalized).filter { !$0.text.isEmpty && seen.insert($0).inserted }
    var languages = OrderedLanguages()
    for term in clean { languages.insert(term.language) }
    let meanings = definitions.map { Definition(language: $0.language, text: FieldText.paragraphs($0.text)) }
      .filter { !$0.text.isEmpty }
    result.definitions = meanings.filter { definition in
      definition.language.map { !languages.contains($0) } ?? true
    }
    for language in languages.all {
      result.definitions += meanings.filter { $0.language == language }
      result.terms += clean.filter { $0.language == language }
    }
    return result
  }

  /// The identifier of an entry that has none: the language and the text of its first term.
  var generatedIdentifier: String {
    guard let term = terms.first else { return "" }
    return "\(FileLanguage.tag(term.language)):\(FieldText.line(String(term.text.prefix(80))))"
  }
}

extension Term {
  /// The term as files hold it; see `GlossaryEntry.normalized`.
  var normalized: Term {
    Term(
      language: language, text: FieldText.line(text),
      partOfSpeech: Categories.partOfSpeech(FieldText.line(partOfSpeech)), status: status,
      forms: forms.map(FieldText.line).filter { !$0.isEmpty }, isCaseSensitive: isCaseSensitive,
      note: FieldText.paragraphs(note))
  }
}
