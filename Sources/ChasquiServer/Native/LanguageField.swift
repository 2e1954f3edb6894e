internal import Text

/// A language in a request that translates nothing: any language will do, whether a model serves it or not.
enum LanguageField {
  /// - Throws: `ServiceError.invalid` for what is no language.
  static func language(_ text: String, field: String) throws(ServiceError) -> LanguageTag {
    guard let language = try? LanguageTag(text) else {
      throw .invalid(
        field: field,
        "\(text.prefix(40)) is no language. Write it as in BCP 47 (es, pt-BR, gn) or ISO 639-3 (spa).")
    }
    return language
  }
}
