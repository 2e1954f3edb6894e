internal import Hummingbird
internal import Text

/// `/v2/languages`, `/v2/glossary-language-pairs`, `/v2/usage`: what there is, and how much of it was used.
struct DeepLLanguageRoutes: Sendable {
  let services: Services

  func add(to group: RouterGroup<ServerRequestContext>) {
    group.get("/languages") { request, context in try await languages(request, context) }
    group.post("/languages") { request, context in try await languages(request, context) }
    group.get("/glossary-language-pairs") { _, context in try await pairs(context) }
    group.get("/usage") { _, context in try await usage(context) }
    group.post("/usage") { _, context in try await usage(context) }
  }

  private struct Language: Encodable {
    var language: String
    var name: String
    var supportsFormality: Bool?

    private enum CodingKeys: String, CodingKey {
      case language, name
      case supportsFormality = "supports_formality"
    }
  }

  /// The python client asks for the targets by GET with a form as its body, others in the query.
  private func languages(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let body = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    _ = try await services.enter(context, scope: .translate)
    let set = services.registry.current
    switch try body.text("type") ?? "source" {
    case "source":
      return Response.json(
        set.sources.map { Language(language: DeepLLanguage.code($0.code), name: DeepLLanguage.name($0)) })
    case "target":
      let targets = set.languages.filter { target in
        set.sources.contains { $0.code != target.code && set.route(from: $0, to: target) != nil }
      }
      return Response.json(
        targets.flatMap(DeepLLanguage.targets).map {
          Language(language: $0.code, name: $0.name, supportsFormality: false)
        })
    default: throw ServiceError.invalid(field: "type", "This must be source or target.")
    }
  }

  private struct Pairs: Encodable {
    struct Pair: Encodable {
      var source: String
      var target: String

      private enum CodingKeys: String, CodingKey {
        case source = "source_lang"
        case target = "target_lang"
      }
    }

    var pairs: [Pair]

    private enum CodingKeys: String, CodingKey { case pairs = "supported_languages" }
  }

  /// Every pair that is served has glossaries.
  private func pairs(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let set = services.registry.current
    return Response.json(
      Pairs(
        pairs: set.sources.flatMap { source in
          set.targets(from: source).map { target in
            .init(
              source: DeepLLanguage.code(source.code).lowercased(),
              target: DeepLLanguage.code(target.code).lowercased())
          }
        }))
  }

  private struct Usage: Encodable {
    var characterCount: Int
    var characterLimit: Int

    private enum CodingKeys: String, CodingKey {
      case characterCount = "character_count"
      case characterLimit = "character_limit"
    }
  }

  /// What DeepL tells callers without a limit: a million millions.
  private static let unlimited = 1_000_000_000_000

  private func usage(_ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .translate)
    return Response.json(
      Usage(
        characterCount: services.access.usage.usage(of: caller).characters,
        characterLimit: caller.limits.charactersPerMonth ?? Self.unlimited))
  }
}
