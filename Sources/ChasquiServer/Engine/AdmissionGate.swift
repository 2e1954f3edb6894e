internal import Synchronization

/// Lets in as many requests at once as the server can answer in time, and turns the others away at once.
final class AdmissionGate: Sendable {
  let capacity: Int
  private let admitted = Atomic(0)

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// How many requests are in.
  var count: Int { admitted.load(ordering: .relaxed) }

  /// Does `work` if there is room.
  ///
  /// - Throws: `ServiceError.busy` if there is none, or what `work` throws.
  func admit<Value>(_ work: () async throws -> Value) async throws -> Value {
    guard admitted.add(1, ordering: .relaxed).newValue <= capacity else {
      admitted.subtract(1, ordering: .relaxed)
      throw ServiceError.busy(retryAfter: 1)
    }
    defer { admitted.subtract(1, ordering: .relaxed) }
    return try await work()
  }
}
