internal import Synchronization

/// Lets in as many requests at once as the server can answer in time, and turns the others away at once.
final class AdmissionGate: Sendable {
  let capacity: Int
  private let admitted = Atomic(0)

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// How many requests are in.
  var count: Int { admitted.load(ordering: .relaxed) }

  /// Lets a request in that leaves when its `Admission` is let go of.
  ///
  /// - Throws: `ServiceError.busy` if there is no room.
  func enter() throws(ServiceError) -> Admission {
    guard admitted.add(1, ordering: .relaxed).newValue <= capacity else {
      leave()
      throw .busy(retryAfter: 1)
    }
    return Admission(self)
  }

  /// Does `work` if there is room.
  ///
  /// - Throws: `ServiceError.busy` if there is none, or what `work` throws.
  func admit<Value>(_ work: () async throws -> Value) async throws -> Value {
    let admission = try enter()
    defer { withExtendedLifetime(admission) {} }
    return try await work()
  }

  fileprivate func leave() { admitted.subtract(1, ordering: .relaxed) }
}

/// The place of a request that was let in. It is free again when this object goes.
final class Admission: Sendable {
  private let gate: AdmissionGate

  fileprivate init(_ gate: AdmissionGate) { self.gate = gate }

  deinit { gate.leave() }
}
