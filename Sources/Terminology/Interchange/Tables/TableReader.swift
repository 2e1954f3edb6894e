internal import Text

/// Reads glossaries from the rows of tables and sheets.
struct TableReader {
  let place: String
  let options: GlossaryReadingOptions

  /// The separator of a table: the one by which its first row is a header, or else the one that stands in
  /// it most often, before all a tab where the name of the file promises one.
  func separator(_ text: String) -> Character {
    if let separator = options.separator { return separator }
    if options.format == .tsv { return "\t" }
    let first = text.drop(while: \.isWhitespace).prefix { !$0.isNewline }
    if first.lowercased().hasPrefix("sep="), let mark = first.dropFirst(4).first, mark.isASCII { return mark }
    var counts: [(separator: Character, count: Int)] = ["\t", ";", ","].map { ($0, 0) }
    var isQuoted = false
    for character in first {
      if character == "\"" { isQuoted.toggle() }
      if isQuoted { continue }
      for index in counts.indices where counts[index].separator == character { counts[index].count += 1 }
    }
    if GlossaryFormat(path: place) == .tsv, counts[0].count > 0 { counts[0].count = .max }
    let found = counts.filter { $0.count > 0 }.sorted { $0.count > $1.count }.map(\.separator)
    let byHeader = found.first { separator in
      let table = try? DelimitedText(place: place, separator: separator).parse(String(first))
      return table?.rows.first.flatMap(header) != nil
    }
    return byHeader ?? found.first ?? ","
  }

  func read(_ table: GlossaryTable) throws(TerminologyError) -> GlossaryDocument {
    if options.columns == nil, options.header != .absent, let columns = table.rows.first.flatMap(header) {
      return try read(table, Array(table.rows.dropFirst()), columns)
    }
    guard let first = table.rows.first else {
      throw TerminologyError(
        .malformed, place, "There are no rows.", advice: "Check that it is the right file or sheet.")
    }
    if let map = options.columns {
      let (columns, hasHeader) = try mapped(map, first)
      return try read(table, hasHeader ? Array(table.rows.dropFirst()) : table.rows, columns)
    }
    guard options.header != .present, first.cells.count == 2, options.sourceLanguage != nil,
      options.targetLanguage != nil,
      let columns = TableColumns(
        [(0, TableField(.term, .source)), (1, TableField(.term, .target))], unknown: [], options: options)
    else {
      let cells = first.cells.prefix(8).map { FieldText.line($0).prefix(40) }.joined(separator: ", ")
      throw TerminologyError(
        .language, place, line: first.line, "The first row does not say what the columns are: \(cells).",
        advice: "Name the languages there, as en and es; or give the columns, as source=1,target=2, and the "
          + "languages.")
    }
    return try read(table, table.rows, columns)
  }

  private func read(_ table: GlossaryTable, _ rows: [GlossaryTable.Row], _ columns: TableColumns)
    throws(TerminologyError)
    -> GlossaryDocument
  {
    var assembler = try RowAssembler(place: place, options: options, columns: columns, table: table)
    for row in rows { try assembler.add(row) }
    return try assembler.finish()
  }

  private func header(_ row: GlossaryTable.Row) -> TableColumns? {
    TableColumns(header: row.cells.map(FormulaGuard.unguarded), options: options)
  }

  /// The columns that the options name, and whether the first row is a header.
  private func mapped(_ map: GlossaryColumns, _ first: GlossaryTable.Row) throws(TerminologyError) -> (
    TableColumns, Bool
  ) {
    let header = first.cells.map { FieldText.line($0).lowercased() }
    var fields: [(index: Int, field: TableField)] = []
    var hasHeader = options.header == .present
    for (content, column) in map.columns {
      guard let field = TableField(header: content) else {
        throw TerminologyError(
          .argument, place, "«\(content)» is neither a field nor a language.",
          advice: "Use source, target, a language such as es, or note, definition, status and the like.")
      }
      if let number = Int(column) {
        guard (1...DelimitedText.maximumColumns).contains(number) else {
          throw TerminologyError(
            .argument, place, "There is no column \(number).", advice: "Columns are counted from 1.")
        }
        fields.append((number - 1, field))
      } else if options.header != .absent, let index = header.firstIndex(of: column.lowercased()) {
        fields.append((index, field))
        hasHeader = true
      } else {
        throw TerminologyError(
          .argument, place, line: first.line, "No column is called «\(column)».",
          advice: "The first row has: \(header.prefix(12).joined(separator: ", ")).")
      }
    }
    if options.header == .detect, !hasHeader {
      hasHeader = self.header(first) != nil
    }
    guard let columns = TableColumns(fields, unknown: [], options: options) else {
      throw TerminologyError(
        .argument, place, "The columns that are named hold no terms in two languages.",
        advice: "Name them as source=1,target=2 or as en=1,es=2.")
    }
    return (columns, hasHeader)
  }
}
