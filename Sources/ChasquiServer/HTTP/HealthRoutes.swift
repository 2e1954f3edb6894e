internal import HTTPTypes
internal import Hummingbird

/// `/health`: the program runs. `/ready`: it can translate.
struct HealthRoutes: Sendable {
  let services: Services

  private struct Status: Encodable {
    var status: String
    var models: Int?
  }

  func add(to router: some RouterMethods<ServerRequestContext>) {
    router.get("/health") { _, _ in Response.json(Status(status: "ok")) }
    router.get("/ready") { _, _ in
      let count = services.registry.current.ready.count
      return Response.json(
        Status(status: count > 0 ? "ready" : "no model serves", models: count),
        status: count > 0 ? .ok : .serviceUnavailable)
    }
  }
}
