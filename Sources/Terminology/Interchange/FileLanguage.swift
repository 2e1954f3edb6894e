internal import Text

/// Languages as files name them.
enum FileLanguage {
  /// The language that a tag of a file means; nil if ICU knows none. The regions `XX` and `ZZ`, by which some
  /// files say that they have no region in mind, are dropped.
  static func language(_ tag: String) -> LanguageTag? {
    var parts = FieldText.line(tag).split(whereSeparator: { $0 == "-" || $0 == "_" })
    if parts.count > 1, let last = parts.last?.uppercased(), last == "XX" || last == "ZZ" {
      parts.removeLast()
    }
    guard let first = parts.first, first.utf8.count <= 3, tag.utf8.count <= 40 else { return nil }
    return try? LanguageTag(parts.joined(separator: "-"))
  }

  /// As `language`, for a word that need not be a tag: any three letters might be one, so that ICU must have
  /// a name for it.
  static func namedLanguage(_ tag: String) -> LanguageTag? {
    guard let language = language(tag) else { return nil }
    let base = language.bcp47.split(separator: "-").first.map(String.init) ?? ""
    return language.name(in: "en").hasPrefix(base) && language.nativeName.hasPrefix(base) ? nil : language
  }

  /// The shortest tag by which `language` is read again.
  static func tag(_ language: LanguageTag) -> String {
    let short = language.bcp47
    return (try? LanguageTag(short)) == language ? short : language.description
  }
}
