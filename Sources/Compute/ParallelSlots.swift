private import Foundation
private import Synchronization

enum ProcessCount {
  static var active: Int { ProcessInfo.processInfo.activeProcessorCount }
}

/// Hands out 0, 1, 2, … to many threads.
final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// One place for each result, written once by whichever thread computed it.
///
/// Unchecked: distinct indices are distinct memory, and `values` is called after all writers have ended.
final class Slots<Value: Sendable>: @unchecked Sendable {
  private let storage: UnsafeMutablePointer<Value?>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    storage = .allocate(capacity: max(1, count))
    storage.initialize(repeating: nil, count: count)
  }

  func set(_ index: Int, _ value: Value) { storage[index] = value }

  func values() -> [Value] { (0..<count).map { storage[$0]! } }

  deinit {
    storage.deinitialize(count: count)
    storage.deallocate()
  }
}
