internal import Synchronization

/// Lets in as many requests at once as the server can answer in time, and turns the others away at once.
final class AdmissionGate: Sendable {
  let capacity: Int
  private let admitted = Atomic(0)

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// How many requests are in.
  var count: Int { admitted.load(ordering: .relaxed) }

  /// Lets a request in that leaves when its `Admission` is let go of, at the latest.
  ///
  /// - Throws: `ServiceError.busy` if there is no room.
  func enter() throws(ServiceError) -> Admission {
    guard take() else { throw .busy(retryAfter: 1) }
    return Admission(self)
  }

  /// Does `work` if there is room.
  ///
  /// - Throws: `ServiceError.busy` if there is none, or what `work` throws.
  func admit<Value>(_ work: () async throws -> Value) async throws -> Value {
    let admission = try enter()
    defer { admission.leave() }
    return try await work()
  }

  fileprivate func take() -> Bool {
    guard admitted.add(1, ordering: .relaxed).newValue <= capacity else {
      free()
      return false
    }
    return true
  }

  fileprivate func free() { admitted.subtract(1, ordering: .relaxed) }
}

/// The place of a request that was let in.
final class Admission: Sendable {
  private let gate: AdmissionGate
  private let isIn = Mutex(true)

  fileprivate init(_ gate: AdmissionGate) { self.gate = gate }

  deinit { leave() }

  /// Lets others in while the request waits for something else, such as its client.
  func leave() {
    isIn.withLock { isIn in
      if isIn { gate.free() }
      isIn = false
    }
  }

  /// Takes a place again, as soon as there is one.
  ///
  /// - Throws: `ServiceError.busy` if there is none before `deadline`.
  func enter(before deadline: ContinuousClock.Instant) async throws {
    while !takeAgain() {
      guard ContinuousClock.now < deadline else { throw ServiceError.busy(retryAfter: 1) }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private func takeAgain() -> Bool {
    isIn.withLock { isIn in
      if !isIn { isIn = gate.take() }
      return isIn
    }
  }
}
