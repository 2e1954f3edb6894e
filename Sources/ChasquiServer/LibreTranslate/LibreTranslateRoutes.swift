internal import Hummingbird
internal import Text

/// The addresses of LibreTranslate, so that its clients work here: libretranslatepy, Weblate, browser
/// extensions.
struct LibreTranslateRoutes: Sendable {
  let services: Services
  /// Answers for `POST /translate` with a `langpair`, which is Apertium's.
  let apertium: ApertiumRoutes

  init(services: Services) {
    self.services = services
    apertium = ApertiumRoutes(services: services)
  }

  func add(to router: some RouterMethods<ServerRequestContext>) {
    let group = router.group().add(
      middleware: ErrorMiddleware(dialect: LibreTranslateDialect(), metrics: services.metrics))
    group.post("/translate") { request, context in try await translate(request, context) }
    group.post("/detect") { request, context in try await detect(request, context) }
    group.get("/languages") { _, _ in
      Response.json(LibreTranslateLanguages.all(services.registry.current))
    }
    group.get("/frontend/settings") { _, _ in Response.json(LibreTranslateSettings(services)) }
    group.post("/suggest") { request, context in try await suggest(request, context) }
    addFiles(to: group)
    group.get("/spec") { _, _ in LibreTranslateSpecification.response }
    apertium.add(to: router)
  }

  private func translate(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let form = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    if form.has("langpair") { return try await apertium.translate(form, request, context) }
    let caller = try await services.enter(context, form: form, scope: .translate)
    let wanted = try LibreTranslateRequest(form, services)
    let order = wanted.order(services)
    return try await services.charging(order.characters, to: caller) {
      try await services.answering(context) { limits in
        let outcomes = try await services.translation.translate(order, limits: limits)
        return Response.json(LibreTranslateReply(wanted, outcomes))
      }
    }
  }

  private func detect(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let form = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    _ = try await services.enter(context, form: form, scope: .translate)
    let texts = try LibreTranslateRequest.texts(form)
    try services.translation.check(texts)
    return try await services.answering(context) { limits in
      let guesses = try await services.translation.detect(texts.joined(separator: "\n"), limits: limits)
      let detected = guesses.map(LibreTranslateReply.Detected.init)
      return Response.json(detected.isEmpty ? [.unknown] : detected)
    }
  }
}

extension Services {
  /// As `enter`, with the key of the body or the query; a wrong key is forbidden, a missing one a request that
  /// is not whole, as LibreTranslate has it.
  func enter(_ context: ServerRequestContext, form: FormBody, scope: AccessScope) async throws -> Caller {
    let key = try form.text("api_key").flatMap { $0.isEmpty ? nil : $0 }
    do {
      return try await enter(context, scope: scope, key: key)
    } catch ServiceError.unauthorized(let text) {
      guard key != nil || context.presentedKey != nil else {
        throw ServiceError.invalid(field: nil, "\(text) The field api_key may hold it as well.")
      }
      throw ServiceError.forbidden("Invalid API key")
    }
  }
}
