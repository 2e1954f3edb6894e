internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Terminology
private import Text

/// `/v2/glossaries`: glossaries of one dictionary each. One that has several is shown with its first.
struct DeepLGlossaryRoutes: Sendable {
  let services: Services
  let desk: GlossaryDesk?

  func add(to group: RouterGroup<ServerRequestContext>) {
    group.get("/glossaries") { _, context in try await list(context) }
    group.post("/glossaries") { request, context in try await create(request, context) }
    group.get("/glossaries/{id}") { _, context in try await show(context) }
    group.delete("/glossaries/{id}") { _, context in
      try await services.removeGlossary(context, desk)
    }
    group.get("/glossaries/{id}/entries") { request, context in try await entries(request, context) }
  }

  private struct Info: Encodable {
    var id: String
    var name: String
    var ready = true
    var source: String
    var target: String
    var created: String
    var entryCount: Int

    private enum CodingKeys: String, CodingKey {
      case id = "glossary_id"
      case name, ready
      case source = "source_lang"
      case target = "target_lang"
      case created = "creation_time"
      case entryCount = "entry_count"
    }

    /// nil for a glossary without a dictionary.
    init?(_ description: GlossaryDesk.Description) {
      guard let dictionary = description.mainDictionary else { return nil }
      id = description.id
      name = description.name
      source = DeepLLanguage.code(dictionary.pair.source).lowercased()
      target = DeepLLanguage.code(dictionary.pair.target).lowercased()
      created = DeepLTime.text(description.created)
      entryCount = dictionary.entryCount
    }
  }

  private struct List: Encodable {
    var glossaries: [Info]
  }

  private struct Creation: Decodable {
    var name: String
    var source: String
    var target: String
    var entries: String
    var format: String

    private enum CodingKeys: String, CodingKey {
      case name, entries
      case source = "source_lang"
      case target = "target_lang"
      case format = "entries_format"
    }
  }

  private func list(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let all = try await services.atDesk(desk) { try $0.all() }
    return Response.json(List(glossaries: all.compactMap(Info.init)))
  }

  private func create(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let body = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    let caller = try await services.enter(context, scope: .edit)
    let name = try body.required("name")
    let dictionary = try GlossaryDesk.NewDictionary(
      source: try body.required("source_lang"), target: try body.required("target_lang"),
      entries: try body.required("entries"), format: try body.required("entries_format"))
    let description = try await services.editAtDesk(desk) {
      try $0.create(name: name, [dictionary], author: caller.name)
    }
    return Response.json(Info(description), status: .created)
  }

  private func show(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let id = try context.parameters.require("id")
    let description = try await services.atDesk(desk) { try $0.description(of: id) }
    guard let info = Info(description) else { throw ServiceError.notFound("Glossary not found.") }
    return Response.json(info)
  }

  private func entries(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let accepted = request.headers[.accept] ?? "*/*"
    guard ["text/tab-separated-values", "text/*", "*/*"].contains(where: accepted.lowercased().contains)
    else {
      throw ServiceError.unsupportedMediaType("No supported media type specified in Accept header.")
    }
    let id = try context.parameters.require("id")
    let entries = try await services.atDesk(desk) { desk in
      guard let dictionary = try desk.description(of: id).mainDictionary else {
        throw ServiceError.notFound("Glossary not found.")
      }
      return try desk.entries(of: id, dictionary.pair)
    }
    return Response(
      status: .ok, headers: [.contentType: "text/tab-separated-values; charset=UTF-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: entries.tsv)))
  }
}

extension GlossaryDesk.Description {
  /// The dictionary that stands for the glossary where there can be only one.
  var mainDictionary: GlossaryDesk.DictionaryCount? { dictionaries.first }
}

extension GlossaryDesk.NewDictionary {
  /// - Throws: `ServiceError` that names the field that cannot be.
  init(source: String, target: String, entries text: String, format: String) throws(ServiceError) {
    pair = try DictionaryPair(named: source, target)
    guard let format = DictionaryEntries.Format(rawValue: format) else {
      throw .invalid(field: "entries_format", "This must be tsv or csv.")
    }
    entries = try DictionaryEntries(text, format: format, pair: pair)
  }
}

extension DictionaryPair {
  /// The pair that a client names; regions do not count.
  ///
  /// - Throws: `ServiceError` that names the field that is no language.
  init(named source: String, _ target: String) throws(ServiceError) {
    self.init(
      source: try DeepLLanguage.tag(source, field: "source").code,
      target: try DeepLLanguage.tag(target, field: "target").code)
    guard self.source != self.target else {
      throw .invalid(field: "target_lang", "Unsupported glossary source and target language pair.")
    }
  }
}

extension Services {
  /// Does `work` with the glossaries, on the threads that may wait for the disk.
  func atDesk<Value: Sendable>(
    _ desk: GlossaryDesk?, _ work: @escaping @Sendable (GlossaryDesk) throws -> Value
  ) async throws -> Value {
    guard let desk else { throw ServiceError.storageUnavailable("The database cannot be used now.") }
    return try await storage.run { try work(desk) }
  }

  /// As `atDesk`, for work that edits glossaries: the next request knows what it did.
  func editAtDesk<Value: Sendable>(
    _ desk: GlossaryDesk?, _ work: @escaping @Sendable (GlossaryDesk) throws -> Value
  ) async throws -> Value {
    try await atDesk(desk) { [registry] desk in
      defer { registry.noteEdit() }
      return try work(desk)
    }
  }

  /// Answers `DELETE …/glossaries/{id}`.
  func removeGlossary(_ context: ServerRequestContext, _ desk: GlossaryDesk?) async throws -> Response {
    let caller = try await enter(context, scope: .edit)
    let id = try context.parameters.require("id")
    try await editAtDesk(desk) { try $0.remove(id, author: caller.name) }
    return Response(status: .noContent)
  }
}

extension FormBody {
  /// - Throws: `ServiceError.invalid` if the field is missing, empty or no text.
  func required(_ name: String) throws(ServiceError) -> String {
    guard let text = try text(name), !text.isEmpty else {
      throw .invalid(field: name, "Missing or invalid argument: \(name).")
    }
    return text
  }
}

/// Times as DeepL's API writes them: with a fraction, without which its clients cannot read them.
enum DeepLTime {
  static func text(_ time: Date) -> String {
    time.formatted(
      .iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: true))
  }
}
