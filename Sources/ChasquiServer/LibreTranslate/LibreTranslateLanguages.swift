internal import Hummingbird
internal import Text

/// The languages under the codes that LibreTranslate's clients use, which are BCP 47 but for a few.
enum LibreTranslateLanguages {
  /// Codes of its own, in lower case.
  private static let aliases = ["pb": "pt-BR", "zt": "zh-Hant", "zh": "zh-Hans"]

  /// The language of a code.
  ///
  /// - Throws: `ServiceError.unsupportedLanguage` with the code as it came, if no model is for it.
  static func language(_ code: String, field: String, _ models: ModelSet) throws(ServiceError) -> LanguageTag
  {
    let code = String(code.prefix(40))
    guard let language = tag(code),
      models.languages.contains(where: { $0.code == language.code })
    else { throw .unsupportedLanguage(field: field, code) }
    return language
  }

  /// What a code means, whether it is served or not; nil if it means nothing.
  static func tag(_ code: String) -> LanguageTag? {
    try? LanguageTag(aliases[code.lowercased()] ?? code)
  }

  struct Entry: Encodable {
    var code: String
    var name: String
    var targets: [String]
  }

  /// The reply of `/languages`. A text may stay in its language, so each is a target of its own.
  static func all(_ models: ModelSet) -> [Entry] {
    models.languages.map { language in
      Entry(
        code: language.bcp47, name: language.englishName,
        targets: (models.targets(from: language) + [language]).map(\.bcp47).sorted())
    }
  }
}

/// One value for one text, an array for an array of texts.
enum OneOrMany<Value: Encodable & Sendable>: Encodable, Sendable {
  case one(Value)
  case many([Value])

  init(_ values: [Value], isList: Bool) { self = isList ? .many(values) : .one(values[0]) }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .one(let value): try value.encode(to: encoder)
    case .many(let values): try values.encode(to: encoder)
    }
  }
}
