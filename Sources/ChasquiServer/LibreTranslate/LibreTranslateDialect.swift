internal import HTTPTypes
internal import Hummingbird
internal import Text

/// Errors as LibreTranslate writes them: `{"error": text}`, with few statuses.
///
/// Some of the texts are part of its contract: clients look for them.
struct LibreTranslateDialect: ReplyDialect {
  private struct Problem: Encodable {
    var error: String
  }

  func response(to error: ServiceError, requestID: String) -> Response {
    Response.json(Problem(error: Self.text(error)), status: .init(code: Self.status(error)))
  }

  static func missing(_ name: String) -> ServiceError {
    .invalid(field: nil, "Invalid request: missing \(name) parameter")
  }

  private static func status(_ error: ServiceError) -> Int {
    switch error {
    case .textTooLong, .tooManyTexts, .unsupportedMediaType, .termsNotKept: 400
    case .unauthorized: 403
    default: error.status
    }
  }

  private static func text(_ error: ServiceError) -> String {
    switch error {
    case .invalid(let field?, let text): "Invalid request: \(field): \(text)"
    case .textTooLong(let size, let limit), .tooManyTexts(let size, let limit):
      "Invalid request: request (\(size)) exceeds text limit (\(limit))"
    case .unsupportedLanguage(_, let code): "\(code) is not supported"
    case .unsupportedPair(let source, let target):
      "\(name(target)) is not available as a target language from \(name(source))"
    case .rateLimited, .quotaExceeded: "Slowdown: \(error.detail)"
    default: error.detail
    }
  }

  private static func name(_ code: String) -> String {
    (try? LanguageTag(code)).map { "\($0.englishName) (\(code))" } ?? code
  }
}
