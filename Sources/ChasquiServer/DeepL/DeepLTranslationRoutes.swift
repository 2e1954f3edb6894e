internal import Hummingbird
internal import Text

/// `/v2/translate`.
struct DeepLTranslationRoutes: Sendable {
  let services: Services
  let desk: GlossaryDesk?
  private let shared = SharedWork<Key, [TextOutcome]>()

  /// How long a request waits: the clients give up after ten seconds, and what has to be sent takes its time
  /// as well.
  private static let patience = Duration.seconds(9)

  /// What equal requests have in common.
  private struct Key: Hashable {
    var caller: Int64?
    var texts: [String]
    var source: LanguageTag?
    var target: LanguageTag
    var division: TranslationOrder.Division
    var glossaries: [String]
  }

  private struct Translations: Encodable {
    var translations: [Translation]
  }

  private struct Translation: Encodable {
    var detectedSourceLanguage: String
    var text: String
    var billedCharacters: Int
    var modelTypeUsed: String?

    private enum CodingKeys: String, CodingKey {
      case detectedSourceLanguage = "detected_source_language"
      case text
      case billedCharacters = "billed_characters"
      case modelTypeUsed = "model_type_used"
    }
  }

  init(services: Services, desk: GlossaryDesk?) {
    self.services = services
    self.desk = desk
  }

  func add(to group: RouterGroup<ServerRequestContext>) {
    group.post("/translate") { request, context in try await translate(request, context) }
  }

  private func translate(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let body = try await FormBody(request, limit: services.configuration.maximumBodyBytes)
    let caller = try await services.enter(context, scope: .translate)
    let wanted = try DeepLTranslateRequest(body)
    let order = try await order(wanted)
    try services.translation.check(order)
    let key = Key(
      caller: caller.keyID, texts: order.texts, source: order.source, target: order.target,
      division: order.division, glossaries: order.glossaries)
    let deadline = context.arrival + .seconds(services.configuration.deadline)
    let patience = min(Self.patience, .seconds(services.configuration.deadline))
    let outcomes = try await services.answering(context) { limits in
      try await shared.value(for: key, patience: patience, gone: limits.cancellation) { cancellation in
        try await services.charge(order.characters, to: caller)
        return try await services.translation.translate(
          order, limits: WorkLimits(deadline: deadline, cancellation: cancellation))
      }
    }
    return Response.json(
      Translations(
        translations: outcomes.map { outcome in
          Translation(
            detectedSourceLanguage: DeepLLanguage.code(outcome.source.code), text: outcome.text,
            billedCharacters: outcome.characters, modelTypeUsed: wanted.modelType)
        }))
  }

  private func order(_ wanted: DeepLTranslateRequest) async throws -> TranslationOrder {
    var order = TranslationOrder(texts: wanted.texts, source: wanted.source, target: wanted.target)
    order.division = wanted.division
    order.glossaries = services.configuration.glossaries
    if wanted.markup != nil {
      throw ServiceError.invalid(field: "tag_handling", "Text with tags is not translated here yet.")
    }
    if let source = wanted.source, !wanted.glossaryIDs.isEmpty {
      guard let desk else { throw ServiceError.storageUnavailable("The database cannot be used now.") }
      let pair = DictionaryPair(source: source.code, target: wanted.target.code)
      order.glossaries = try await services.storage.run {
        try wanted.glossaryIDs.map { try desk.name(of: $0, with: pair) }
      }
    }
    return order
  }
}
