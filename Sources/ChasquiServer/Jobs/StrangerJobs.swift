private import Synchronization

/// Whose the jobs of callers without a key are, so that each of them can be told when it is enough.
///
/// It is known for as long as this process lives: addresses are written down nowhere. Shared by all threads.
final class StrangerJobs: Sendable {
  private let clients = Mutex<[JobID: RateLimiter.Client]>([:])

  /// Notes a new job. What is not among `jobs`, all that there are of callers without a key, is forgotten.
  ///
  /// - Parameter client: nil for one that cannot be told from others.
  func add(_ id: JobID, of client: RateLimiter.Client?, among jobs: Set<JobID>) {
    clients.withLock { clients in
      clients = clients.filter { jobs.contains($0.key) }
      clients[id] = client ?? .others
    }
  }

  /// Those of `jobs` that are the client's.
  func jobs<Value>(of client: RateLimiter.Client?, among jobs: [JobID: Value]) -> [JobID: Value] {
    let clients = clients.withLock { $0 }
    return jobs.filter { clients[$0.key] == client ?? .others }
  }
}
