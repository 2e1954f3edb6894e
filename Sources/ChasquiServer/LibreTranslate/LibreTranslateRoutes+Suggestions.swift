internal import Hummingbird
internal import Terminology
internal import Text

extension LibreTranslateRoutes {
  private struct Success: Encodable {
    var success = true
  }

  /// `POST /suggest`: a better translation of `q` is `s`.
  ///
  /// From a caller who may edit it is a correction and counts at once. From others it waits in the translation
  /// memory as a suggestion and changes nothing until somebody who may edit takes it up.
  func suggest(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let form = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    guard services.configuration.suggestions else {
      throw ServiceError.forbidden("Suggestions are switched off on this server.")
    }
    let caller = try await services.enter(context, form: form, scope: .translate)
    let source = try Self.text("q", form)
    let target = try Self.text("s", form)
    let codes = try LibreTranslateRequest.codes(form)
    try FieldRules.checkVisible(source, "q", longest: MemoryRoutes.longestText)
    try FieldRules.checkVisible(target, "s", longest: MemoryRoutes.longestText)
    let languages = try LibreTranslateRequest.languages(codes, services.registry.current)
    try LibreTranslateRequest.checkRoute(languages, services.registry.current)
    var from = languages.source
    if from == nil {
      from = try await services.translation.detect(source, limits: services.limits(context)).first
        .flatMap { try? LanguageTag($0.language) }
    }
    guard let from, from.code != languages.target.code else {
      throw ServiceError.invalid(field: "source", "The language of q must be another than the target.")
    }
    let unit = TranslationUnit(
      sourceLanguage: from, targetLanguage: languages.target, source: source, target: target,
      author: caller.name,
      origin: caller.has(.edit) ? "correction" : TranslationUnit.suggestionOrigin)
    try await services.editMemory(context) { _ = try $0.add(unit, author: caller.name) }
    return Response.json(Success())
  }

  private static func text(_ name: String, _ form: FormBody) throws(ServiceError) -> String {
    guard let text = try form.text(name), !text.isEmpty else {
      throw LibreTranslateDialect.missing(name)
    }
    return form.isJSON ? text : text.replacing("\r\n", with: "\n")
  }
}
