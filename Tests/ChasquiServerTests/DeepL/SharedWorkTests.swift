import ChasquiTestSupport
import Synchronization
import Testing

@testable import ChasquiServer

@Suite struct SharedWorkTests {
  private struct Failure: Error {}

  private final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    @discardableResult
    func next() -> Int {
      value.withLock { value in
        value += 1
        return value
      }
    }
  }

  @Test func equalRequestsShareTheWork() async throws {
    let shared = SharedWork<String, Int>()
    let counter = Counter()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await shared.value(for: "a", patience: .forever, gone: Cancellation()) { _ in
            let number = counter.next()
            try await Task.sleep(for: .milliseconds(100))
            return number
          }
        }
      }
      for try await value in group { #expect(value == 1) }
    }
    #expect(shared.count == 0)
  }

  @Test func laterRequestsBeginAnew() async throws {
    let shared = SharedWork<String, Int>()
    for number in 1...3 {
      let value = try await shared.value(for: "a", patience: .forever, gone: Cancellation()) { _ in number
      }
      #expect(value == number)
    }
  }

  @Test func failuresAreShared() async {
    let shared = SharedWork<String, Int>()
    await #expect(throws: Failure.self) {
      try await shared.value(for: "a", patience: .forever, gone: Cancellation()) { _ in throw Failure() }
    }
    #expect(shared.count == 0)
  }

  @Test func whoComesAgainFindsTheResult() async throws {
    let shared = SharedWork<String, Int>(kept: .forever)
    let (mayFinish, finished) = (Counter(), Counter())
    let work: @Sendable (Cancellation) async throws -> Int = { _ in
      let number = finished.count + 1
      _ = try await eventually { mayFinish.count >= number }
      return finished.next()
    }
    func tooSoon(_ key: String) async {
      await #expect(throws: ServiceError.deadlineExceeded) {
        try await shared.value(for: key, patience: .milliseconds(50), gone: Cancellation(), work: work)
      }
    }
    // Once while it is under way, and not begun again.
    await tooSoon("a")
    async let joined = shared.value(for: "a", patience: .forever, gone: Cancellation(), work: work)
    mayFinish.next()
    #expect(try await joined == 1)
    // Once when it is done.
    await tooSoon("b")
    mayFinish.next()
    #expect(try await eventually { finished.count == 2 })
    #expect(try await shared.value(for: "b", patience: .forever, gone: Cancellation(), work: work) == 2)
    #expect(shared.count == 0)
  }

  @Test func workForNobodyIsGivenUp() async {
    let shared = SharedWork<String, Int>()
    let gone = Cancellation()
    gone.cancel()
    await #expect(throws: ServiceError.cancelled) {
      try await shared.value(for: "a", patience: .forever, gone: gone) { _ in
        try await Task.sleep(for: .forever)
        return 1
      }
    }
    #expect(shared.count == 0)
  }
}
