internal import Text

/// Makes entries of rows. Rows with the same identifier are one entry, with all their terms.
struct RowAssembler {
  private let place: String
  private let options: GlossaryReadingOptions
  private let columns: TableColumns
  private let collector: EntryCollector
  private var entries: [(entry: GlossaryEntry, line: Int)] = []
  private var places: [String: Int] = [:]
  /// How many cells the first row has.
  private let width: Int

  init(place: String, options: GlossaryReadingOptions, columns: TableColumns, table: GlossaryTable)
    throws(TerminologyError)
  {
    self.place = place
    self.options = options
    self.columns = columns
    width = table.rows.first?.cells.count ?? 0
    collector = EntryCollector(place: place)
    for warning in table.warnings { collector.warn(warning.line, warning.message) }
    for (reason, count) in table.skipped { for _ in 0..<count { collector.skip(reason, line: 0) } }
    for name in columns.unknown {
      collector.skip("unknown column", line: 1, "The column «\(name.prefix(60))» is not known: skipped.")
    }
    try checkLanguages()
  }

  /// Throws if the table has sides whose languages nothing tells.
  private func checkLanguages() throws(TerminologyError) {
    for (side, kind, language) in [
      (TableField.Side.source, TableField.Kind.sourceLanguage, options.sourceLanguage),
      (.target, .targetLanguage, options.targetLanguage),
    ] where columns.fields.contains(where: { $0.field.kind == .term && $0.field.side == side }) {
      guard language != nil || columns.fields.contains(where: { $0.field.kind == kind }) else {
        throw TerminologyError(
          .language, place, "The table has a column for the \(side), but does not say its language.",
          advice: "Give the languages, or name the columns by them, as en and es.")
      }
    }
  }

  mutating func add(_ row: GlossaryTable.Row) throws(TerminologyError) {
    warnOfMoreCells(row)
    var reader = RowReader(row: row, columns: columns, options: options, collector: collector)
    guard let entry = try reader.read() else { return }
    if columns.layout == .terms, entry.identifier.isEmpty, !entries.isEmpty {
      merge(entry, into: entries.count - 1)
    } else if let known = places[entry.identifier] {
      merge(entry, into: known)
    } else {
      if !entry.identifier.isEmpty { places[entry.identifier] = entries.count }
      entries.append((entry, row.line))
    }
  }

  /// A separator in a cell without quotation marks makes two of it.
  private func warnOfMoreCells(_ row: GlossaryTable.Row) {
    guard row.cells.count > width else { return }
    let known = Set(columns.fields.map(\.index))
    let extra = row.cells.indices.first { index in
      index >= width && !known.contains(index) && !FieldText.line(row.cells[index]).isEmpty
    }
    guard let extra else { return }
    collector.warn(
      row.line,
      "The row has more cells than the first one: «\(FieldText.line(row.cells[extra]).prefix(60))» is not read. "
        + "Quote cells that hold the separator.")
  }

  mutating func finish() throws(TerminologyError) -> GlossaryDocument {
    for (entry, line) in entries { try collector.add(entry, line: line) }
    return collector.document
  }

  private mutating func merge(_ other: GlossaryEntry, into index: Int) {
    func join(_ value: inout String, _ more: String, _ separator: String) {
      if value.isEmpty { value = more } else if !more.isEmpty, value != more { value += separator + more }
    }
    join(&entries[index].entry.domain, other.domain, "; ")
    join(&entries[index].entry.note, other.note, "\n")
    join(&entries[index].entry.source, other.source, "\n")
    if other.isUntranslatable { entries[index].entry.isUntranslatable = true }
    entries[index].entry.definitions += other.definitions
    entries[index].entry.terms += other.terms
  }
}

/// Reads one row.
private struct RowReader {
  let row: GlossaryTable.Row
  let columns: TableColumns
  let options: GlossaryReadingOptions
  let collector: EntryCollector
  private var entry = GlossaryEntry(identifier: "")

  init(
    row: GlossaryTable.Row, columns: TableColumns, options: GlossaryReadingOptions, collector: EntryCollector
  ) {
    self.row = row
    self.columns = columns
    self.options = options
    self.collector = collector
  }

