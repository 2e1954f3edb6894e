internal import Hummingbird
internal import Terminology

/// Who changed what, and undoing it.
struct ChangeRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/v1/changes") { request, context in
      try await page(request, context) { store, before, limit in
        try store.history(before: before, limit: limit)
      }
    }
    router.get("/v1/changes/{number}") { _, context in try await show(context) }
    router.post("/v1/changes/{number}/undo") { request, context in try await undo(request, context) }
    router.get("/v1/glossaries/{name}/history") { request, context in
      let name = try context.name("name")
      return try await page(request, context) { store, before, limit in
        try store.history(of: name, before: before, limit: limit)
      }
    }
    router.get("/v1/glossaries/{name}/entries/{id}/history") { _, context in
      try await entryHistory(context)
    }
  }

  private struct Page: Encodable {
    var changes: [ChangeRecord]
    /// What `before` says to get the next page; none at the end.
    var next: Int64?
  }

  private func page(
    _ request: Request, _ context: ServerRequestContext,
    _ read: @escaping @Sendable (GlossaryStore, Int64?, Int) throws -> [ChangeRecord]
  ) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let query = try QueryFields(request)
    let limit = try query.limit()
    let before = try query.number("before", in: 0...Int64.max)
    let changes = try await services.glossaries(context) { try read($0, before, limit + 1) }
    return Response.json(
      Page(
        changes: Array(changes.prefix(limit)),
        next: changes.count > limit ? changes[limit - 1].number : nil))
  }

  private struct EntryChanges: Encodable {
    var changes: [EntryChange]
  }

  private func show(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let number = try context.number("number")
    return Response.json(
      EntryChanges(changes: try await services.glossaries(context) { try $0.entryChanges(of: number) }))
  }

  private func entryHistory(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let (name, identifier) = (try context.name("name"), try context.name("id"))
    return Response.json(
      EntryChanges(
        changes: try await services.glossaries(context) { try $0.history(of: identifier, in: name) }))
  }

  private func undo(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let number = try context.number("number")
    let policy: UndoPolicy = try QueryFields(request).flag("overwrite") ? .overwrite : .refuse
    return Response.json(
      try await services.editGlossaries(context) {
        try $0.undo(number, author: caller.name, policy: policy)
      })
  }
}
