public import Hummingbird

/// The HTTP server.
public struct TranslationServer: Sendable {
  public init() {}

  /// Serves until the program is told to end.
  public func run() async throws {
    let router = Router()
    router.get("/health") { _, _ in #"{"status":"ok"}"# }
    try await Application(router: router).runService()
  }
}
