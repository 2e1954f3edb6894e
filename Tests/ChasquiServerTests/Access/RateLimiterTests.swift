import Testing

@testable import ChasquiServer

@Suite struct RateLimiterTests {
  private let start = ContinuousClock.now

  /// How many of `count` requests at this moment are admitted.
  private func admitted(
    _ limiter: RateLimiter, _ client: RateLimiter.Client, _ count: Int, limit: Int, after seconds: Double = 0
  ) -> Int {
    (0..<count).count { _ in
      (try? limiter.admit(client, requestsPerMinute: limit, now: start + .seconds(seconds))) != nil
    }
  }

  @Test func aMinutesWorthMayComeAtOnce() {
    let limiter = RateLimiter()
    #expect(admitted(limiter, .key(1), 100, limit: 60) == 60)
    #expect(admitted(limiter, .key(1), 100, limit: 60, after: 1.001) == 1)
    #expect(admitted(limiter, .key(1), 100, limit: 60, after: 31.002) == 30)
    #expect(admitted(limiter, .key(1), 100, limit: 60, after: 10_000) == 60)
    #expect(admitted(limiter, .key(2), 100, limit: 60) == 60, "another key has its own")
  }

  @Test func theWaitIsLongEnough() {
    let limiter = RateLimiter()
    #expect(admitted(limiter, .key(1), 3, limit: 2) == 2)
    let error = #expect(throws: AccessError.self) {
      try limiter.admit(.key(1), requestsPerMinute: 2, now: start)
    }
    #expect(error == .rateLimited(retryAfter: 30))
    #expect(admitted(limiter, .key(1), 1, limit: 2, after: 29.9) == 0)
    #expect(admitted(limiter, .key(1), 2, limit: 2, after: 30.1) == 1)
  }

  @Test func aClockThatStandsStillGivesNothing() {
    let limiter = RateLimiter()
    #expect(admitted(limiter, .key(1), 10, limit: 5, after: 10) == 5)
    #expect(admitted(limiter, .key(1), 10, limit: 5, after: 3) == 0)
  }

  @Test func addressesDoNotFillTheMemory() {
    let limiter = RateLimiter(capacity: 100)
    for index in 0..<100 { #expect(admitted(limiter, .address("\(index)"), 1, limit: 60) == 1) }
    // From here on all share one bucket.
    let flood = (100..<1000).count { admitted(limiter, .address("\($0)"), 1, limit: 60) == 1 }
    #expect(flood == 60)
    #expect(limiter.count <= 101)
    // Those that are known keep their own.
    #expect(admitted(limiter, .address("7"), 100, limit: 60) == 59)
    // Full buckets make room again.
    #expect(admitted(limiter, .address("new"), 100, limit: 60, after: 70) == 60)
    #expect(limiter.count == 1)
  }

  @Test func requestsAtOnceAreCountedOnce() async {
    let limiter = RateLimiter()
    let start = start
    let admitted = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<100).count { _ in
            (try? limiter.admit(.key(1), requestsPerMinute: 250, now: start)) != nil
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(admitted == 250)
  }

  @Test func anIPv6SiteIsOneClient() {
    func client(_ address: String) -> RateLimiter.Client { RateLimiter.client(address: address) }
    #expect(client("192.0.2.7") == .address("192.0.2.7"))
    #expect(client("::ffff:192.0.2.7") == .address("192.0.2.7"))
    #expect(client("2001:db8:1:2:3:4:5:6") == client("2001:db8:1:2::1"))
    #expect(client("2001:db8:1:2:3:4:5:6") != client("2001:db8:1:3::1"))
    #expect(client("2001:db8::1") == client("2001:db8:0:0:9::"))
    #expect(client("fe80::1%eth0") == client("fe80::2%eth1"))
    #expect(client("::1") == .address("0:0:0:0"))
    for odd in ["", ":", "::", ":::::::::::", "%", "::1::2", ".:."] { _ = client(odd) }
  }
}
