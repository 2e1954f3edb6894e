private import Dispatch

/// Work spread over cores in fixed chunks, so that results never depend on the number of threads.
public enum Parallel {
  /// The number of cores of this machine.
  public static let coreCount = max(1, ProcessCount.active)

  /// Runs `body` for each index of `0..<count`, on at most `threads` threads, and returns when all have run.
  ///
  /// Each index must write only to its own place. A caller that reduces does so afterwards, by index.
  public static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    if threads <= 1 || count <= 1 {
      for index in 0..<count { body(index) }
      return
    }
    let next = Counter()
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let index = next.take()
        if index >= count { return }
        body(index)
      }
    }
  }

  /// The results of `body` for each index of `0..<count`, in order.
  public static func map<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let slots = Slots<Result>(count)
    forEach(count, threads: threads) { slots.set($0, body($0)) }
    return slots.values()
  }

  /// Splits `0..<count` into ranges of `size`; the last may be shorter.
  public static func chunks(_ count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
