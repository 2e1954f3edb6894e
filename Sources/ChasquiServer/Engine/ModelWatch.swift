private import Foundation
internal import ServiceLifecycle

/// Looks at the model store again and again while the server runs.
struct ModelWatch: Service {
  let registry: ModelRegistry
  let pool: WorkerPool
  /// Seconds; 0 for never.
  let interval: Double

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      while interval > 0, !Task.isCancelled {
        do {
          try await Task.sleep(for: .seconds(interval))
        } catch { return }
        try await pool.run { _ = registry.reload() }
      }
      if interval <= 0 { try await gracefulShutdown() }
    }
  }
}
