internal import Text

/// An entry with its terms in the form in which they are compared.
struct CheckedEntry: Sendable {
  let stored: StoredEntry
  /// As many as the entry has terms.
  let keys: [String]
  /// For each term those of its forms.
  let formKeys: [[String]]

  init(_ stored: StoredEntry, folding: TextFolding) {
    self.stored = stored
    keys = stored.entry.terms.map { folding.key(of: $0.text, $0) }
    formKeys = stored.entry.terms.map { term in term.forms.map { folding.key(of: $0, term) } }
  }

  var entry: GlossaryEntry { stored.entry }
  var place: GlossaryFinding.Place { GlossaryFinding.Place(stored) }

  /// The terms of a language as a translation would ask for them, each with its key.
  func terms(in language: LanguageTag) -> [(term: Term, key: String)] {
    places(in: language).map { (entry.terms[$0], keys[$0]) }
  }

  /// Where the terms of a language, as a translation would ask for them, stand among those of the entry.
  func places(in language: LanguageTag) -> [Int] {
    let all = entry.terms.indices.filter { entry.terms[$0].language.code == language.code }
    guard !all.isEmpty else { return [] }
    let chosen = entry.terms(in: language).map(\.language)
    return all.filter { chosen.contains(entry.terms[$0].language) }
  }

  /// The keys of the preferred terms of a language.
  func preferredKeys(in language: LanguageTag) -> Set<String> {
    Set(terms(in: language).filter { $0.term.status == .preferred }.map(\.key))
  }
}

extension TextFolding {
  /// What two terms share that match the same text: spelling variants are one, and so is case, unless the
  /// term is case sensitive.
  func key(of text: String, _ term: Term) -> String {
    term.isCaseSensitive ? normalize(text, term.language) : fold(text, term.language)
  }
}
