import Synchronization
import Testing

@testable import ChasquiServer

@Suite struct SharedWorkTests {
  private struct Failure: Error {}

  private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }

  @Test func equalRequestsShareTheWork() async throws {
    let shared = SharedWork<String, Int>()
    let counter = Counter()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await shared.value(for: "a", patience: .seconds(5), gone: Cancellation()) { _ in
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
      let value = try await shared.value(for: "a", patience: .seconds(5), gone: Cancellation()) { _ in number
      }
      #expect(value == number)
    }
  }

  @Test func failuresAreShared() async {
    let shared = SharedWork<String, Int>()
    await #expect(throws: Failure.self) {
      try await shared.value(for: "a", patience: .seconds(5), gone: Cancellation()) { _ in throw Failure() }
    }
    #expect(shared.count == 0)
  }

  @Test func whoComesAgainFindsTheResult() async throws {
    let shared = SharedWork<String, Int>()
    let counter = Counter()
    let work: @Sendable (Cancellation) async throws -> Int = { _ in
      try await Task.sleep(for: .milliseconds(300))
      return counter.next()
    }
    await #expect(throws: ServiceError.deadlineExceeded) {
      try await shared.value(for: "a", patience: .milliseconds(50), gone: Cancellation(), work: work)
    }
    // Once while it is under way, and not begun again.
    #expect(try await shared.value(for: "a", patience: .seconds(5), gone: Cancellation(), work: work) == 1)
    await #expect(throws: ServiceError.deadlineExceeded) {
      try await shared.value(for: "b", patience: .milliseconds(50), gone: Cancellation(), work: work)
    }
    try await Task.sleep(for: .milliseconds(600))
    // Once when it is done.
    #expect(try await shared.value(for: "b", patience: .seconds(5), gone: Cancellation(), work: work) == 2)
    #expect(shared.count == 0)
  }

  @Test func workForNobodyIsGivenUp() async {
    let shared = SharedWork<String, Int>()
    let gone = Cancellation()
    gone.cancel()
    await #expect(throws: ServiceError.cancelled) {
      try await shared.value(for: "a", patience: .seconds(5), gone: gone) { _ in
        try await Task.sleep(for: .seconds(1))
        return 1
      }
    }
    #expect(shared.count == 0)
  }
}
