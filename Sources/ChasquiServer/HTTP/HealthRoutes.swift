internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
private import Storage

/// `/health`: the program runs. `/ready`: it can translate. `/metrics`: how it is doing, for Prometheus.
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
    if services.configuration.metrics { router.get("/metrics") { _, context in try metrics(context) } }
  }

  private func metrics(_ context: ServerRequestContext) throws -> Response {
    if let token = services.configuration.metricsToken {
      // Digests are compared in constant time, whatever the lengths of what they stand for.
      let presented = SHA256Digest(of: (context.presentedKey ?? "").utf8)
      guard presented == SHA256Digest(of: token.utf8) else {
        throw ServiceError.unauthorized("/metrics wants its own token, as Authorization: Bearer TOKEN.")
      }
    }
    return Response(
      status: .ok, headers: [.contentType: PrometheusRegistry.contentType],
      body: ResponseBody(byteBuffer: ByteBuffer(string: services.prometheus.text)))
  }
}
