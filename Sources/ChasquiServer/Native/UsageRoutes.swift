internal import Hummingbird

/// `/v1/usage`: what the caller has used this month.
struct UsageRoutes: Sendable {
  let services: Services

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/v1/usage") { _, context in
      let caller = try await services.enter(context, scope: .translate)
      return Response.json(services.access.usage.usage(of: caller))
    }
  }
}
