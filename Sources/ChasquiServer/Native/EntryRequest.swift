internal import Terminology
internal import Text

/// An entry as a client writes it: what is left out is empty.
struct EntryRequest: Decodable, Sendable {
  struct Definition: Decodable, Sendable {
    var language: String?
    var text: String
  }

  struct Term: Decodable, Sendable {
    var language: String
    var text: String
    var partOfSpeech: String?
    var status: String?
    var forms: [String]?
    var isCaseSensitive: Bool?
    var note: String?
  }

  var identifier: String?
  var domain: String?
  var definitions: [Definition]?
  var note: String?
  var source: String?
  var isUntranslatable: Bool?
  var terms: [Term]

  /// Of a body: more would take long to read, and no entry that may be stored needs it.
  static let mostBytes = 1 << 20
  private static let longestTerm = 2_000
  private static let longestText = 20_000
  private static let mostTerms = 1_000

  /// The entry in normal form.
  ///
  /// - Parameter place: the identifier that the address names; nil for a new entry.
  /// - Throws: `ServiceError` that names the field that is wrong.
  func entry(at place: String? = nil) throws(ServiceError) -> GlossaryEntry {
    if let place, let identifier, identifier != place {
      throw .invalid(field: "identifier", "The address names the entry \(place.prefix(200)).")
    }
    guard (1...Self.mostTerms).contains(terms.count) else {
      throw .invalid(field: "terms", "An entry has from 1 to \(Self.mostTerms) terms.")
    }
    var entry = GlossaryEntry(
      identifier: try text(identifier, "identifier", 200), domain: try text(domain, "domain", 1_000),
      note: try text(note, "note"), source: try text(source, "source"),
      isUntranslatable: isUntranslatable ?? false)
    for (index, definition) in (definitions ?? []).enumerated() {
      entry.definitions.append(try self.definition(definition, "definitions[\(index)]"))
    }
    for (index, term) in terms.enumerated() {
      entry.terms.append(try self.term(term, "terms[\(index)]"))
    }
    entry = entry.normalized
    guard !entry.terms.isEmpty else { throw .invalid(field: "terms", "No term has a text.") }
    // The address is the name, also where it is not as names are written today.
    if let place { entry.identifier = place }
    return entry
  }

  private func definition(_ definition: Definition, _ field: String) throws(ServiceError)
    -> GlossaryEntry.Definition
  {
    var language: LanguageTag?
    if let text = definition.language {
      language = try LanguageField.language(text, field: "\(field).language")
    }
    try FieldRules.checkVisible(definition.text, "\(field).text", longest: Self.longestText)
    return GlossaryEntry.Definition(language: language, text: definition.text)
  }

  private func term(_ term: Term, _ field: String) throws(ServiceError) -> Terminology.Term {
    try FieldRules.checkVisible(term.text, "\(field).text", longest: Self.longestTerm)
    guard let status = TermStatus(rawValue: term.status ?? TermStatus.preferred.rawValue) else {
      let known = TermStatus.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalid(field: "\(field).status", "This must be one of \(known).")
    }
    let forms = term.forms ?? []
    guard forms.count <= Self.mostTerms else {
      throw .invalid(field: "\(field).forms", "A term has at most \(Self.mostTerms) forms.")
    }
    for (index, form) in forms.enumerated() {
      try FieldRules.checkVisible(form, "\(field).forms[\(index)]", longest: Self.longestTerm)
    }
    return Terminology.Term(
      language: try LanguageField.language(term.language, field: "\(field).language"), text: term.text,
      partOfSpeech: try text(term.partOfSpeech, "\(field).partOfSpeech", 200), status: status, forms: forms,
      isCaseSensitive: term.isCaseSensitive ?? false, note: try text(term.note, "\(field).note"))
  }

  private func text(_ text: String?, _ field: String, _ longest: Int = longestText) throws(ServiceError)
    -> String
  {
    guard let text else { return "" }
    try FieldRules.check(text, field, longest: longest)
    return text
  }
}
