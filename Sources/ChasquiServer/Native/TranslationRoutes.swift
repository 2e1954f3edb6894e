internal import Documents
private import Foundation
internal import Hummingbird
internal import NIOCore
internal import NIOFoundationCompat
internal import Text

/// `/v1/translate`, `/v1/detect`: the native API's translations.
struct TranslationRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.post("/v1/translate") { request, context in try await translate(request, context) }
    router.post("/v1/translate/stream") { request, context in try await stream(request, context) }
    router.post("/v1/detect") { request, context in try await detect(request, context) }
  }

  private struct Translations: Encodable {
    var translations: [TranslationReply]
  }

  private func translate(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let body = try await services.decode(TranslateRequest.self, request)
    let order = try body.order(services)
    let details = try body.details()
    let caller = try await services.enter(context, scope: .translate)
    try services.translation.check(order)
    try await services.checkGlossaries(order.glossaries, context)
    return try await services.charging(order.characters, to: caller) {
      try await services.answering(context) { limits in
        let outcomes = try await services.translation.translate(order, limits: limits)
        guard details.isEmpty else {
          // Evidence has to be found in the corpora.
          return try await services.decoding.run(limits: limits) { reply(outcomes, order, body, details) }
        }
        return reply(outcomes, order, body, details)
      }
    }
  }

  private func reply(
    _ outcomes: [TextOutcome], _ order: TranslationOrder, _ body: TranslateRequest,
    _ details: Set<TranslateRequest.Detail>
  ) -> Response {
    Response.json(
      Translations(
        translations: zip(outcomes, order.texts).map { outcome, text in
          TranslationReply(outcome, of: text, details: details, alternatives: body.alternatives != nil)
        }))
  }

  private func stream(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let body = try await services.decode(TranslateRequest.self, request)
    guard case .one(let text) = body.text else {
      throw ServiceError.invalid(field: "text", "A stream translates one text, as a string.")
    }
    let order = try body.order(services)
    guard order.format == .text else {
      throw ServiceError.invalid(field: "format", "A stream translates plain text.")
    }
    let limits = services.limits(context)
    let caller = try await services.enter(context, scope: .translate)
    try services.translation.check(order)
    try await services.checkGlossaries(order.glossaries, context)
    return try await services.charging(order.characters, to: caller) { charge in
      let stream = try await TranslationStream(order, text: text, services.translation, limits: limits)
      return stream.response(
        requestID: context.requestID, charge: StreamCharge(charge, of: services.access.usage))
    }
  }

  private struct DetectRequest: Decodable {
    var text: TranslateRequest.Texts
  }

  private struct Detections: Encodable {
    var detections: [[TranslationReply.Detected]]
  }

  private func detect(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
    let body = try await services.decode(DetectRequest.self, request)
    _ = try await services.enter(context, scope: .translate)
    try services.translation.check(
      TranslationOrder(texts: body.text.all, target: try TranslateRequest.language("es", field: "target")))
    return try await services.answering(context) { limits in
      var detections: [[TranslationReply.Detected]] = []
      for text in body.text.all {
        let guesses = try await services.translation.detect(text, limits: limits)
        detections.append(guesses.map(TranslationReply.Detected.init))
      }
      return Response.json(Detections(detections: detections))
    }
  }
}

extension Services {
  /// The body of a request in JSON.
  ///
  /// - Parameter limit: bytes; nil for what the operator allows.
  /// - Throws: `ServiceError` that names the field that is wrong.
  func decode<Value: Decodable>(_ type: Value.Type, _ request: Request, limit: Int? = nil) async throws
    -> Value
  {
    let type = request.mediaType
    guard type.isEmpty || type == "application/json" || type.hasSuffix("+json") else {
      throw ServiceError.unsupportedMediaType("This address takes application/json.")
    }
    let buffer = try await request.bytes(limit: min(limit ?? .max, configuration.maximumBodyBytes))
    do {
      return try JSONDecoder().decode(Value.self, from: Data(buffer: buffer))
    } catch {
      throw ServiceError(error)
    }
  }
}
