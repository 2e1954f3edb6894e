internal import Hummingbird
internal import Terminology
internal import Text

/// `/v3/translation_memories`: the saved translations, as one memory for each source language. They count in
/// every translation, named or not.
struct DeepLMemoryRoutes: Sendable {
  let services: Services

  private static let largestPage = 25
  private static let usualPage = 10

  func add(to group: RouterGroup<ServerRequestContext>) {
    group.get("/translation_memories") { request, context in try await list(request, context) }
    group.get("/translation_memories/{id}") { _, context in try await show(context) }
  }

  private struct Memory: Encodable {
    var id: String
    var name: String
    var source: String
    var targets: [String]
    var segmentCount: Int

    private enum CodingKeys: String, CodingKey {
      case id = "translation_memory_id"
      case name
      case source = "source_language"
      case targets = "target_languages"
      case segmentCount = "segment_count"
    }
  }

  private struct List: Encodable {
    var memories: [Memory]
    var count: Int

    private enum CodingKeys: String, CodingKey {
      case memories = "translation_memories"
      case count = "total_count"
    }
  }

  private func list(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let query = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    let page = try query.integer("page") ?? 0
    let size = try query.integer("page_size") ?? Self.usualPage
    guard page >= 0 else { throw ServiceError.invalid(field: "page", "This must be 0 or more.") }
    guard (1...Self.largestPage).contains(size) else {
      throw ServiceError.invalid(field: "page_size", "This must be from 1 to \(Self.largestPage).")
    }
    let all = try await memories()
    let (start, overflow) = page.multipliedReportingOverflow(by: size)
    return Response.json(
      List(memories: overflow ? [] : Array(all.dropFirst(start).prefix(size)), count: all.count))
  }

  private func show(_ context: ServerRequestContext) async throws -> Response {
    _ = try await services.enter(context, scope: .translate)
    let id = try context.parameters.require("id")
    guard let memory = try await memories().first(where: { $0.id == id.lowercased() }) else {
      throw ServiceError.notFound("Translation memory not found.")
    }
    return Response.json(memory)
  }

  private func memories() async throws -> [Memory] {
    guard let memory = services.memory else { return [] }
    let pairs = try await services.storage.run { try memory.pairs() }
    var result: [Memory] = []
    for pair in pairs {
      let source = DeepLLanguage.code(pair.sourceLanguage.code).lowercased()
      let target = DeepLLanguage.code(pair.targetLanguage.code).lowercased()
      if result.last?.source == source {
        if result[result.count - 1].targets.last != target { result[result.count - 1].targets.append(target) }
        result[result.count - 1].segmentCount += pair.unitCount
      } else {
        result.append(
          Memory(
            id: DeterministicUUID.make("memory", source),
            name: "Saved translations from \(DeepLLanguage.name(pair.sourceLanguage))", source: source,
            targets: [target], segmentCount: pair.unitCount))
      }
    }
    return result
  }
}
