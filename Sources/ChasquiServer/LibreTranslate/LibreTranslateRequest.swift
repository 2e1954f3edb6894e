internal import Documents
internal import Text

/// What a client of LibreTranslate wants translated, checked in the order of its contract.
struct LibreTranslateRequest: Sendable {
  var texts: [String]
  /// Whether the texts came as an array.
  var isList: Bool
  /// nil if it is to be detected.
  var source: LanguageTag?
  var target: LanguageTag
  var alternatives: Int
  var format: DocumentFormat

  /// - Throws: `ServiceError` for the first thing that is wrong.
  init(_ form: FormBody, _ services: Services) throws(ServiceError) {
    isList = form.isList("q")
    texts = try Self.texts(form)
    let codes = try Self.codes(form)
    alternatives = try form.integer("alternatives") ?? 0
    guard (0...TranslateRequest.mostAlternatives).contains(alternatives) else {
      throw .invalid(
        field: "alternatives", "This must be from 0 to \(TranslateRequest.mostAlternatives).")
    }
    try services.translation.check(texts)
    (source, target) = try Self.languages(codes, services.registry.current)
    let name = try form.text("format") ?? "text"
    guard let format = DocumentFormat(rawValue: name), [.text, .html].contains(format) else {
      throw .invalid(field: nil, "\(name.prefix(40)) format is not supported")
    }
    self.format = format
    try Self.checkRoute((source, target), services.registry.current)
  }

  /// The texts of `q`. An empty one alone is no text.
  ///
  /// - Throws: `ServiceError.invalid`.
  static func texts(_ form: FormBody) throws(ServiceError) -> [String] {
    let texts = form.isList("q") ? try form.texts("q") ?? [] : try form.text("q").map { [$0] } ?? []
    guard !texts.isEmpty, form.isList("q") || !texts[0].isEmpty else {
      throw LibreTranslateDialect.missing("q")
    }
    return form.isJSON ? texts : texts.map { $0.replacing("\r\n", with: "\n") }
  }

  /// The codes of the languages as they came.
  ///
  /// - Throws: `ServiceError.invalid` if one is missing.
  static func codes(_ form: FormBody) throws(ServiceError) -> (source: String, target: String) {
    guard let source = try form.text("source"), !source.isEmpty else {
      throw LibreTranslateDialect.missing("source")
    }
    guard let target = try form.text("target"), !target.isEmpty else {
      throw LibreTranslateDialect.missing("target")
    }
    return (source, target)
  }

  /// The languages of two codes, of which the first may be `auto`.
  ///
  /// - Throws: `ServiceError` if one of them is not served.
  static func languages(_ codes: (source: String, target: String), _ models: ModelSet)
    throws(ServiceError) -> (source: LanguageTag?, target: LanguageTag)
  {
    var source: LanguageTag?
    if codes.source.lowercased() != "auto" {
      source = try LibreTranslateLanguages.language(codes.source, field: "source", models)
    }
    return (source, try LibreTranslateLanguages.language(codes.target, field: "target", models))
  }

  /// - Throws: `ServiceError.unsupportedPair` if no way leads from one language to the other.
  static func checkRoute(_ pair: (source: LanguageTag?, target: LanguageTag), _ models: ModelSet)
    throws(ServiceError)
  {
    guard let source = pair.source, source.code != pair.target.code,
      models.route(from: source, to: pair.target) == nil
    else { return }
    throw .unsupportedPair(source: source.bcp47, target: pair.target.bcp47)
  }

  /// The order for the texts that have something to translate.
  func order(_ services: Services) -> TranslationOrder {
    var order = TranslationOrder(texts: texts.filter(\.hasWords), source: source, target: target)
    order.format = format
    order.alternatives = alternatives
    order.glossaries = services.configuration.glossaries
    return order
  }
}

extension String {
  /// Tells whether the text has a letter or a digit; without one, as of emoji only, it stays as it is.
  var hasWords: Bool {
    unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}
