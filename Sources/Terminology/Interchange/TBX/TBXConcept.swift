internal import Text

/// Makes a glossary entry of a concept of TBX.
///
/// What the model has no field for, such as `context` or `grammaticalGender`, becomes a line of the note of
/// its term or entry: `grammaticalGender: feminine`. Who changed what when (`transac`) is left out.
struct TBXConcept {
  private let collector: EntryCollector
  private var entry = GlossaryEntry(identifier: "")

  init(collector: EntryCollector) { self.collector = collector }

  mutating func read(_ concept: TBXNode) throws(TerminologyError) {
    entry.identifier = try collector.line(
      TBXIdentifier.decode(concept.identifier), "identifier", line: concept.line,
      maximum: EntryCollector.maximumIdentifier)
    for field in concept.fields {
      if field.name == "langSec" {
        try readLanguage(field)
      } else {
        try readConceptField(field, language: nil)
      }
    }
    try collector.add(entry, line: concept.line)
  }

  private mutating func readLanguage(_ section: TBXNode) throws(TerminologyError) {
    guard let language = FileLanguage.language(section.language) else {
      return collector.skip(
        "unknown language", line: section.line,
        section.language.isEmpty
          ? "A section names no language: skipped." : "«\(section.language)» is no language: skipped.")
    }
    for field in section.fields {
      if field.name == "termSec" {
        try readTerm(field, language)
      } else {
        try readConceptField(field, language: language)
      }
    }
  }

  /// A field of the concept, or of one of its languages.
  private mutating func readConceptField(_ field: TBXNode, language: LanguageTag?) throws(TerminologyError) {
    switch field.category {
    case "definition":
      let text = try collector.paragraphs(field.content, "definition", line: field.line)
      entry.definitions.append(.init(language: language ?? FileLanguage.language(field.language), text: text))
    case "subjectField":
      Self.append(
        try collector.line(field.content, "subject field", line: field.line), to: &entry.domain, "; ")
    case "source":
      Self.append(
        try collector.paragraphs(field.content, "source", line: field.line), to: &entry.source, "\n")
    case TBXCategory.translatability.rawValue:
      entry.isUntranslatable = Categories.truth(field.content) == true
    case TBXCategory.translationNeeded:
      entry.isUntranslatable = Categories.truth(field.content) == false
    default:
      let prefix = language.map { "[\(FileLanguage.tag($0))] " } ?? ""
      if let line = try noteLine(field) { Self.append(prefix + line, to: &entry.note, "\n") }
    }
  }

  private mutating func readTerm(_ section: TBXNode, _ language: LanguageTag) throws(TerminologyError) {
    var term = Term(language: language, text: "")
    var status: TermStatus?
    var authorization: TermStatus?
    for field in section.fields {
      switch field.category {
      case "term": term.text = try collector.line(field.content, "term", line: field.line)
      case "administrativeStatus", "termStatus", "status": status = try readStatus(field)
      case "normativeAuthorization": authorization = try readStatus(field)
      case TBXCategory.usage.rawValue where Categories.status(field.content) == .forbidden:
        authorization = .forbidden
        status = .forbidden
      case "partOfSpeech":
        term.partOfSpeech = try collector.line(field.content, "part of speech", line: field.line)
      case TBXCategory.inflectedForm.rawValue, "searchTerm":
        term.forms.append(try collector.line(field.content, "form", line: field.line))
      case TBXCategory.caseSensitivity.rawValue:
        term.isCaseSensitive = Categories.truth(field.content) == true
      case "definition", "subjectField": try readConceptField(field, language: language)
      default: if let line = try noteLine(field) { Self.append(line, to: &term.note, "\n") }
      }
    }
    guard !term.text.isEmpty else {
      return collector.skip("empty term", line: section.line, "A term is empty: skipped.")
    }
    // A forbidden usage says more than the status beside it.
    term.status = authorization == .forbidden ? .forbidden : status ?? authorization ?? .preferred
    entry.terms.append(term)
  }

  private func readStatus(_ field: TBXNode) throws(TerminologyError) -> TermStatus {
    try collector.status(field.content, field.category, line: field.line)
  }

  /// What a field says as a line of a note; nil if it is left out.
  private mutating func noteLine(_ field: TBXNode) throws(TerminologyError) -> String? {
    switch field.name {
    case "transac", "transacNote", "date", "termCompList":
      collector.skip(
        field.name == "termCompList" ? "parts of a term" : "history of changes", line: field.line)
      return nil
    default: break
    }
    var text = try collector.paragraphs(field.content, field.category, line: field.line)
    if !field.target.isEmpty, text != field.target {
      text = text.isEmpty ? field.target : "\(text) (\(field.target))"
    }
    guard !text.isEmpty else { return nil }
    return field.name == "note" ? text : "\(field.category): \(text)"
  }

  private static func append(_ text: String, to value: inout String, _ separator: String) {
    guard !text.isEmpty else { return }
    value += value.isEmpty ? text : separator + text
  }
}
