internal import Documents
internal import Hummingbird
internal import Terminology
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
    var format: DocumentFormat
    var tags: [Set<String>]
    var detectsOutline: Bool

    init(_ order: TranslationOrder, caller: Caller) {
      self.caller = caller.keyID
      texts = order.texts
      source = order.source
      target = order.target
      division = order.division
      glossaries = order.glossaries
      format = order.format
      tags = [order.markup.ignoredTags, order.markup.splittingTags, order.markup.nonSplittingTags]
      detectsOutline = order.markup.detectsOutline
    }
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
    let key = Key(order, caller: caller)
    let deadline = context.arrival + .seconds(services.configuration.deadline)
    let patience = min(Self.patience, .seconds(services.configuration.deadline))
    let outcomes = try await services.answering(context) { limits in
      try await shared.value(for: key, patience: patience, gone: limits.cancellation) { cancellation in
        try await services.charging(order.characters, to: caller) {
          try await services.translation.translate(
            order, limits: WorkLimits(deadline: deadline, cancellation: cancellation))
        }
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
    var order = TranslationOrder(
      texts: wanted.texts, format: wanted.format, markup: wanted.markup, source: wanted.source,
      target: wanted.target)
    order.division = wanted.division
    order.glossaries = try await services.glossaries(wanted, desk)
    return order
  }
}

extension Services {
  /// The names of the glossaries that a request names, or else of those that the operator has named.
  ///
  /// - Throws: `ServiceError` if there is none of an identifier, or it has no dictionary of the language pair.
  func glossaries(_ wanted: DeepLTranslateRequest, _ desk: GlossaryDesk?) async throws -> [String] {
    guard let source = wanted.source, !wanted.glossaryIDs.isEmpty else { return configuration.glossaries }
    let pair = DictionaryPair(source: source.code, target: wanted.target.code)
    return try await atDesk(desk) { desk in
      try wanted.glossaryIDs.map { try desk.name(of: $0, with: pair) }
    }
  }
}
