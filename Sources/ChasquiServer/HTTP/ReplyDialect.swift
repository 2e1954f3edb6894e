private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// How a dialect writes an error.
protocol ReplyDialect: Sendable {
  func response(to error: ServiceError, requestID: String) -> Response
}

/// RFC 9457 problem details: the native API, and whatever no other dialect answers for.
struct ProblemDialect: ReplyDialect {
  private struct Problem: Encodable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var field: String?
    var requestId: String
  }

  func response(to error: ServiceError, requestID: String) -> Response {
    let problem = Problem(
      type: "urn:chasqui:problem:\(error.name)",
      title: error.name.replacing("-", with: " ").prefix(1).uppercased()
        + error.name.replacing("-", with: " ").dropFirst(),
      status: error.status, detail: error.detail, field: error.field, requestId: requestID)
    var response = Response.json(problem, status: .init(code: error.status))
    response.headers[.contentType] = "application/problem+json"
    return response
  }
}

extension Response {
  /// A reply in JSON, with sorted keys so that equal replies are equal bytes.
  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(value) else { return Response(status: .internalServerError) }
    return Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
  }
}

/// Writes the errors of the routes below it in the way of their dialect.
struct ErrorMiddleware: RouterMiddleware {
  typealias Context = ServerRequestContext
  /// Nil for the one that the address belongs to.
  let dialect: (any ReplyDialect)?
  let metrics: ServerMetrics

  func handle(
    _ request: Request, context: ServerRequestContext,
    next: (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let reason = ServiceError(error)
      if reason == .internal {
        // The kind of error only: its words may quote what a client sent.
        context.logger.error("An unforeseen error", metadata: ["error": "\(Swift.type(of: error))"])
      }
      if let rejection = reason.rejection { metrics.requestRejected(rejection) }
      let dialect = dialect ?? AddressDialect.dialect(of: request.uri.path)
      var response = dialect.response(to: reason, requestID: context.requestID)
      if let seconds = reason.retryAfter { response.headers[.retryAfter] = String(seconds) }
      if case .unauthorized = reason, response.status == .unauthorized {
        response.headers[.wwwAuthenticate] = "Bearer"
      }
      return response
    }
  }
}
