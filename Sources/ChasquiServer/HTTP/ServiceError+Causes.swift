internal import Databases
internal import Documents
private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Storage
internal import Terminology
internal import Text

extension ServiceError {
  /// What an error of the modules below, of the framework or of a decoder means for a client.
  init(_ error: any Error) {
    switch error {
    case let error as ServiceError: self = error
    case let error as TerminologyError: self = Self.terminology(error)
    case let error as AccessError: self = Self.access(error)
    case is DatabaseFileError:
      self = .storageUnavailable("The database of the service cannot be used now.")
    case let error as JobError: self = Self.job(error)
    case let error as DocumentError: self = Self.document(error)
    case let error as StorageError: self = .modelUnavailable("\(error)")
    case let error as DecodingError: self = Self.decoding(error)
    case let error as TextError: self = .invalid(field: nil, "\(error)")
    case is CancellationError: self = .cancelled
    case let error as any HTTPResponseError: self = Self.http(error)
    default: self = .internal
    }
  }

  private static func http(_ error: any HTTPResponseError) -> ServiceError {
    let message = (error as? HTTPError)?.body ?? ""
    return switch error.status.code {
    case 400, 422: .invalid(field: nil, message.isEmpty ? "The request cannot be read." : message)
    case 401: .unauthorized(message)
    case 403: .forbidden(message)
    case 404: .notFound("There is nothing at this address. /openapi.json describes all that there is.")
    case 405: .methodNotAllowed("This address does not know this method.")
    case 413: .payloadTooLarge(limit: 0)
    case 415: .unsupportedMediaType(message)
    default: .internal
    }
  }

  private static func decoding(_ error: DecodingError) -> ServiceError {
    switch error {
    case .keyNotFound(let key, let context):
      .invalid(field: path(context.codingPath + [key]), "This field is missing.")
    case .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? .invalid(field: nil, "The body must not be null.")
        : .invalid(field: path(context.codingPath), "This field must not be null.")
    case .typeMismatch(let type, let context):
      context.codingPath.isEmpty
        ? .invalid(field: nil, "The body must be \(word(for: type)).")
        : .invalid(field: path(context.codingPath), "This field must be \(word(for: type)).")
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? .invalid(
          field: nil,
          "The body is not JSON in UTF-8, or a number in it is too large, or no whole one where it must be."
        )
        : .invalid(field: path(context.codingPath), context.debugDescription)
    @unknown default: .invalid(field: nil, "The body cannot be read.")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
      .replacing(".[", with: "[")
  }

  private static func word(for type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Bool.Type: "true or false"
    case is Int.Type, is Int64.Type: "a whole number"
    case is Double.Type: "a number"
    case is [String: Any].Type: "an object"
    default: "\(type)".hasPrefix("Array") ? "an array" : "another kind of value"
    }
  }
}

extension ServiceError {
  /// Errors of the database do not name its file to clients; it is the operator's affair.
  private static func terminology(_ error: TerminologyError) -> ServiceError {
    let text = error.advice.isEmpty ? error.message : "\(error.message) \(error.advice)"
    return switch error.reason {
    case .missing: .notFound(text)
    case .exists, .conflict: .conflict(text)
    case .malformed, .encoding, .language, .argument:
      .invalid(field: nil, error.line > 0 ? "Line \(error.line): \(text)" : text)
    case .unsupported: .unsupportedMediaType(text)
    case .limit: .invalid(field: nil, text)
    case .locked: .storageUnavailable("The database is in use elsewhere.")
    case .readOnly: .storageUnavailable("The database cannot be written.")
    case .damaged, .tooNew, .inputOutput: .storageUnavailable("The database cannot be used now.")
    }
  }

  private static func access(_ error: AccessError) -> ServiceError {
    switch error {
    case .missingKey, .unknownKey, .revokedKey, .expiredKey: .unauthorized("\(error)")
    case .lacksScope: .forbidden("\(error)")
    case .rateLimited(let seconds): .rateLimited(retryAfter: seconds)
    case .quotaExceeded: .quotaExceeded("\(error)")
    case .dailyQuotaExceeded(_, let seconds): .quotaExceeded("\(error)", retryAfter: seconds)
    }
  }

  private static func job(_ error: JobError) -> ServiceError {
    switch error {
    case .missing: .notFound("\(error)")
    case .notDone: .conflict("\(error)")
    case .tooManyOfOwner, .tooLargeOfOwner: .quotaExceeded("\(error)")
    case .full: .busy(retryAfter: 60, "\(error)")
    case .tooLong: .invalid(field: nil, "\(error)")
    case .database, .file: .storageUnavailable("Documents cannot be stored now.")
    }
  }

  private static func document(_ error: DocumentError) -> ServiceError {
    switch error.reason {
    case .unsupported: .unsupportedMediaType("\(error)")
    default: .invalid(field: nil, "\(error)")
    }
  }
}
