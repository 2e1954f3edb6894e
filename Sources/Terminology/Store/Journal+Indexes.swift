internal import GRDB
private import Text

/// The look-up rows of entries.
///
/// The full-text index has a row for each language of an entry, so that a search can be restricted to
/// languages, and one without a language for what is in none. The row's number is the entry's times 256, plus
/// the place of the language.
extension Journal {
  static let searchRowsPerEntry: Int64 = 256

  func addToIndexes(_ entry: GlossaryEntry, as number: Int64) throws {
    let insertTerm = try database.cachedStatement(
      sql: "INSERT INTO term (entry, place, language, isForm, key) VALUES (?, ?, ?, ?, ?)")
    var texts = SearchTexts()
    var place = 0
    for term in entry.terms {
      let language = term.language.description
      for (index, text) in ([term.text] + term.forms).enumerated() {
        let key = folding.fold(text, term.language)
        try insertTerm.execute(arguments: [number, place, language, index > 0, key])
        place += 1
        texts.add(term: key, term.language.code)
      }
      if !term.note.isEmpty { texts.add(folding.fold(term.note, term.language), term.language.code) }
    }
    for definition in entry.definitions {
      texts.add(folding.fold(definition.text, definition.language), definition.language?.code ?? "")
    }
    for text in [entry.domain, entry.note, entry.source] where !text.isEmpty {
      texts.add(folding.fold(text, nil), "")
    }
    let insertSearch = try database.cachedStatement(
      sql: "INSERT INTO search (rowid, terms, texts, language) VALUES (?, ?, ?, ?)")
    for (index, row) in texts.rows.prefix(Int(Self.searchRowsPerEntry)).enumerated() {
      try insertSearch.execute(arguments: [
        number * Self.searchRowsPerEntry + Int64(index), row.terms, row.texts, row.language,
      ])
    }
  }

  func removeFromIndexes(entry number: Int64) throws {
    try database.cachedStatement(sql: "DELETE FROM term WHERE entry = ?").execute(arguments: [number])
    let first = number * Self.searchRowsPerEntry
    // Row by row: before a statement that may delete several, SQLite writes out what the index holds in
    // memory.
    let rows = try Int64.fetchAll(
      database.cachedStatement(sql: "SELECT id FROM search_content WHERE id BETWEEN ? AND ?"),
      arguments: [first, first + Self.searchRowsPerEntry - 1])
    let delete = try database.cachedStatement(sql: "DELETE FROM search WHERE rowid = ?")
    for row in rows { try delete.execute(arguments: [row]) }
  }

  /// The languages of all terms, with regions.
  func languages() throws -> [String] {
    // A step through the index for each language, where DISTINCT would read it all.
    try String.fetchAll(
      database,
      sql: """
        WITH RECURSIVE known(tag) AS (
          SELECT min(language) FROM term
          UNION ALL
          SELECT (SELECT min(language) FROM term WHERE language > tag) FROM known WHERE tag IS NOT NULL
        )
        SELECT tag FROM known WHERE tag IS NOT NULL
        """)
  }
}

/// What an entry says, by language.
private struct SearchTexts {
  struct LanguageRow {
    var language: String
    var terms = ""
    var texts = ""
  }

  private(set) var rows: [LanguageRow] = []

  mutating func add(term: String, _ language: String) {
    rows[row(language)].terms += Self.searchable(term)
  }

  mutating func add(_ text: String, _ language: String) {
    rows[row(language)].texts += Self.searchable(text)
  }

  private mutating func row(_ language: String) -> Int {
    if let index = rows.firstIndex(where: { $0.language == language }) { return index }
    rows.append(LanguageRow(language: language))
    return rows.count - 1
  }

  /// The text as a line, and its words with an apostrophe inside also without it: whoever leaves a glottal
  /// stop out (`kaaguy` for `ka'aguy`) is to find the word.
  private static func searchable(_ text: String) -> String {
    guard text.utf8.contains(0x27) else { return text + "\n" }
    let joined = text.split(separator: " ").filter { $0.utf8.dropFirst().dropLast().contains(0x27) }
      .map { String($0.filter { $0 != "'" }) }
    return ([text] + joined).joined(separator: "\n") + "\n"
  }
}
