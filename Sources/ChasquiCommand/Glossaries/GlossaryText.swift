private import Foundation
internal import Terminology
internal import Text

/// Entries and changes as people read them on a terminal.
enum GlossaryText {
  /// An entry on one line: `health/bp-1 v3  en: blood pressure | es: presión arterial, tensión arterial`.
  static func line(_ stored: StoredEntry, glossary: String) -> String {
    "\(glossary)/\(stored.entry.identifier)\tv\(stored.version)\t\(terms(stored.entry))"
  }

  /// The terms by language, the first of each language first.
  static func terms(_ entry: GlossaryEntry) -> String {
    var languages: [LanguageTag] = []
    for term in entry.terms where !languages.contains(term.language) { languages.append(term.language) }
    let parts = languages.map { language in
      let terms = entry.terms.filter { $0.language == language }.map { term in
        term.status == .preferred ? term.text : "\(term.text) (\(term.status.rawValue))"
      }
      return "\(language.bcp47): \(terms.joined(separator: ", "))"
    }
    return parts.joined(separator: " | ") + (entry.isUntranslatable ? " [not translated]" : "")
  }

  /// An entry with all that is known of it.
  static func full(_ stored: StoredEntry, glossary: String) -> String {
    let entry = stored.entry
    var lines = ["\(glossary)/\(entry.identifier)  (version \(stored.version))"]
    func add(_ label: String, _ text: String) { if !text.isEmpty { lines.append("  \(label): \(text)") } }
    add("domain", entry.domain)
    if entry.isUntranslatable { lines.append("  is not translated") }
    for definition in entry.definitions {
      add("definition" + (definition.language.map { " (\($0.bcp47))" } ?? ""), definition.text)
    }
    for term in entry.terms {
      var details = [term.status.rawValue]
      if !term.partOfSpeech.isEmpty { details.append(term.partOfSpeech) }
      if term.isCaseSensitive { details.append("case-sensitive") }
      lines.append("  \(term.language.bcp47): \(term.text)  (\(details.joined(separator: ", ")))")
      if !term.forms.isEmpty { lines.append("      forms: " + term.forms.joined(separator: ", ")) }
      if !term.note.isEmpty { lines.append("      note: " + term.note) }
    }
    add("note", entry.note)
    add("source", entry.source)
    return lines.joined(separator: "\n") + "\n"
  }

  static func difference(_ difference: EntryDifference) -> String {
    switch (difference.before, difference.after) {
    case (nil, let after?): "+ \(after.identifier)\t\(terms(after))"
    case (let before?, nil): "- \(before.identifier)\t\(terms(before))"
    case (let before?, let after?):
      terms(before) == terms(after)
        ? "~ \(after.identifier)\t\(terms(after)) (details)"
        : "~ \(after.identifier)\t\(terms(before))  →  \(terms(after))"
    case (nil, nil): ""
    }
  }

  /// A finding on one line: `error health/bp-1 v3, health/bp-7 v1  es: what is wrong. What to do.`
  static func finding(_ finding: GlossaryFinding) -> String {
    let entries = finding.entries.map { "\(finding.glossary)/\($0.identifier) v\($0.version)" }
    let language = finding.language.map { "\($0.bcp47): " } ?? ""
    return "\(finding.severity.rawValue)\t\(entries.joined(separator: ", "))\t"
      + "\(language)\(finding.message) \(finding.advice)"
  }

  static func change(_ record: ChangeRecord) -> String {
    var line = "\(record.number)\t\(record.time.ISO8601Format())\t\(record.author)\t\(verb(record.kind))"
    if !record.glossary.isEmpty { line += " \(record.glossary)" }
    if let undone = record.undone { line += " (change \(undone))" }
    if record.parts > 1 { line += ", \(record.parts) parts" }
    return line
  }

  private static func verb(_ kind: ChangeRecord.Kind) -> String {
    switch kind {
    case .createGlossary: "created"
    case .renameGlossary: "renamed"
    case .describeGlossary: "described"
    case .removeGlossary: "removed"
    case .addEntry: "entry added to"
    case .editEntry: "entry edited in"
    case .removeEntry: "entry removed from"
    case .importEntries: "imported into"
    case .addUnit: "correction added"
    case .editUnit: "correction edited"
    case .removeUnit: "correction removed"
    case .undo: "undone"
    }
  }
}
