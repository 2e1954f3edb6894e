internal import HTTPTypes
internal import Hummingbird
internal import Terminology
internal import Text

/// The entries of glossaries: pages of them, one by one, and searching in all.
struct EntryRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/v1/entries") { request, context in try await search(request, context) }
    router.get("/v1/glossaries/{name}/entries") { request, context in try await page(request, context) }
    router.post("/v1/glossaries/{name}/entries") { request, context in try await create(request, context) }
    router.get("/v1/glossaries/{name}/entries/{id}") { _, context in try await show(context) }
    router.put("/v1/glossaries/{name}/entries/{id}") { request, context in
      try await replace(request, context)
    }
    router.delete("/v1/glossaries/{name}/entries/{id}") { request, context in
      try await remove(request, context)
    }
  }

  private struct Hits: Encodable {
    var hits: [SearchHit]
  }

  private func search(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let query = try QueryFields(request)
    guard let text = query.text("q") else {
      throw ServiceError.invalid(field: "q", "Say what to look for.")
    }
    try FieldRules.check(text, "q", longest: 200)
    var options = SearchOptions()
    options.glossaries = try query.list("glossary")
    for text in try query.list("language") {
      options.languages.append(try LanguageField.language(text, field: "language"))
    }
    options.limit = try query.limit(usual: 50)
    let wanted = options
    return Response.json(
      Hits(hits: try await services.glossaries(context) { try $0.search(text, options: wanted) }))
  }

  private struct Page: Encodable {
    var entries: [StoredEntry]
    /// What `after` says to get the next page; none at the end.
    var next: Int64?
  }

  private func page(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let name = try context.name("name")
    let query = try QueryFields(request)
    let limit = try query.limit()
    let start = try query.number("after", in: 0...Int64.max)
    let page = try await services.glossaries(context) { try $0.entries(of: name, from: start, limit: limit) }
    return Response.json(Page(entries: page.entries, next: page.continuation))
  }

  private func create(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let name = try context.name("name")
    let entry = try await services.decode(EntryRequest.self, request, limit: EntryRequest.mostBytes).entry()
    let stored = try await services.editGlossaries(context) {
      try $0.add(entry, to: name, author: caller.name)
    }
    return Response.json(stored, status: .created).tagged(stored.version)
      .located("v1", "glossaries", name, "entries", stored.entry.identifier)
  }

  private func show(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let (name, identifier) = (try context.name("name"), try context.name("id"))
    let stored = try await services.glossaries(context) { try $0.entry(identifier, in: name) }
    return Response.json(stored).tagged(stored.version)
  }

  private func replace(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let (name, identifier) = (try context.name("name"), try context.name("id"))
    let version = try EntityTag.match(request)
    let entry = try await services.decode(EntryRequest.self, request, limit: EntryRequest.mostBytes).entry(
      at: identifier)
    return try await changing(identifier, name, version, context) { store in
      let stored = try store.edit(entry, in: name, version: version, author: caller.name)
      return Response.json(stored).tagged(stored.version)
    }
  }

  private func remove(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let caller = try await services.enter(context, scope: .edit)
    let (name, identifier) = (try context.name("name"), try context.name("id"))
    let version = try EntityTag.match(request)
    return try await changing(identifier, name, version, context) { store in
      Response.json(try store.remove(entry: identifier, from: name, version: version, author: caller.name))
    }
  }

  /// Does `work`, or tells what stands there instead of `version`.
  private func changing(
    _ identifier: String, _ name: String, _ version: Int?, _ context: ServerRequestContext,
    _ work: @escaping @Sendable (GlossaryStore) throws -> Response
  ) async throws -> Response {
    let requestID = context.requestID
    return try await services.editGlossaries(context) { store in
      do {
        return try work(store)
      } catch let error as TerminologyError {
        guard version != nil, error.reason == .conflict || error.reason == .missing,
          let conflict = try? EntryConflict(identifier, in: name, store, requestID: requestID)
        else { throw error }
        return conflict.response
      }
    }
  }
}
