internal import Chasqui
private import Foundation
internal import Hummingbird
internal import Text

/// `/v1/languages`, `/v1/models`: what is served.
struct LanguageRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/v1/languages") { request, context in
      _ = try await services.enter(context, scope: .translate)
      return try languages(request)
    }
    router.get("/v1/models") { _, context in
      _ = try await services.enter(context, scope: .translate)
      return models()
    }
    router.post("/v1/models/reload") { request, context in
      _ = try await services.enter(context, scope: .admin)
      try await services.storage.run { _ = services.registry.reload() }
      return models()
    }
  }

  private struct Languages: Encodable {
    struct Target: Encodable {
      var code: String
      var models: [String]
      var conventions: [String]
    }

    struct Language: Encodable {
      var code: String
      var name: String
      var nativeName: String
      var targets: [Target]
    }

    var languages: [Language]
  }

  private func languages(_ request: Request) throws -> Response {
    let display = try QueryFields(request).language("display")?.bcp47 ?? "en"
    let set = services.registry.current
    return Response.json(
      Languages(
        languages: set.languages.map { language in
          .init(
            code: language.bcp47, name: language.name(in: display), nativeName: language.nativeName,
            targets: set.targets(from: language).map { target in
              let route = set.route(from: language, to: target) ?? []
              return .init(
                code: target.bcp47, models: route.map(\.name),
                conventions: route.last?.model.conventions ?? [])
            })
        }))
  }

  private struct Models: Encodable {
    struct Corpus: Encodable {
      var name: String
      var licence: String?
      var pairs: Int
    }

    struct Model: Encodable {
      var name: String
      var source: String?
      var target: String?
      var status: String
      var problem: String?
      var created: String?
      var checksum: String?
      var pairs: Int?
      var corpora: [Corpus]?
    }

    var models: [Model]
  }

  private func models() -> Response {
    let set = services.registry.current
    let ready = set.ready.map { loaded -> Models.Model in
      let manifest = loaded.model.manifest
      return Models.Model(
        name: loaded.name, source: loaded.model.sourceLanguage.bcp47,
        target: loaded.model.targetLanguage.bcp47, status: "ready", created: manifest.created,
        checksum: loaded.checksum, pairs: manifest.training.pairs,
        corpora: manifest.corpora.map { .init(name: $0.name, licence: $0.licence, pairs: $0.pairs) })
    }
    let failed = set.failed.map { Models.Model(name: $0.name, status: "failed", problem: $0.problem) }
    return Response.json(Models(models: (ready + failed).sorted { $0.name < $1.name }))
  }
}
