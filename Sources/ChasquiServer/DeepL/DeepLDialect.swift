internal import HTTPTypes
internal import Hummingbird

/// The errors of DeepL's API: `{"message": …, "detail": …}`, with statuses on which its clients act.
///
/// The clients send again what is answered with 429 or from 500 on, five times; so only what passes by itself
/// gets such a status.
struct DeepLDialect: ReplyDialect {
  private struct Problem: Encodable {
    var message: String
    var detail: String?
  }

  func response(to error: ServiceError, requestID: String) -> Response {
    let problem = Self.problem(error)
    return Response.json(problem, status: .init(code: Self.status(error)))
  }

  static func status(_ error: ServiceError) -> Int {
    switch error {
    // A client that is told 401 does not know what to make of it.
    case .unauthorized: 403
    // DeepL's own, from the unassigned ones.
    case .quotaExceeded: 456
    case .busy: 429
    case .unknownGlossary: 404
    // A damaged model is damaged the next time as well.
    case .termsNotKept, .modelUnavailable: 400
    default: error.status
    }
  }

  private static func problem(_ error: ServiceError) -> Problem {
    switch error {
    case .invalid(let field?, let text):
      Problem(message: "Value for '\(field)' not supported.", detail: text)
    case .unsupportedLanguage(let field, let code):
      Problem(
        message: "Value for '\(name(of: field))' not supported.",
        detail: "The language \(code) is not served here. GET /v2/languages lists those that are.")
    case .unsupportedPair(let source, let target):
      Problem(
        message: "Value for 'target_lang' not supported.",
        detail: "No model leads from \(source) to \(target).")
    case .textTooLong, .tooManyTexts, .payloadTooLarge:
      Problem(message: "Request entity too large.", detail: error.detail)
    case .quotaExceeded(let text, _):
      Problem(message: "Quota for this billing period has been exceeded.", detail: text)
    case .rateLimited, .busy: Problem(message: "Too many requests.", detail: error.detail)
    case .methodNotAllowed: Problem(message: "Method not allowed.", detail: error.detail)
    default: Problem(message: error.detail)
    }
  }

  /// What DeepL's API calls a field.
  private static func name(of field: String) -> String {
    switch field {
    case "source": "source_lang"
    case "target": "target_lang"
    default: field
    }
  }
}

/// Gives each reply the number of its request in the way of DeepL's API.
struct DeepLTrace: RouterMiddleware {
  typealias Context = ServerRequestContext

  func handle(
    _ request: Request, context: ServerRequestContext,
    next: (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.traceID] = context.requestID
    return response
  }
}

extension HTTPField.Name {
  fileprivate static let traceID = Self("X-Trace-ID")!
}
