private import Dispatch
private import Foundation
private import HeapModule
internal import Synchronization

/// Threads for work that computes or waits for a disk, apart from the event loops and from Swift's cooperative
/// threads, which must stay free to answer.
///
/// Work is done in the order of self-clocked fair queueing (Golestani 1994): every caller draws from a `Turn` of
/// its own, and one that asks for much waits behind those that ask for little, but never behind all who come
/// later.
final class WorkerPool: Sendable {
  let name: String
  let threadCount: Int
  private let queue: WorkQueue

  init(name: String, threads: Int) {
    self.name = name
    threadCount = max(1, threads)
    let queue = WorkQueue()
    self.queue = queue
    for index in 0..<threadCount {
      let thread = Thread { queue.work() }
      thread.name = "\(name)-\(index)"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  deinit { queue.close() }

  /// How many pieces of work wait.
  var waiting: Int { queue.waiting }
  /// How long its threads have worked since it began, together.
  var busy: Duration { .nanoseconds(queue.busy.load(ordering: .relaxed)) }

  /// Does `work` on a thread of the pool.
  ///
  /// - Parameters:
  ///   - turn: the caller's place in the order; work with the same turn is begun in the order of the calls.
  ///   - cost: how much is asked for, in any unit that all callers share.
  ///   - limits: work that is too late, or whose caller has gone, is not begun.
  /// - Throws: `ServiceError.deadlineExceeded`, `.cancelled`, or what `work` throws.
  func run<Value: Sendable>(
    turn: Turn = Turn(), cost: Double = 1, limits: WorkLimits = WorkLimits(),
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.add(turn: turn, cost: cost) {
          do {
            try limits.check()
            continuation.resume(returning: try work())
          } catch {
            continuation.resume(throwing: error)
          }
        }
      }
    } onCancel: {
      limits.cancellation.cancel()
    }
  }
}

/// A caller's place among those who share a pool.
final class Turn: Sendable {
  /// The virtual time at which its last piece of work ends.
  fileprivate let end = Mutex(0.0)
  /// What its work counts: below 1, it takes longer.
  let weight: Double

  init(weight: Double = 1) { self.weight = weight }
}

/// When work is no longer wanted.
struct WorkLimits: Sendable {
  var deadline: ContinuousClock.Instant?
  var cancellation = Cancellation()

  /// Whether it is too late, or the caller has gone.
  var isOver: Bool { cancellation.isCancelled || deadline.map { ContinuousClock.now > $0 } ?? false }

  /// - Throws: `ServiceError` if it is too late or the caller has gone.
  func check() throws(ServiceError) {
    if cancellation.isCancelled { throw .cancelled }
    if let deadline, ContinuousClock.now > deadline { throw .deadlineExceeded }
  }
}

/// A flag that says that nobody waits any longer.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }
  func cancel() { flag.store(true, ordering: .relaxed) }
}

/// What waits for a thread, and the threads that wait for work.
private final class WorkQueue: Sendable {
  private struct Item: Comparable {
    /// The virtual time at which it ends.
    var end: Double
    var number: UInt64
    var work: @Sendable () -> Void

    static func < (a: Item, b: Item) -> Bool { (a.end, a.number) < (b.end, b.number) }
    static func == (a: Item, b: Item) -> Bool { (a.end, a.number) == (b.end, b.number) }
  }

  private struct State {
    var heap = Heap<Item>()
    var number: UInt64 = 0
    /// The end of the work that was begun last. It goes on with every piece of work: those who come later come
    /// behind those who wait, however many they are.
    var virtualTime = 0.0
    var isClosed = false
  }

  private let state = Mutex(State())
  /// Nanoseconds that the threads have worked.
  let busy = Atomic<Int64>(0)
  /// Counts what waits, so that idle threads sleep.
  private let available = DispatchSemaphore(value: 0)

  var waiting: Int { state.withLock { $0.heap.count } }

  func add(turn: Turn, cost: Double, _ work: @escaping @Sendable () -> Void) {
    state.withLock { state in
      let end = turn.end.withLock { end in
        end = max(state.virtualTime, end) + cost / turn.weight
        return end
      }
      state.heap.insert(Item(end: end, number: state.number, work: work))
      state.number += 1
    }
    available.signal()
  }

  func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }

  /// What each thread does until the queue is closed and empty.
  func work() {
    while true {
      available.wait()
      let item = state.withLock { state -> Item? in
        let item = state.heap.popMin()
        if let item { state.virtualTime = max(state.virtualTime, item.end) }
        return item
      }
      guard let item else {
        // Only closing signals without work; the next thread is to wake as well.
        available.signal()
        return
      }
      let begun = ContinuousClock.now
      item.work()
      busy.add((ContinuousClock.now - begun).nanoseconds, ordering: .relaxed)
    }
  }
}
