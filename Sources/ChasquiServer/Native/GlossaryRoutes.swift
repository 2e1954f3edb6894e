internal import HTTPTypes
internal import Hummingbird
internal import Terminology

/// `/v1/glossaries`: the glossaries themselves; `EntryRoutes` has what is in them.
struct GlossaryRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/v1/glossaries") { _, context in try await list(context) }
    router.post("/v1/glossaries") { request, context in try await create(request, context) }
    router.get("/v1/glossaries/{name}") { _, context in try await show(context) }
    router.patch("/v1/glossaries/{name}") { request, context in try await describe(request, context) }
    router.delete("/v1/glossaries/{name}") { _, context in try await remove(context) }
    router.get("/v1/glossaries/{name}/check") { request, context in try await check(request, context) }
    router.post("/v1/glossaries/{name}/import") { request, context in
      try await importFile(request, context)
    }
    router.get("/v1/glossaries/{name}/export") { request, context in try await export(request, context) }
  }

  private struct Glossaries: Encodable {
    var glossaries: [GlossarySummary]
  }

  private func list(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    return Response.json(Glossaries(glossaries: try await services.glossaries(context) { try $0.list() }))
  }

  private func create(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let glossary = try await services.decode(GlossaryRequest.self, request, limit: EntryRequest.mostBytes)
      .glossary()
    let summary = try await services.editGlossaries(context) { store in
      do {
        try store.create(glossary, author: caller.name)
      } catch {
        throw Self.naming(error)
      }
      return try store.summary(of: glossary.name)
    }
    return Response.json(summary, status: .created).located("v1", "glossaries", glossary.name)
  }

  private func show(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let name = try context.name("name")
    return Response.json(try await services.glossaries(context) { try $0.summary(of: name) })
  }

  private func describe(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let name = try context.name("name")
    let body = try await services.decode(GlossaryRequest.self, request, limit: EntryRequest.mostBytes)
    if let newName = body.name { try FieldRules.check(newName, "name", longest: 100) }
    _ = try body.applied(to: Glossary(name: name))
    return Response.json(
      try await services.editGlossaries(context) { try Self.describe(name, body, $0, author: caller.name) })
  }

  private static func describe(
    _ name: String, _ body: GlossaryRequest, _ store: GlossaryStore, author: String
  ) throws -> GlossarySummary {
    var glossary = try store.summary(of: name).glossary
    // The name first: it alone may be refused.
    if let newName = body.name, newName != name {
      do {
        try store.rename(name, to: newName, author: author)
      } catch {
        throw naming(error)
      }
      glossary.name = newName
    }
    let described = try body.applied(to: glossary)
    if described != glossary { try store.describe(described, author: author) }
    return try store.summary(of: glossary.name)
  }

  private func remove(_ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let name = try context.name("name")
    return Response.json(
      try await services.editGlossaries(context) { try $0.remove(name, author: caller.name) })
  }

  /// The error as the client gets it where only the name can be at fault.
  private static func naming(_ error: any Error) -> any Error {
    guard let error = error as? TerminologyError, error.reason == .argument else { return error }
    return ServiceError.invalid(field: "name", "\(error.message) \(error.advice)")
  }
}
