internal import Chasqui
internal import Hummingbird
internal import Text

/// The addresses of Apertium's APy, which OmegaT, Weblate and Okapi Tikal can call.
struct ApertiumRoutes: Sendable {
  let services: Services

  /// Adds all but `POST /translate`, which LibreTranslate has too; it hands over what is for `translate`.
  func add(to router: some RouterMethods<ServerRequestContext>) {
    let group = router.group().add(
      middleware: ErrorMiddleware(dialect: ApertiumDialect(), metrics: services.metrics))
    group.get("/translate") { request, context in
      let form = try await form(request)
      // Without a pair it is LibreTranslate's address, which takes POST only.
      guard form.has("langpair") else {
        var response = LibreTranslateDialect().response(
          to: .methodNotAllowed("Without a langpair, this address knows only POST."),
          requestID: context.requestID)
        response.headers[.allow] = "OPTIONS, POST"
        return response
      }
      return try await answer(form, context)
    }
    group.get("/listPairs") { _, _ in pairs() }
    group.get("/listLanguageNames") { request, _ in try await names(request) }
    group.get("/identifyLang") { request, context in try await identify(request, context) }
    group.post("/identifyLang") { request, context in try await identify(request, context) }
  }

  /// The answer to a `POST /translate` with a `langpair`; errors are in the dialect too.
  func translate(_ form: FormBody, _ request: Request, _ context: ServerRequestContext) async throws
    -> Response
  {
    try await ErrorMiddleware(dialect: ApertiumDialect(), metrics: services.metrics).handle(
      request, context: context
    ) { _, context in
      try await answer(form, context)
    }
  }

  private func form(_ request: Request) async throws -> FormBody {
    try await FormBody(request, limit: services.configuration.maximumBodyBytes)
  }

  private struct Translated: Encodable {
    var translatedText: String
  }

  private func answer(_ form: FormBody, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .translate, key: try form.text("key"))
    let pair = try pair(form)
    guard let text = try form.text("q") else {
      throw ServiceError.invalid(field: "q", "This field is missing.")
    }
    let marks = try form.text("markUnknown").map { ["yes", "true", "1"].contains($0.lowercased()) } ?? true
    try services.translation.check([text])
    guard text.hasWords else { return Response.json(ApertiumReply(Translated(translatedText: text))) }
    var order = TranslationOrder(texts: [text], source: pair.source, target: pair.target)
    order.glossaries = services.configuration.glossaries
    return try await services.charging(order.characters, to: caller) {
      try await services.answering(context) { limits in
        let outcome = try await services.translation.translate(order, limits: limits)[0]
        var translated = outcome.text
        if marks, outcome.sentences.contains(where: { !$0.best.unknownWords.isEmpty }) {
          translated = try await services.decoding.run(limits: limits) { outcome.markingUnknownWords() }
        }
        return Response.json(ApertiumReply(Translated(translatedText: translated)))
      }
    }
  }

  /// The languages of `langpair`, such as `eng|spa`.
  private func pair(_ form: FormBody) throws(ServiceError) -> (source: LanguageTag, target: LanguageTag) {
    let codes = (try form.text("langpair") ?? "").split(separator: "|", omittingEmptySubsequences: false)
    guard codes.count == 2, let source = try? LanguageTag(String(codes[0])),
      let target = try? LanguageTag(String(codes[1]))
    else {
      throw .invalid(field: "langpair", "This must be two language codes, such as eng|spa.")
    }
    guard services.registry.current.route(from: source, to: target) != nil else {
      throw .unsupportedPair(source: source.code, target: target.code)
    }
    return (source, target)
  }

  private struct Pair: Encodable {
    var sourceLanguage: String
    var targetLanguage: String
  }

  private func pairs() -> Response {
    let models = services.registry.current
    return Response.json(
      ApertiumReply(
        models.sources.flatMap { source in
          models.targets(from: source).map {
            Pair(sourceLanguage: source.code, targetLanguage: $0.code)
          }
        }))
  }

  /// `GET /listLanguageNames?locale=es&languages=eng+spa`; all that are served without `languages`.
  private func names(_ request: Request) async throws -> Response {
    let form = try await form(request)
    guard let locale = try? LanguageTag(try form.text("locale") ?? "en") else {
      throw ServiceError.invalid(field: "locale", "This must be a language, such as es.")
    }
    let codes =
      try form.text("languages")?.split(separator: " ").map(String.init)
      ?? services.registry.current.languages.map(\.code)
    try services.translation.check(codes)
    var names: [String: String] = [:]
    for code in codes {
      if let language = try? LanguageTag(code) { names[code] = language.name(in: locale.bcp47) }
    }
    return Response.json(names)
  }

  private func identify(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let form = try await form(request)
    _ = try await services.enter(context, scope: .translate, key: try form.text("key"))
    guard let text = try form.text("q") else {
      throw ServiceError.invalid(field: "q", "This field is missing.")
    }
    try services.translation.check([text])
    return try await services.answering(context) { limits in
      var shares: [String: Double] = [:]
      for guess in try await services.translation.detect(text, limits: limits) {
        shares[guess.language] = guess.confidence.rounded(places: 4)
      }
      return Response.json(shares)
    }
  }
}
