internal import Text
internal import XMLReading

/// Writes TermBase eXchange files.
///
/// A line end inside a note or definition is written as a line separator (U+2028), as programs lay out XML as
/// they like. The dialect is TBX-Basic where its categories suffice; see `TBXCategory` for the others.
struct TBXWriter {
  let dialect: GlossaryWritingOptions.TBXDialect

  func write(_ document: GlossaryDocument, _ entries: [GlossaryEntry]) -> String {
    var output = ""
    writeHeader(document, isBasic: entries.allSatisfy(Self.isBasic), &output)
    for entry in entries { write(entry, &output) }
    output += dialect == .version2 ? "</body></text>\n</martif>\n" : "</body></text>\n</tbx>\n"
    return output
  }

  private static func isBasic(_ entry: GlossaryEntry) -> Bool {
    !entry.isUntranslatable
      && entry.terms.allSatisfy {
        $0.forms.isEmpty && !$0.isCaseSensitive && $0.status != .forbidden
          && ["", "noun", "verb", "adjective", "adverb", "properNoun", "other"].contains($0.partOfSpeech)
      }
  }

  private func writeHeader(_ document: GlossaryDocument, isBasic: Bool, _ output: inout String) {
    let type = isBasic ? "TBX-Basic" : "TBX-Chasqui"
    output += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    switch dialect {
    case .version3:
      output += "<tbx xmlns=\"urn:iso:std:iso:30042:ed-2\" type=\"\(type)\" style=\"dca\" xml:lang=\"en\">\n"
    case .version3Elements:
      output += "<tbx xmlns=\"urn:iso:std:iso:30042:ed-2\" xmlns:min=\"http://www.tbxinfo.net/ns/min\""
      output += " xmlns:basic=\"http://www.tbxinfo.net/ns/basic\""
      if !isBasic { output += " xmlns:chasqui=\"\(TBXCategory.namespace)\"" }
      output += " type=\"\(type)\" style=\"dct\" xml:lang=\"en\">\n"
    case .version2:
      output += "<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n"
      output += "<martif type=\"\(type)\" xml:lang=\"en\">\n"
    }
    let header = dialect == .version2 ? "martifHeader" : "tbxHeader"
    output += "<\(header)>\n  <fileDesc>\n"
    if !document.title.isEmpty || !document.note.isEmpty {
      output += "    <titleStmt><title>\(text(FieldText.line(document.title)))</title>"
      if !document.note.isEmpty { output += "<note>\(text(document.note))</note>" }
      output += "</titleStmt>\n"
    }
    // Editions of version 3 differ in where the publication statement stands.
    if dialect == .version2, !document.license.isEmpty {
      output += "    <publicationStmt><p>\(text(document.license))</p></publicationStmt>\n"
    }
    output += "    <sourceDesc><p>\(text(document.source))</p>"
    if dialect != .version2, !document.license.isEmpty {
      output += "<p type=\"license\">\(text(document.license))</p>"
    }
    output += "</sourceDesc>\n  </fileDesc>\n"
    if dialect == .version2 {
      output += "  <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc>\n"
    }
    output += "</\(header)>\n<text><body>\n"
  }

  private func write(_ entry: GlossaryEntry, _ output: inout String) {
    let isVersion2 = dialect == .version2
    let (concept, section) = isVersion2 ? ("termEntry", "langSet") : ("conceptEntry", "langSec")
    output += "<\(concept) id=\"\(TBXIdentifier.encode(entry.identifier))\">\n"
    if !entry.domain.isEmpty { output += "  " + field("descrip", "subjectField", entry.domain) }
    if entry.isUntranslatable {
      output +=
        isVersion2
        ? "  " + field("descrip", TBXCategory.translationNeeded, "no")
        : "  " + field("descrip", TBXCategory.translatability.rawValue, "doNotTranslate")
    }
    let (general, languages) = entry.sections
    for definition in general {
      output += "  " + field("descrip", "definition", definition.text, language: definition.language)
    }
    if !entry.source.isEmpty { output += "  " + field("admin", "source", entry.source) }
    if !entry.note.isEmpty { output += "  <note>\(text(entry.note))</note>\n" }
    for language in languages {
      output += "  <\(section) xml:lang=\"\(FileLanguage.tag(language.language))\">\n"
      for definition in language.definitions {
        output += "    " + field("descrip", "definition", definition.text)
      }
      for term in language.terms { write(term, isAlone: language.terms.count == 1, &output) }
      output += "  </\(section)>\n"
    }
    output += "</\(concept)>\n"
  }

  private func write(_ term: Term, isAlone: Bool, _ output: inout String) {
    let section = dialect == .version2 ? "tig" : "termSec"
    output += "    <\(section)>\n      <term>\(text(term.text))</term>\n"
    func note(_ category: String, _ value: String) { output += "      " + field("termNote", category, value) }
    if !term.partOfSpeech.isEmpty { note("partOfSpeech", term.partOfSpeech) }
    switch term.status {
    case .preferred: if !isAlone { note("administrativeStatus", "preferredTerm-admn-sts") }
    case .admitted: note("administrativeStatus", "admittedTerm-admn-sts")
    case .deprecated: note("administrativeStatus", "deprecatedTerm-admn-sts")
    case .forbidden:
      note("administrativeStatus", "deprecatedTerm-admn-sts")
      note(TBXCategory.usage.rawValue, "forbidden")
    }
    for form in term.forms { note(TBXCategory.inflectedForm.rawValue, form) }
    if term.isCaseSensitive { note(TBXCategory.caseSensitivity.rawValue, "caseSensitive") }
    if !term.note.isEmpty { output += "      <note>\(text(term.note))</note>\n" }
    output += "    </\(section)>\n"
  }

  /// An element for a category, with a line end.
  private func field(_ element: String, _ category: String, _ value: String, language: LanguageTag? = nil)
    -> String
  {
    let language = language.map { " xml:lang=\"\(FileLanguage.tag($0))\"" } ?? ""
    guard dialect == .version3Elements else {
      return "<\(element) type=\"\(category)\"\(language)>\(text(value))</\(element)>\n"
    }
    let prefix =
      switch category {
      case "partOfSpeech", "administrativeStatus", "subjectField": "min"
      case "definition", "source": "basic"
      default: "chasqui"
      }
    return "<\(prefix):\(category)\(language)>\(text(value))</\(prefix):\(category)>\n"
  }

  private func text(_ value: String) -> String {
    XMLText.escaped(FieldText.paragraphs(value).replacing("\n", with: "\u{2028}"))
  }
}
