internal import Text

/// The table that we write: a row for each term, and all that the model holds.
///
///     id,language,term,status,pos,forms,case,usage,definition,domain,note,origin,translatable
///     health-1,en,vaccine,preferred,noun,vaccines,,,A preparation that …,health,,,
///     health-1,es,vacuna,preferred,noun,vacunas|la vacuna,,,,,,,
///
/// Rows with the same identifier are one entry. Its own fields (`domain`, `note`, `origin`, `translatable`)
/// stand in its first row; a definition stands beside the first term of its language, or in a row without a
/// term. `case` is `yes` for terms that match only as they are written, `translatable` is `no` for what
/// passes unchanged. In `forms`, `|` parts the forms, and is written `\|` inside one.
enum TableLayout {
  static let header = [
    "id", "language", "term", "status", "pos", "forms", "case", "usage", "definition", "domain", "note",
    "origin", "translatable",
  ]

  /// The header and the rows of entries in normal form.
  static func rows(_ entries: [GlossaryEntry]) -> [[String]] { [header] + entries.flatMap(rows) }

  private static func rows(_ entry: GlossaryEntry) -> [[String]] {
    var rows: [[String]] = []
    func add(_ language: LanguageTag?, _ term: Term?, definition: String) {
      let isFirst = rows.isEmpty
      rows.append([
        entry.identifier, language.map(FileLanguage.tag) ?? "", term?.text ?? "", term?.status.rawValue ?? "",
        term?.partOfSpeech ?? "", ListCell.join(term?.forms ?? []),
        term?.isCaseSensitive == true ? "yes" : "",
        term?.note ?? "", definition, isFirst ? entry.domain : "", isFirst ? entry.note : "",
        isFirst ? entry.source : "", isFirst && entry.isUntranslatable ? "no" : "",
      ])
    }
    let (general, languages) = entry.sections
    for definition in general { add(definition.language, nil, definition: definition.text) }
    for section in languages {
      for (index, term) in section.terms.enumerated() {
        add(section.language, term, definition: index == 0 ? section.definitions.first?.text ?? "" : "")
      }
      for definition in section.definitions.dropFirst() {
        add(section.language, nil, definition: definition.text)
      }
    }
    if rows.isEmpty { add(nil, nil, definition: "") }
    return rows
  }
}

/// Several texts in one cell with `|` between them; `\|` is a bar inside a text and `\\` a backslash.
enum ListCell {
  static func join(_ texts: [String]) -> String {
    texts.map { $0.replacing("\\", with: "\\\\").replacing("|", with: "\\|") }.joined(separator: "|")
  }

  static func split(_ cell: String) -> [String] {
    var result: [String] = []
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in cell.unicodeScalars {
      if isEscaped {
        if scalar != "|", scalar != "\\" { text.append("\\") }
        text.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "|" {
        result.append(FieldText.line(String(text)))
        text = String.UnicodeScalarView()
      } else {
        text.append(scalar)
      }
    }
    if isEscaped { text.append("\\") }
    result.append(FieldText.line(String(text)))
    return result.filter { !$0.isEmpty }
  }
}
