public import Text

/// Glossaries of what every language names: countries, languages, currencies, months and weekdays.
public enum LocaleGlossary {
  /// The glossary of two languages from the Common Locale Data Repository (CLDR) that ICU holds; without
  /// entries where ICU has no data for one of them.
  ///
  /// Identifiers are `country:BO`, `language:ay`, `currency:BOB`, `month:3` (March) and `weekday:1` (Monday; 0
  /// is Sunday). A name with a capital letter matches only as it is written where it is also a common word in
  /// some language, such as May and Turkey; currencies match in any case, as their names are written small
  /// in running text. A country's second name, as in `Myanmar (Burma)`, is admitted.
  public static func document(source: LanguageTag, target: LanguageTag) -> GlossaryDocument {
    GlossaryDocument(
      title: "\(source.englishName) – \(target.englishName): countries, languages, currencies and dates",
      license: "Unicode-3.0", source: "Unicode CLDR, as ICU holds it",
      entries: LocaleTerm.terms(source: source, target: target).map {
        entry($0, source: source, target: target)
      })
  }

  private static func entry(_ names: LocaleTerm, source: LanguageTag, target: LanguageTag) -> GlossaryEntry {
    // Months are counted from 0 there, but not by people.
    let code = names.kind == .month ? (Int(names.code).map { "\($0 + 1)" } ?? names.code) : names.code
    return GlossaryEntry(
      identifier: "\(names.kind.rawValue):\(code)", domain: names.kind.rawValue, source: "CLDR",
      terms: terms(names.source, names.kind, source) + terms(names.target, names.kind, target))
  }

  private static func terms(_ name: String, _ kind: LocaleTerm.Kind, _ language: LanguageTag) -> [Term] {
    let parts = kind == .country ? alternatives(name) : [name]
    return parts.enumerated().map { index, text in
      Term(
        language: language, text: text, partOfSpeech: kind == .country ? "properNoun" : "noun",
        status: index == 0 ? .preferred : .admitted,
        isCaseSensitive: kind != .currency && text.contains(where: \.isUppercase))
    }
  }

  /// `Myanmar (Burma)` as its two names.
  private static func alternatives(_ name: String) -> [String] {
    guard name.hasSuffix(")"), let open = name.firstIndex(of: "(") else { return [name] }
    let parts = [name[..<open], name[open...].dropFirst().dropLast()].map { FieldText.line(String($0)) }
    return parts.allSatisfy { $0.first?.isUppercase == true } ? parts : [name]
  }
}
