internal import Synchronization

/// Work for which several equal requests wait.
///
/// Clients of DeepL's API send a request again after ten seconds without an answer. So a request that waits
/// longer than they do is told to come again while its work goes on, and the one that comes again joins it, or
/// finds it done.
final class SharedWork<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// How many results may wait for somebody who was told to come again.
  private static var mostKept: Int { 64 }

  private struct Flight {
    let number: Int
    let cancellation: Cancellation
    var waiters: [Int: CheckedContinuation<Value, any Error>] = [:]
    /// Whether somebody was told to come again.
    var isExpected = false
    var result: Result<Value, any Error>?
  }

  private struct State {
    var number = 0
    var flights: [Key: Flight] = [:]
  }

  private let state = Mutex(State())
  private let kept: Duration

  /// - Parameter kept: how long a result waits for somebody who was told to come again.
  init(kept: Duration = .seconds(20)) { self.kept = kept }

  /// How many pieces of work are under way, or wait to be fetched.
  var count: Int { state.withLock { $0.flights.count } }

  /// The result of the work for `key`, which is begun unless it is under way or done.
  ///
  /// - Parameters:
  ///   - patience: how long to wait.
  ///   - gone: says that the caller no longer waits. Work for which nobody waits is given up.
  ///   - work: gets what says that nobody waits any longer.
  /// - Throws: `ServiceError.deadlineExceeded` after `patience`, `.cancelled`, or what `work` throws.
  func value(
    for key: Key, patience: Duration, gone: Cancellation,
    work: @escaping @Sendable (Cancellation) async throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let (waiter, result) = state.withLock { state -> (Int, Result<Value, any Error>?) in
        state.number += 1
        if let result = state.flights[key]?.result {
          state.flights[key] = nil
          return (state.number, result)
        }
        if state.flights[key] == nil {
          state.flights[key] = begin(key, number: state.number, work)
        }
        state.flights[key]?.waiters[state.number] = continuation
        return (state.number, nil)
      }
      if let result {
        continuation.resume(with: result)
      } else {
        Task { await watch(key, waiter, patience: patience, gone: gone) }
      }
    }
  }

  private func begin(
    _ key: Key, number: Int, _ work: @escaping @Sendable (Cancellation) async throws -> Value
  ) -> Flight {
    let flight = Flight(number: number, cancellation: Cancellation())
    Task {
      let result: Result<Value, any Error>
      do {
        result = .success(try await work(flight.cancellation))
      } catch {
        result = .failure(error)
      }
      await finish(key, number, result)
    }
    return flight
  }

  /// Gives the result to those who wait, or keeps it for those who shall come again.
  private func finish(_ key: Key, _ number: Int, _ result: Result<Value, any Error>) async {
    let waiters = state.withLock { state -> [CheckedContinuation<Value, any Error>] in
      guard let flight = state.flights[key], flight.number == number else { return [] }
      if flight.waiters.isEmpty, flight.isExpected, state.flights.count <= Self.mostKept {
        state.flights[key]?.result = result
      } else {
        state.flights[key] = nil
      }
      return Array(flight.waiters.values)
    }
    for waiter in waiters { waiter.resume(with: result) }
    guard waiters.isEmpty else { return }
    try? await Task.sleep(for: kept)
    state.withLock { state in
      if state.flights[key]?.number == number { state.flights[key] = nil }
    }
  }

  /// Ends the waiting of a caller who has waited enough, or has gone.
  private func watch(_ key: Key, _ waiter: Int, patience: Duration, gone: Cancellation) async {
    let end = ContinuousClock.now + patience
    while !gone.isCancelled, ContinuousClock.now < end {
      try? await Task.sleep(for: min(.milliseconds(250), end - .now))
      guard state.withLock({ $0.flights[key]?.waiters[waiter] != nil }) else { return }
    }
    let continuation = state.withLock { state -> CheckedContinuation<Value, any Error>? in
      guard let continuation = state.flights[key]?.waiters.removeValue(forKey: waiter) else { return nil }
      if !gone.isCancelled {
        state.flights[key]?.isExpected = true
      } else if let flight = state.flights[key], flight.waiters.isEmpty, !flight.isExpected {
        flight.cancellation.cancel()
        state.flights[key] = nil
      }
      return continuation
    }
    continuation?.resume(throwing: gone.isCancelled ? ServiceError.cancelled : .deadlineExceeded)
  }
}
