internal import HTTPTypes
internal import Hummingbird

/// Answers the methods that an address does not know with 405 and those that it knows (RFC 9110, 15.5.6), where
/// the router would say that there is no such address.
enum MethodGuard {
  private static let methods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect, .init("QUERY")!,
  ]

  /// To be called when all routes are there.
  static func add(to router: Router<ServerRequestContext>) {
    let known = Dictionary(grouping: router.routes, by: { $0.path.description })
    for routes in known.values {
      var methods = Set(routes.map(\.method))
      if methods.contains(.get) { methods.insert(.head) }
      let allowed = (methods.map(\.rawValue) + ["OPTIONS"]).sorted().joined(separator: ", ")
      let dialect = AddressDialect.dialect(of: routes[0].path.description)
      for method in Self.methods where !methods.contains(method) {
        router.on(routes[0].path, method: method) { _, context in
          guard method != .options else { return Response(status: .noContent, headers: [.allow: allowed]) }
          var response = dialect.response(
            to: .methodNotAllowed("This address knows only \(allowed)."), requestID: context.requestID)
          response.headers[.allow] = allowed
          return response
        }
      }
    }
  }
}