  /// The entry of the row; nil if its language is not known.
  mutating func read() throws(TerminologyError) -> GlossaryEntry? {
    let source = cell(.sourceLanguage).map { language($0) } ?? options.sourceLanguage
    let target = cell(.targetLanguage).map { language($0) } ?? options.targetLanguage
    let own = columns.layout == .terms ? cell(.language).flatMap { language($0) } : nil
    if columns.layout == .terms, own == nil, cell(.term) != nil { return skipRow(cell(.language) ?? "") }
    for (index, field) in columns.fields {
      guard index < row.cells.count else { continue }
      let text = FormulaGuard.unguarded(row.cells[index])
      guard !FieldText.line(text).isEmpty else { continue }
      var side: LanguageTag? = own
      switch field.side {
      case .source: side = source
      case .target: side = target
      case .language(let language): side = language
      case nil: break
      }
      switch field.kind {
      case .term, .synonyms:
        guard let side else {
          return skipRow(cell(field.side == .source ? .sourceLanguage : .targetLanguage) ?? "")
        }
        try addTerms(text, field, side)
      default: try readField(text, field, field.kind == .definition ? side ?? pairLanguage(source) : side)
      }
    }
    try readTermFields(own: own, source: source, target: target)
    return entry
  }

  private mutating func skipRow(_ tag: String) -> GlossaryEntry? {
    collector.skip(
      "unknown language", line: row.line, "«\(tag.prefix(40))» is no language: the row is skipped.")
    return nil
  }

  /// A definition in a table of pairs is taken to be in the language of the source.
  private func pairLanguage(_ source: LanguageTag?) -> LanguageTag? {
    columns.fields.contains { $0.field == TableField(.term, .source) } ? source : nil
  }

  private mutating func addTerms(_ text: String, _ field: TableField, _ language: LanguageTag)
    throws(TerminologyError)
  {
    for part in field.isList ? ListCell.split(text) : [text] {
      let term = try collector.line(part, "term", line: row.line)
      guard !term.isEmpty else { continue }
      let hasFirst = entry.terms.contains { $0.language == language }
      entry.terms.append(
        Term(language: language, text: term, status: field.isList && hasFirst ? .admitted : .preferred))
    }
  }

  /// A field of the entry.
  private mutating func readField(_ text: String, _ field: TableField, _ language: LanguageTag?)
    throws(TerminologyError)
  {
    switch field.kind {
    case .identifier:
      entry.identifier = try collector.line(
        text, "identifier", line: row.line, maximum: EntryCollector.maximumIdentifier)
    case .domain: entry.domain = try collector.line(text, "domain", line: row.line)
    case .definition:
      let text = try collector.paragraphs(text, "definition", line: row.line)
      entry.definitions.append(.init(language: language, text: text))
    case .note:
      let text = try collector.paragraphs(text, "note", line: row.line)
      entry.note += entry.note.isEmpty ? text : "\n\(text)"
    case .origin: entry.source = try collector.paragraphs(text, "origin", line: row.line)
    case .translatable: entry.isUntranslatable = truth(text, "translatable") == false
    case .untranslatable: entry.isUntranslatable = truth(text, "do not translate") == true
    default: break
    }
  }

  /// The fields of terms, once the terms are known. Where a column names no side, parts of speech and case
  /// are those of all terms of the row, and the others those of the target.
  private mutating func readTermFields(own: LanguageTag?, source: LanguageTag?, target: LanguageTag?)
    throws(TerminologyError)
  {
    for (index, field) in columns.fields where index < row.cells.count {
      let text = FormulaGuard.unguarded(row.cells[index])
      guard !FieldText.line(text).isEmpty else { continue }
      let language: LanguageTag? =
        switch field.side {
        case .source: source
        case .target: target
        case .language(let language): language
        case nil: field.kind == .partOfSpeech || field.kind == .caseSensitivity ? own : own ?? target
        }
      for place in entry.terms.indices where language == nil || entry.terms[place].language == language {
        switch field.kind {
        case .partOfSpeech:
          entry.terms[place].partOfSpeech = try collector.line(text, "part of speech", line: row.line)
        case .status:
          entry.terms[place].status = try collector.status(text, "column \(index + 1)", line: row.line)
        case .forms:
          for part in ListCell.split(text) {
            entry.terms[place].forms.append(try collector.line(part, "form", line: row.line))
          }
        case .caseSensitivity: entry.terms[place].isCaseSensitive = truth(text, "case") == true
        case .termNote:
          entry.terms[place].note = try collector.paragraphs(text, "note", line: row.line)
        default: break
        }
      }
    }
  }

  private mutating func truth(_ text: String, _ column: String) -> Bool? {
    let truth = Categories.truth(text)
    if truth == nil {
      collector.warn(
        row.line, "«\(FieldText.line(text).prefix(60))» in the column \(column) is neither yes nor no.")
    }
    return truth
  }

  /// The first filled cell of a kind without a side.
  private func cell(_ kind: TableField.Kind) -> String? {
    for (index, field) in columns.fields
    where field.kind == kind && field.side == nil && index < row.cells.count {
      let text = FieldText.line(FormulaGuard.unguarded(row.cells[index]))
      if !text.isEmpty { return text }
    }
    return nil
  }

  private func language(_ tag: String) -> LanguageTag? {
    FileLanguage.language(tag) ?? HeaderLanguages.language(tag)
  }
}
