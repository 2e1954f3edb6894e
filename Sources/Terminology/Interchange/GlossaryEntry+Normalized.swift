internal import Text

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
    result.terms = terms.map(\.normalized).filter { !$0.text.isEmpty && seen.insert($0).inserted }
    result.definitions = definitions.map {
      Definition(language: $0.language, text: FieldText.paragraphs($0.text))
    }.filter { !$0.text.isEmpty }
    let (general, sections) = result.sections
    result.definitions = general + sections.flatMap(\.definitions)
    result.terms = sections.flatMap(\.terms)
    return result
  }

  /// What an entry says in one language.
  struct LanguageSection {
    let language: LanguageTag
    var definitions: [Definition] = []
    var terms: [Term] = []
  }

  /// The languages that have terms, in the order in which they first appear, and the definitions that belong
  /// to none of them.
  var sections: (general: [Definition], languages: [LanguageSection]) {
    var general: [Definition] = []
    var sections: [LanguageSection] = []
    var places: [LanguageTag: Int] = [:]
    for term in terms {
      if let place = places[term.language] {
        sections[place].terms.append(term)
      } else {
        places[term.language] = sections.count
        sections.append(LanguageSection(language: term.language, terms: [term]))
      }
    }
    for definition in definitions {
      if let place = definition.language.flatMap({ places[$0] }) {
        sections[place].definitions.append(definition)
      } else {
        general.append(definition)
      }
    }
    return (general, sections)
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
