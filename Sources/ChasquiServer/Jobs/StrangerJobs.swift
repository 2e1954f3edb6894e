private import Synchronization

/// Whose the jobs of callers without a key are, so that each of them can be told when it is enough, and waits for
/// nobody's many jobs.
///
/// It is known for as long as this process lives: addresses are written down nowhere. Shared by all threads.
final class StrangerJobs: Sendable {
  private struct State {
    var clients: [JobID: RateLimiter.Client] = [:]
    /// The clients by numbers, as `OwnerTurns` has them: negative ones, since keys have positive ones.
    var turns: [RateLimiter.Client: Int64] = [:]
    var lastTurn: Int64 = 0
  }

  private let state = Mutex(State())

  /// Notes a new job. What is not among `jobs`, all that there are of callers without a key, is forgotten.
  ///
  /// - Parameter client: nil for one that cannot be told from others.
  func add(_ id: JobID, of client: RateLimiter.Client?, among jobs: Set<JobID>) {
    let client = client ?? .others
    state.withLock { state in
      state.clients = state.clients.filter { jobs.contains($0.key) }
      state.clients[id] = client
      let present = Set(state.clients.values)
      state.turns = state.turns.filter { present.contains($0.key) }
      guard state.turns[client] == nil else { return }
      state.lastTurn -= 1
      state.turns[client] = state.lastTurn
    }
  }

  /// Those of `jobs` that are the client's.
  func jobs<Value>(of client: RateLimiter.Client?, among jobs: [JobID: Value]) -> [JobID: Value] {
    let clients = state.withLock { $0.clients }
    return jobs.filter { clients[$0.key] == client ?? .others }
  }

  /// The number of the client whose job it is; 0 where that is not known.
  func turn(of id: JobID) -> Int64 {
    state.withLock { state in state.clients[id].flatMap { state.turns[$0] } ?? 0 }
  }
}
