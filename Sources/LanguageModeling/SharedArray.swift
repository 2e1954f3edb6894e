/// Plain numbers in memory that several threads fill, each its own places.
///
/// Unchecked: whoever starts the threads sees to it that no place is written by two of them, and reads
/// what they wrote after all have ended. Subscripts are not checked.
final class SharedArray<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  /// The elements have no value until they are written.
  init(uninitialized count: Int) {
    self.count = count
    base = .allocate(capacity: max(1, count))
  }

  init(repeating value: Element, count: Int) {
    self.count = count
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: value, count: count)
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    set { base[index] = newValue }
  }

  /// A copy of the elements.
  func array() -> [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }

  deinit { base.deallocate() }
}
