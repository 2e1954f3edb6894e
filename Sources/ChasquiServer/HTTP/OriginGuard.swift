internal import HTTPTypes
internal import Hummingbird

/// Cross-origin rules: pages of other origins may translate, but only pages of this server, or of origins that
/// the operator named, may change anything without a key.
///
/// A browser sends no key by itself, so a request with one was meant. Without keys, a page that the user
/// happens to visit could otherwise edit the glossaries of a server on the user's own machine, also under a
/// name of its own that it lets point there; hence the check of `Host`.
struct OriginGuard: RouterMiddleware {
  typealias Context = ServerRequestContext

  /// Origins, or `*`, whose pages may read replies.
  let origins: [String]
  /// Names that `Host` may have, without ports; empty for all.
  let hosts: [String]

  private static let methods = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
  private static let fields = "Authorization, Content-Type, If-Match, X-API-Key, X-Request-ID"

  func handle(
    _ request: Request, context: ServerRequestContext,
    next: (Request, ServerRequestContext) async throws -> Response
  ) async throws -> Response {
    if !hosts.isEmpty, let host = request.head.authority.map(Self.name(of:)), !hosts.contains(host) {
      throw ServiceError.forbidden(
        "This server does not answer to the name \(host). Its operator can allow it with allowedHosts.")
    }
    let origin = request.headers[.origin]
    if request.method == .options, origin != nil,
      request.headers[.accessControlRequestMethod] != nil
    {
      var response = Response(status: .noContent)
      allow(origin, &response)
      response.headers[.accessControlAllowMethods] = Self.methods
      response.headers[.accessControlAllowHeaders] = Self.fields
      response.headers[.accessControlMaxAge] = "86400"
      return response
    }
    if let origin, context.presentedKey == nil, isChange(request), !isOwn(origin, request),
      !origins.contains(origin)
    {
      throw ServiceError.forbidden(
        "Pages of \(origin) may not change anything here without a key. The operator can allow it with corsOrigins."
      )
    }
    var response = try await next(request, context)
    allow(origin, &response)
    return response
  }

  private func allow(_ origin: String?, _ response: inout Response) {
    if origins.contains("*") {
      response.headers[.accessControlAllowOrigin] = "*"
    } else if let origin, origins.contains(origin) {
      response.headers[.accessControlAllowOrigin] = origin
      response.headers[.vary] = "Origin"
    }
    if response.headers[.accessControlAllowOrigin] != nil {
      response.headers[.accessControlExposeHeaders] = "ETag, Location, Retry-After, X-Request-ID"
    }
  }

  /// Tells whether the request may leave something behind. Requests for translations do not.
  private func isChange(_ request: Request) -> Bool {
    guard ![.get, .head, .options].contains(request.method) else { return false }
    let path = request.uri.path
    return !Self.harmless.contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  private static let harmless = [
    "/v1/translate", "/v1/detect", "/translate", "/detect", "/v2/translate", "/v2/languages", "/identifyLang",
    "/languages", "/translate_file",
  ]

  private func isOwn(_ origin: String, _ request: Request) -> Bool {
    guard let authority = request.head.authority else { return false }
    return origin == "http://\(authority)" || origin == "https://\(authority)"
  }

  /// A `Host` without its port.
  private static func name(of authority: String) -> String {
    if authority.hasPrefix("[") { return String(authority.prefix { $0 != "]" }.dropFirst()).lowercased() }
    return String(authority.prefix { $0 != ":" }).lowercased()
  }
}
