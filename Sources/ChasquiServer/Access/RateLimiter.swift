private import Synchronization

/// Lets each client have so much in a period: requests in a minute, or characters in a day.
///
/// Each has a bucket that holds what a period allows and fills up evenly; a request takes out what it wants. So a
/// period's worth may come at once, but not again right after. Buckets are in memory only. Shared by all threads.
final class RateLimiter: Sendable {
  /// Whom a bucket belongs to.
  enum Client: Hashable, Sendable {
    case key(Int64)
    case address(String)
    /// All for whom there is no more room.
    case others
  }

  fileprivate struct Bucket {
    var content: Double
    var time: ContinuousClock.Instant
    var capacity: Double

    mutating func fill(_ now: ContinuousClock.Instant, period: Double) {
      content = min(capacity, content + max(0, (now - time).seconds) * capacity / period)
      time = now
    }
  }

  fileprivate struct State {
    var buckets: [Client: Bucket] = [:]
    var nextSweep: ContinuousClock.Instant?
  }

  private let capacity: Int
  /// Seconds.
  private let period: Double
  private let state = Mutex(State())

  /// - Parameters:
  ///   - capacity: how many clients are told apart. A flood of addresses must not fill the memory; those above share
  ///     one bucket.
  ///   - period: in which an empty bucket is full again.
  init(capacity: Int = 65_536, period: Duration = .seconds(60)) {
    self.capacity = capacity
    self.period = period.seconds
  }

  /// Takes one request of `client` into account.
  ///
  /// - Throws: `AccessError.rateLimited` if it is one too many.
  func admit(_ client: Client, requestsPerMinute: Int, now: ContinuousClock.Instant = .now)
    throws(AccessError)
  {
    let wait = take(1, of: client, limit: max(1, requestsPerMinute), now: now)
    if let wait { throw .rateLimited(retryAfter: wait) }
  }

  /// Takes `amount` out of the bucket of `client`, which holds `limit` when it is full.
  ///
  /// - Returns: nil, or whole seconds after which there will be enough, at least 1; then nothing is taken.
  func take(
    _ amount: Int, of client: Client, limit: Int, now: ContinuousClock.Instant = .now
  ) -> Int? {
    state.withLock { state in
      let client = state.room(for: client, capacity: capacity, now: now, period: period)
      let limit = Double(limit)
      var bucket = state.buckets[client] ?? Bucket(content: limit, time: now, capacity: limit)
      bucket.capacity = limit
      bucket.fill(now, period: period)
      defer { state.buckets[client] = bucket }
      guard bucket.content >= Double(amount) else {
        let wait = (Double(amount) - bucket.content) * period / limit
        return max(1, Int(wait.rounded(.up)))
      }
      bucket.content -= Double(amount)
      return nil
    }
  }

  /// Puts back what was taken for nothing.
  func putBack(_ amount: Int, of client: Client) {
    state.withLock { state in
      // What was taken while all others shared a bucket is theirs no longer.
      guard var bucket = state.buckets[client] else { return }
      bucket.content = min(bucket.capacity, bucket.content + Double(amount))
      state.buckets[client] = bucket
    }
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
    for client: RateLimiter.Client, capacity: Int, now: ContinuousClock.Instant, period: Double
  ) -> RateLimiter.Client {
    guard buckets.count >= capacity, buckets[client] == nil else { return client }
    // At most once a second: a flood must not cost a sweep a request.
    if now >= nextSweep ?? now {
      nextSweep = now + .seconds(1)
      buckets = buckets.filter { entry in
        var bucket = entry.value
        bucket.fill(now, period: period)
        // A full bucket is as good as none.
        return bucket.content < bucket.capacity
      }
    }
    return buckets.count < capacity ? client : .others
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
