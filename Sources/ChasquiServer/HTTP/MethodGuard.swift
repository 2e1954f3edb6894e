internal import HTTPTypes
internal import Hummingbird

/// Answers 405 with `Allow` where an address is there but does not take the method; Hummingbird says that
/// nothing is there.
struct MethodGuard: Sendable {
  private static let methods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect, .init("QUERY")!,
  ]

  /// Adds the missing methods of every route that `router` has by now, so call it last.
  ///
  /// A route for whatever nothing else answers for (`**`) stays as it is: under it, most addresses are not
  /// there with any method.
  func add(to router: Router<ServerRequestContext>) {
    var known: [(path: RouterPath, methods: Set<HTTPRequest.Method>)] = []
    for route in router.routes {
      if let index = known.firstIndex(where: { $0.path == route.path }) {
        known[index].methods.insert(route.method)
      } else {
        known.append((route.path, [route.method]))
      }
    }
    for (path, methods) in known where path.components.last != .recursiveWildcard {
      // Hummingbird makes HEAD from GET when it is asked to.
      let served = methods.contains(.get) ? methods.union([.head]) : methods
      let allowed = Self.methods.filter { served.contains($0) || $0 == .options }.map(\.rawValue)
      for method in Self.methods where !served.contains(method) {
        router.on(path, method: method) { _, _ -> Response in
          guard method == .options else { throw ServiceError.methodNotAllowed(allowed: allowed) }
          return Response(status: .noContent, headers: [.allow: allowed.joined(separator: ", ")])
        }
      }
    }
  }
}
