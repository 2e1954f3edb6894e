/// Why a request is not answered as it wishes, in the words of the service; each dialect writes it in its own
/// way.
enum ServiceError: Error, Equatable {
  /// A field is missing or does not mean anything.
  case invalid(field: String?, String)
  case unsupportedLanguage(field: String, String)
  /// No model, and no two models one after another, lead from the source to the target.
  case unsupportedPair(source: String, target: String)
  case textTooLong(characters: Int, limit: Int)
  case tooManyTexts(count: Int, limit: Int)
  case payloadTooLarge(limit: Int)
  case unsupportedMediaType(String)
  case unknownGlossary(String)
  /// With `strict`: these terms cannot be kept.
  case termsNotKept([String])
  /// No key, or one that does not open the door.
  case unauthorized(String)
  /// A key that may not do this, or a caller from elsewhere.
  case forbidden(String)
  case notFound(String)
  case methodNotAllowed(String)
  case conflict(String)
  case rateLimited(retryAfter: Int)
  case quotaExceeded(String, retryAfter: Int? = nil)
  case busy(retryAfter: Int, String? = nil)
  case deadlineExceeded
  /// The client has gone; nobody reads the answer.
  case cancelled
  case modelUnavailable(String)
  case storageUnavailable(String)
  case `internal`

  /// The HTTP status.
  var status: Int {
    switch self {
    case .invalid, .unsupportedLanguage, .unsupportedPair, .unknownGlossary: 400
    case .unauthorized: 401
    case .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .conflict: 409
    case .textTooLong, .tooManyTexts, .payloadTooLarge: 413
    case .unsupportedMediaType: 415
    case .termsNotKept: 422
    case .rateLimited, .quotaExceeded: 429
    case .cancelled: 499
    case .internal: 500
    case .busy, .deadlineExceeded, .modelUnavailable, .storageUnavailable: 503
    }
  }

  /// The name of the problem, for programs.
  var name: String {
    switch self {
    case .invalid: "invalid-request"
    case .unsupportedLanguage: "unsupported-language"
    case .unsupportedPair: "unsupported-pair"
    case .textTooLong: "text-too-long"
    case .tooManyTexts: "too-many-texts"
    case .payloadTooLarge: "payload-too-large"
    case .unsupportedMediaType: "unsupported-media-type"
    case .unknownGlossary: "unknown-glossary"
    case .termsNotKept: "terms-not-kept"
    case .unauthorized: "unauthorized"
    case .forbidden: "forbidden"
    case .notFound: "not-found"
    case .methodNotAllowed: "method-not-allowed"
    case .conflict: "conflict"
    case .rateLimited: "rate-limited"
    case .quotaExceeded: "quota-exceeded"
    case .busy: "busy"
    case .deadlineExceeded: "deadline-exceeded"
    case .cancelled: "cancelled"
    case .modelUnavailable: "model-unavailable"
    case .storageUnavailable: "storage-unavailable"
    case .internal: "internal"
    }
  }

  /// What was wrong and what to do, for people.
  var detail: String {
    switch self {
    case .invalid(_, let text), .unsupportedMediaType(let text), .unauthorized(let text),
      .forbidden(let text), .notFound(let text), .methodNotAllowed(let text), .conflict(let text),
      .quotaExceeded(let text, _), .modelUnavailable(let text), .storageUnavailable(let text):
      text
    case .unsupportedLanguage(_, ""):
      "This field names no language. GET /v1/languages lists those that are served."
    case .unsupportedLanguage(_, let code):
      "The language \(code) is not served here. GET /v1/languages lists those that are."
    case .unsupportedPair(let source, let target):
      "No model leads from \(source) to \(target). GET /v1/languages lists the pairs."
    case .textTooLong(let characters, let limit):
      "The text has \(characters) characters; \(limit) are allowed in a request. Divide it, or send it as a document."
    case .tooManyTexts(let count, let limit):
      "There are \(count) texts; \(limit) are allowed in a request. Divide them."
    case .payloadTooLarge(let limit): "The body is larger than the \(limit) bytes that are allowed."
    case .unknownGlossary(let name): "There is no glossary \(name)."
    case .termsNotKept(let terms):
      "These terms cannot be kept: \(terms.joined(separator: ", ")). Ask without strict to get a translation."
    case .rateLimited(let seconds): "Too many requests. Try again in \(seconds) s."
    case .busy(let seconds, let text):
      text ?? "The server has all the work it can do. Try again in \(seconds) s."
    case .deadlineExceeded: "The translation was not ready in time. Try again, or send less at once."
    case .cancelled: "The client closed the connection."
    case .internal: "The server made a mistake. The request's number is in its log."
    }
  }

  /// The field of the request that is wrong.
  var field: String? {
    switch self {
    case .invalid(let field, _): field
    case .unsupportedLanguage(let field, _): field
    case .unsupportedPair: "target"
    case .textTooLong, .tooManyTexts: "text"
    case .unknownGlossary: "glossaries"
    default: nil
    }
  }

  /// Seconds after which the client may try again.
  var retryAfter: Int? {
    switch self {
    case .rateLimited(let seconds), .busy(let seconds, _): seconds
    case .quotaExceeded(_, let seconds): seconds
    case .deadlineExceeded, .storageUnavailable: 1
    default: nil
    }
  }

  /// What a request that was turned away before any work is counted as.
  var rejection: ServerMetrics.Rejection? {
    switch self {
    case .busy: .busy
    case .deadlineExceeded: .deadline
    case .rateLimited: .rateLimit
    case .quotaExceeded: .quota
    case .unauthorized: .unauthorized
    case .forbidden: .forbidden
    default: nil
    }
  }
}
