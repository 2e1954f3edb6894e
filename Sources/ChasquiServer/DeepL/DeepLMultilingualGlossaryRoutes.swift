internal import HTTPTypes
internal import Hummingbird
internal import Terminology

/// `/v3/glossaries`: glossaries of several dictionaries, which can be edited.
struct DeepLMultilingualGlossaryRoutes: Sendable {
  let services: Services
  let desk: GlossaryDesk?

  func add(to group: RouterGroup<ServerRequestContext>) {
    group.get("/glossaries") { _, context in try await list(context) }
    group.post("/glossaries") { request, context in try await create(request, context) }
    group.get("/glossaries/{id}") { _, context in try await show(context) }
    group.patch("/glossaries/{id}") { request, context in try await update(request, context) }
    group.delete("/glossaries/{id}") { _, context in
      try await services.removeGlossary(context, desk)
    }
    group.get("/glossaries/{id}/entries") { request, context in try await entries(request, context) }
    group.put("/glossaries/{id}/dictionaries") { request, context in try await replace(request, context) }
    group.delete("/glossaries/{id}/dictionaries") { request, context in
      try await removeDictionary(request, context)
    }
  }

  private struct Dictionary: Encodable {
    var source: String
    var target: String
    var entryCount: Int?
    var entries: String?
    var format: String?

    private enum CodingKeys: String, CodingKey {
      case source = "source_lang"
      case target = "target_lang"
      case entryCount = "entry_count"
      case entries
      case format = "entries_format"
    }

    init(_ pair: DictionaryPair) {
      source = DeepLLanguage.code(pair.source).lowercased()
      target = DeepLLanguage.code(pair.target).lowercased()
    }

    init(_ dictionary: GlossaryDesk.DictionaryCount) {
      self.init(dictionary.pair)
      entryCount = dictionary.entryCount
    }
  }

  private struct Info: Encodable {
    var id: String
    var name: String
    var created: String
    var dictionaries: [Dictionary]

    private enum CodingKeys: String, CodingKey {
      case id = "glossary_id"
      case name
      case created = "creation_time"
      case dictionaries
    }

    init(_ description: GlossaryDesk.Description) {
      id = description.id
      name = description.name
      created = DeepLTime.text(description.created)
      dictionaries = description.dictionaries.map(Dictionary.init)
    }
  }

  private struct List: Encodable {
    var glossaries: [Info]
  }

  private struct Entries: Encodable {
    var dictionaries: [Dictionary]
  }

  /// What is sent of a dictionary.
  private struct Sent: Decodable {
    var source: String
    var target: String
    var entries: String
    var format: String?

    private enum CodingKeys: String, CodingKey {
      case source = "source_lang"
      case target = "target_lang"
      case entries
      case format = "entries_format"
    }

    func read() throws(ServiceError) -> GlossaryDesk.NewDictionary {
      try GlossaryDesk.NewDictionary(
        source: source, target: target, entries: entries, format: format ?? "tsv")
    }
  }

  private struct SentGlossary: Decodable {
    var name: String?
    var dictionaries: [Sent]?

    func read() throws(ServiceError) -> [GlossaryDesk.NewDictionary] {
      var result: [GlossaryDesk.NewDictionary] = []
      for dictionary in dictionaries ?? [] { result.append(try dictionary.read()) }
      return result
    }
  }

  private func list(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let all = try await services.atDesk(desk) { try $0.all() }
    return Response.json(List(glossaries: all.map(Info.init)))
  }

  private func show(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let id = try context.parameters.require("id")
    return Response.json(Info(try await services.atDesk(desk) { try $0.description(of: id) }))
  }

  private func create(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let sent = try await services.decode(SentGlossary.self, request)
    let caller = try await services.enter(context, scope: .edit)
    guard let name = sent.name else { throw ServiceError.invalid(field: "name", "This field is missing.") }
    let dictionaries = try sent.read()
    guard !dictionaries.isEmpty else {
      throw ServiceError.invalid(field: "dictionaries", "Glossary dictionaries must be provided.")
    }
    let description = try await services.editAtDesk(desk) {
      try $0.create(name: name, dictionaries, author: caller.name)
    }
    return Response.json(Info(description), status: .created)
  }

  private func update(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let sent = try await services.decode(SentGlossary.self, request)
    let caller = try await services.enter(context, scope: .edit)
    let id = try context.parameters.require("id")
    let dictionaries = try sent.read()
    let description = try await services.editAtDesk(desk) {
      try $0.update(id, name: sent.name, dictionaries, author: caller.name)
    }
    return Response.json(Info(description))
  }

  private func replace(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let sent = try await services.decode(Sent.self, request)
    let caller = try await services.enter(context, scope: .edit)
    let id = try context.parameters.require("id")
    let dictionary = try sent.read()
    let count = try await services.editAtDesk(desk) { try $0.replace(id, dictionary, author: caller.name) }
    return Response.json(Dictionary(count))
  }

  private func removeDictionary(_ request: Request, _ context: ServerRequestContext) async throws -> Response
  {
    let caller = try await services.enter(context, scope: .edit)
    let id = try context.parameters.require("id")
    let pair = try await pair(request)
    try await services.editAtDesk(desk) { try $0.removeDictionary(pair, of: id, author: caller.name) }
    return Response(status: .noContent)
  }

  private func entries(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let id = try context.parameters.require("id")
    let pair = try await pair(request)
    let entries = try await services.atDesk(desk) { try $0.entries(of: id, pair) }
    var dictionary = Dictionary(pair)
    dictionary.entries = entries.tsv
    dictionary.format = "tsv"
    return Response.json(Entries(dictionaries: [dictionary]))
  }

  /// The pair that the query names.
  private func pair(_ request: Request) async throws -> DictionaryPair {
    let query = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    return try DictionaryPair(
      named: try query.required("source_lang"), try query.required("target_lang"))
  }
}
