private import Synchronization

/// Objects of ICU that keep state while they work: each thread takes one for itself and gives it back.
final class HandlePool: Sendable {
  // Unchecked: pointers are reached under the mutex, or by the one thread that took them out.
  private struct Handles: @unchecked Sendable {
    var free: [OpaquePointer]
  }

  private let handles: Mutex<Handles>
  private let make: @Sendable () -> OpaquePointer?
  private let close: @Sendable (OpaquePointer) -> Void

  init(
    make: @escaping @Sendable () -> OpaquePointer?, close: @escaping @Sendable (OpaquePointer) -> Void
  ) {
    handles = Mutex(Handles(free: []))
    self.make = make
    self.close = close
  }

  /// `nil` if ICU has none to give.
  func with<Result>(_ body: (OpaquePointer) -> Result) -> Result? {
    let taken = handles.withLock { $0.free.popLast().map(Taken.init) } ?? make().map(Taken.init)
    guard let taken else { return nil }
    defer { handles.withLock { $0.free.append(taken.pointer) } }
    return body(taken.pointer)
  }

  /// Unchecked: only the thread that took the handle out of the pool has it.
  private struct Taken: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  deinit {
    handles.withLock { for handle in $0.free { close(handle) } }
  }
}
