internal import HTTPTypes
internal import Hummingbird

/// `/v2` and `/v3`: what the clients of DeepL's API call. An unchanged client needs another server address and
/// a key, nothing else.
struct DeepLRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    let desk = services.glossaries.map(GlossaryDesk.init(store:))
    for version in ["v2", "v3"] {
      let group = router.group("/\(version)")
        .add(middleware: DeepLTrace())
        .add(middleware: ErrorMiddleware(dialect: DeepLDialect(), metrics: services.metrics))
      if version == "v2" {
        DeepLTranslationRoutes(services: services, desk: desk).add(to: group)
        DeepLDocumentRoutes(services: services, desk: desk).add(to: group)
        DeepLLanguageRoutes(services: services).add(to: group)
        DeepLGlossaryRoutes(services: services, desk: desk).add(to: group)
      } else {
        DeepLMultilingualGlossaryRoutes(services: services, desk: desk).add(to: group)
        DeepLMemoryRoutes(services: services).add(to: group)
      }
      // What DeepL has and this server has not (rephrasing, style rules, …) is refused in its own words.
      for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
        group.on("**", method: method) { _, _ -> Response in
          throw ServiceError.notFound("Not found: this server has no such part of the API.")
        }
      }
    }
  }
}
