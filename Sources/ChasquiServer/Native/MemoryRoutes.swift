private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Terminology
internal import Text

/// `/v1/memory`: corrections, which count in the next translation.
struct MemoryRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/v1/memory") { request, context in try await page(request, context) }
    router.post("/v1/memory") { request, context in try await save(request, context) }
    router.get("/v1/memory/{id}") { _, context in try await show(context) }
    router.put("/v1/memory/{id}") { request, context in try await replace(request, context) }
    router.delete("/v1/memory/{id}") { request, context in try await remove(request, context) }
  }

  private struct Correction: Decodable {
    var source: String
    var target: String
    var sourceText: String
    var targetText: String
  }

  /// A saved translation in the words of the native API.
  private struct Unit: Encodable, Sendable {
    var id: Int64
    var version: Int
    var source: String
    var target: String
    var sourceText: String
    var targetText: String
    var author: String
    var time: Date
    var origin: String

    init(_ stored: StoredUnit) {
      id = stored.number
      version = stored.version
      source = stored.unit.sourceLanguage.bcp47
      target = stored.unit.targetLanguage.bcp47
      sourceText = stored.unit.source
      targetText = stored.unit.target
      author = stored.unit.author
      time = stored.unit.time
      origin = stored.unit.origin
    }
  }

  private struct Page: Encodable {
    var units: [Unit]
    /// What `after` says to get the next page; none at the end.
    var next: Int64?
  }

  /// Of a correction, which is a sentence or a paragraph: code points.
  static let longestText = 5_000

  private func page(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let query = try QueryFields(request)
    let (source, target) = (try query.language("source"), try query.language("target"))
    let after = try query.number("after", in: 1...Int64.max)
    let limit = try query.limit()
    let units = try await services.memory(context) {
      try $0.newestUnits(from: source, to: target, before: after, limit: limit + 1)
    }
    return Response.json(
      Page(
        units: units.prefix(limit).map(Unit.init),
        next: units.count > limit ? units[limit - 1].number : nil))
  }

  private func save(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let unit = try await correction(request, by: caller)
    let stored = try await services.editMemory(context) { try $0.add(unit, author: caller.name) }
    return Response.json(Unit(stored), status: .created).tagged(stored.version)
      .located("v1", "memory", String(stored.number))
  }

  private func show(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let number = try context.number("id")
    let stored = try await services.memory(context) { try $0.unit(number) }
    return Response.json(Unit(stored)).tagged(stored.version)
  }

  private func replace(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let number = try context.number("id")
    let version = try EntityTag.match(request)
    let unit = try await correction(request, by: caller)
    let stored = try await services.editMemory(context) { memory in
      try memory.edit(number, version: version, author: caller.name) { old in
        var unit = unit
        // What the API does not show stays as it was.
        unit.domain = old.domain
        return unit
      }
    }
    return Response.json(Unit(stored)).tagged(stored.version)
  }

  /// What the body of a request says, which shall be saved.
  private func correction(_ request: Request, by caller: Caller) async throws -> TranslationUnit {
    let body = try await services.decode(Correction.self, request, limit: EntryRequest.mostBytes)
    let source = try LanguageField.language(body.source, field: "source")
    let target = try LanguageField.language(body.target, field: "target")
    guard source.code != target.code else {
      throw ServiceError.invalid(field: "target", "This must be another language than the source.")
    }
    try FieldRules.checkVisible(body.sourceText, "sourceText", longest: Self.longestText)
    try FieldRules.checkVisible(body.targetText, "targetText", longest: Self.longestText)
    return TranslationUnit(
      sourceLanguage: source, targetLanguage: target, source: body.sourceText, target: body.targetText,
      author: caller.name, origin: "correction")
  }

  private func remove(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let number = try context.number("id")
    let version = try EntityTag.match(request)
    try await services.editMemory(context) {
      _ = try $0.remove(number, version: version, author: caller.name)
    }
    return Response(status: .noContent)
  }
}
