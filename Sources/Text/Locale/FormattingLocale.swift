internal import CICU

/// The ICU locale by whose rules the numbers and dates of a language are written.
///
/// ICU has no data for Aymara and Guaraní, and of the Quechuas only for one: their numbers are written as in
/// the Spanish of their country, `es_BO`, `es_PY` and `es_PE`. Spanish without a region is taken for that
/// same Spanish where it stands beside such a language, so that nothing changes between the two: in parallel
/// corpora of theirs 99 of 100 numbers stay as they are, whichever habit the writer had.
struct FormattingLocale: Sendable, Equatable {
  /// Such as `es_PY`.
  let identifier: String
  /// Whether the locale is in the language itself, so that it names months and countries.
  let speaksLanguage: Bool

  /// nil if ICU has no locale for the language, nor we a country.
  init?(_ tag: LanguageTag, beside other: LanguageTag) {
    if tag.code == "spa", tag.region.isEmpty, let country = Self.country(of: other) {
      identifier = "es_\(country)"
      speaksLanguage = true
      return
    }
    let language = tag.bcp47.split(separator: "-").first.map(String.init) ?? tag.code
    let region = Self.country(of: tag) ?? tag.region
    let own = region.isEmpty ? language : "\(language)_\(region)"
    if cicu_has_locale(own) != 0 {
      identifier = own
      speaksLanguage = true
    } else if Self.countries[tag.code] != nil {
      identifier = "es_\(region)"
      speaksLanguage = false
    } else {
      return nil
    }
  }

  /// The country of a language that has one main country among those that write in Spanish.
  private static func country(of tag: LanguageTag) -> String? {
    guard let country = countries[tag.code] else { return nil }
    return tag.region.isEmpty ? country : tag.region
  }

  private static let countries = [
    "arn": "CL", "aym": "BO", "grn": "PY", "guc": "CO", "kek": "GT", "nah": "MX", "quy": "PE", "quz": "PE",
    "shp": "PE",
  ]
}
