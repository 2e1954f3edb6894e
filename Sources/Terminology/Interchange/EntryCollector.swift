internal import Text

/// Collects the entries of a file, with what is to be said about them.
final class EntryCollector {
  static let maximumTerm = 2000
  static let maximumNote = 100_000
  static let maximumIdentifier = 200

  let place: String
  private(set) var document = GlossaryDocument()
  private var identifiers: Set<String> = []

  init(place: String) { self.place = place }

  func describe(title: String, license: String, source: String, note: String) {
    document.title = title
    document.license = license
    document.source = source
    document.note = note
  }

  func warn(_ line: Int, _ message: String) {
    guard document.warnings.count < GlossaryDocument.maximumWarnings else { return }
    document.warnings.append(.init(line: line, message))
  }

  /// Counts what is left out for `reason`, and says where if there is a message.
  func skip(_ reason: String, line: Int, _ message: String? = nil) {
    document.skipped[reason, default: 0] += 1
    if let message { warn(line, message) }
  }

  /// A field on one line.
  ///
  /// - Throws: `TerminologyError` if it is longer than a term may be.
  func line(_ text: String, _ field: String, line: Int, maximum: Int = maximumTerm) throws(TerminologyError)
    -> String
  {
    try checked(FieldText.line(text), field, line, maximum)
  }

  /// A field of any number of lines.
  func paragraphs(_ text: String, _ field: String, line: Int) throws(TerminologyError) -> String {
    try checked(FieldText.paragraphs(text), field, line, Self.maximumNote)
  }

  /// The status that a field names.
  ///
  /// - Parameter field: where the value stands, such as `the column status`.
  /// - Throws: `TerminologyError` for a word that is none: a term that was to be forbidden would be preferred.
  func status(_ text: String, _ field: String, line: Int) throws(TerminologyError) -> TermStatus {
    if let status = Categories.status(text) { return status }
    let known = TermStatus.allCases.map { "«\($0.rawValue)»" }.joined(separator: ", ")
    let nearest = Categories.nearestStatus(text).map { "Is «\($0.rawValue)» meant? " } ?? ""
    throw TerminologyError(
      .malformed, place, line: line,
      "«\(FieldText.line(text).prefix(60))» in \(field) is no status.",
      advice: "\(nearest)Write one of \(known).")
  }

  private func checked(_ text: String, _ field: String, _ line: Int, _ maximum: Int) throws(TerminologyError)
    -> String
  {
    // A text has no more characters than bytes, which are quickly counted.
    guard text.utf8.count > maximum else { return text }
    let count = text.unicodeScalars.count
    guard count > maximum else { return text }
    throw TerminologyError(
      .limit, place, line: line, "The \(field) has \(count) characters; at most \(maximum) are read.",
      advice: "Check that the columns and the quotation marks are where they should be.")
  }

  /// Adds an entry that begins at `line`, with an identifier of its own.
  func add(_ entry: GlossaryEntry, line: Int) throws(TerminologyError) {
    var entry = entry.normalized
    guard !entry.terms.isEmpty else {
      return skip(
        "entry without terms", line: line, "The entry \(quoted(entry.identifier)) has no terms: skipped.")
    }
    entry.note = try paragraphs(entry.note, "note", line: line)
    entry.source = try paragraphs(entry.source, "source", line: line)
    for index in entry.terms.indices {
      entry.terms[index].note = try paragraphs(entry.terms[index].note, "note", line: line)
    }
    let isGenerated = entry.identifier.isEmpty
    if isGenerated { entry.identifier = entry.generatedIdentifier }
    if !identifiers.insert(entry.identifier).inserted {
      let first = entry.identifier
      var number = 2
      while !identifiers.insert("\(first)~\(number)").inserted { number += 1 }
      entry.identifier = "\(first)~\(number)"
      if !isGenerated {
        warn(
          line, "There is an entry \(quoted(first)) already: this one becomes \(quoted(entry.identifier)).")
      }
    }
    if !entry.isUntranslatable, Set(entry.terms.map(\.language.code)).count == 1 {
      warn(line, "The entry \(quoted(entry.identifier)) has terms in one language only.")
    }
    document.entries.append(entry)
  }

  private func quoted(_ identifier: String) -> String { identifier.isEmpty ? "here" : "«\(identifier)»" }
}
