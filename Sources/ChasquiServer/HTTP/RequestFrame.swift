private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// The outermost step: gives each request its number, and notes how it went. It logs no text, no key and no
/// address.
struct RequestFrame: RouterMiddleware {
  typealias Context = ServerRequestContext
  let metrics: ServerMetrics
  let proxies: ProxyTrust
  let notice: ProxyNotice

  func handle(
    _ request: Request, context: ServerRequestContext,
    next: (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.requestID = Self.number(request.headers[.requestID])
    if notice.isNews(context.address, request.headers) {
      context.logger.warning(
        "Requests come through a proxy that trustedProxies does not name: limits count all its clients as one."
      )
    }
    context.address = proxies.client(context.address, request.headers)
    context.presentedKey = Self.key(request.headers)
    context.logger[metadataKey: "hb.request.id"] = "\(context.requestID)"
    metrics.requestBegan()
    var response: Response
    do {
      response = try await next(request.promising(on: context.connection), context)
    } catch {
      // Nothing throws through the middleware below; a program error must not leave the count wrong.
      response = ProblemDialect().response(to: ServiceError(error), requestID: context.requestID)
    }
    response.headers[.requestID] = context.requestID
    response.headers[.xContentTypeOptions] = "nosniff"
    note(request, response, context)
    return response
  }

  private func note(_ request: Request, _ response: Response, _ context: ServerRequestContext) {
    let nanoseconds = (ContinuousClock.now - context.arrival).nanoseconds
    // The template of the route, not the path: a path may name what a client looked for.
    metrics.requestEnded(
      route: context.endpointPath, method: request.method, status: response.status, nanoseconds: nanoseconds)
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method.rawValue)", "route": "\(context.endpointPath ?? "none")",
        "status": .stringConvertible(response.status.code),
        "milliseconds": .stringConvertible(Double(nanoseconds / 1000) / 1000),
      ])
  }

  /// The client's number for the request, if it is harmless; else one of ours.
  private static func number(_ proposed: String?) -> String {
    if let proposed, (1...64).contains(proposed.utf8.count),
      proposed.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == 45 || $0 == 95 })
    {
      return proposed
    }
    return String(UInt64.random(in: .min ... .max), radix: 36)
  }

  /// The key of a header, in any of the ways of the dialects.
  private static func key(_ headers: HTTPFields) -> String? {
    if let key = headers[.apiKey] { return key }
    guard let value = headers[.authorization] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard parts.count == 2, ["bearer", "deepl-auth-key"].contains(parts[0].lowercased()) else { return "" }
    return parts[1].trimmingCharacters(in: .whitespaces)
  }
}

extension HTTPField.Name {
  static let requestID = Self("X-Request-ID")!
  static let apiKey = Self("X-API-Key")!
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
  }
}

extension Duration {
  /// Whole nanoseconds.
  var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
