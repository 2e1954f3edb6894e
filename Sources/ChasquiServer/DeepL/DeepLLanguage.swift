internal import Text

/// How DeepL's API names languages: in capitals, and English and Portuguese as targets by their regions.
enum DeepLLanguage {
  /// The language that a client names, in any case, with or without a region.
  ///
  /// - Throws: `ServiceError` that names `field` if there is no such language.
  static func tag(_ text: String, field: String) throws(ServiceError) -> LanguageTag {
    guard let tag = try? LanguageTag(text) else {
      throw .unsupportedLanguage(field: field, String(text.prefix(40)))
    }
    return tag
  }

  /// `EN`, `GN`: without a region.
  static func code(_ code: String) -> String {
    (try? LanguageTag(code))?.bcp47.uppercased() ?? code.uppercased()
  }

  /// The English name of a language without its region.
  static func name(_ language: LanguageTag) -> String {
    ((try? LanguageTag(language.code)) ?? language).englishName
  }

  struct Target: Equatable {
    var code: String
    var name: String
  }

  /// A language as a target: the clients refuse `EN` and `PT`, whose regions have to be told.
  static func targets(_ language: LanguageTag) -> [Target] {
    let code = code(language.code)
    guard let regions = regions[language.code] else {
      return [Target(code: code, name: name(language))]
    }
    return regions.map { region in
      Target(
        code: "\(code)-\(region.code)", name: "\(name(language)) (\(region.name))")
    }
  }

  private static let regions: [String: [(code: String, name: String)]] = [
    "eng": [("GB", "British"), ("US", "American")],
    "por": [("BR", "Brazilian"), ("PT", "European")],
  ]
}
