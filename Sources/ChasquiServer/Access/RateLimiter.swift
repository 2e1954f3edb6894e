private import Synchronization

/// Lets each client make so many requests a minute.
///
/// Each has a bucket that holds the requests of a minute and fills up evenly; a request takes one out. So a
/// minute's worth may come at once, but not again right after. Buckets are in memory only. Shared by all threads.
final class RateLimiter: Sendable {
  /// Whom a bucket belongs to.
  enum Client: Hashable, Sendable {
    case key(Int64)
    case address(String)
    /// All for whom there is no more room.
    case others
  }

  fileprivate struct Bucket {
    var requests: Double
    var time: ContinuousClock.Instant
    var capacity: Double

    mutating func fill(_ now: ContinuousClock.Instant) {
      requests = min(capacity, requests + max(0, (now - time).seconds) * capacity / 60)
      time = now
    }
  }

  fileprivate struct State {
    var buckets: [Client: Bucket] = [:]
    var nextSweep: ContinuousClock.Instant?
  }

  private let capacity: Int
  private let state = Mutex(State())

  /// - Parameter capacity: how many clients are told apart. A flood of addresses must not fill the memory; those
  ///   above share one bucket.
  init(capacity: Int = 65_536) {
    self.capacity = capacity
  }

  /// Takes one request of `client` into account.
  ///
  /// - Throws: `AccessError.rateLimited` if it is one too many.
  func admit(_ client: Client, requestsPerMinute: Int, now: ContinuousClock.Instant = .now)
    throws(AccessError)
  {
    let wait: Double? = state.withLock { state in
      let client = state.room(for: client, capacity: capacity, now: now)
      let limit = Double(max(1, requestsPerMinute))
      var bucket = state.buckets[client] ?? Bucket(requests: limit, time: now, capacity: limit)
      bucket.capacity = limit
      bucket.fill(now)
      defer { state.buckets[client] = bucket }
      guard bucket.requests >= 1 else { return (1 - bucket.requests) * 60 / limit }
      bucket.requests -= 1
      return nil
    }
    if let wait { throw .rateLimited(retryAfter: max(1, Int(wait.rounded(.up)))) }
  }

  /// How many clients are told apart now.
  var count: Int { state.withLock { $0.buckets.count } }

  /// The client that an address stands for. An IPv6 site has 2^64 addresses at least, and counts as one
  /// (RFC 6177); IPv4 within IPv6 counts as IPv4.
  static func client(address: String) -> Client {
    guard address.contains(":") else { return .address(address) }
    let bare = address.prefix { $0 != "%" }
    if let dotted = bare.split(separator: ":").last, dotted.contains(".") { return .address(String(dotted)) }
    guard let gap = bare.firstRange(of: "::") else {
      return .address(bare.split(separator: ":").prefix(4).joined(separator: ":"))
    }
    let head = bare[..<gap.lowerBound].split(separator: ":")
    let tail = bare[gap.upperBound...].split(separator: ":")
    let groups = head + Array(repeating: "0", count: max(0, 8 - head.count - tail.count)) + tail
    return .address(groups.prefix(4).joined(separator: ":"))
  }
}

extension RateLimiter.State {
  /// `client`, or the one that stands for the rest where no more can be told apart.
  fileprivate mutating func room(
    for client: RateLimiter.Client, capacity: Int, now: ContinuousClock.Instant
  ) -> RateLimiter.Client {
    guard buckets.count >= capacity, buckets[client] == nil else { return client }
    // At most once a second: a flood must not cost a sweep a request.
    if now >= nextSweep ?? now {
      nextSweep = now + .seconds(1)
      buckets = buckets.filter { entry in
        var bucket = entry.value
        bucket.fill(now)
        // A full bucket is as good as none.
        return bucket.requests < bucket.capacity
      }
    }
    return buckets.count < capacity ? client : .others
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
