/// A growable array of plain values for inner loops: no reference counting, no copies on write.
///
/// Subscripts are unchecked in release builds, as those of `UnsafeBufferPointer` are.
@frozen
public struct FlatArray<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var storedCount: Int

  @inlinable
  public init(capacity: Int = 64) {
    self.capacity = max(1, capacity)
    base = .allocate(capacity: self.capacity)
    storedCount = 0
  }

  @inlinable
  public init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: value, count: count)
    storedCount = count
  }

  /// Copies `elements`.
  @inlinable
  public init(_ elements: [Element]) {
    self.init(capacity: elements.count)
    elements.withUnsafeBufferPointer { elements in
      if let start = elements.baseAddress { base.initialize(from: start, count: elements.count) }
    }
    storedCount = elements.count
  }

  @inlinable
  public var count: Int { storedCount }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get { base[index] }
    @inline(__always) set { base[index] = newValue }
  }

  @inlinable @inline(__always)
  public mutating func append(_ element: Element) {
    if count == capacity { grow() }
    base[count] = element
    storedCount = count &+ 1
  }

  @inlinable @inline(__always)
  public mutating func removeLast() -> Element {
    storedCount = count &- 1
    return base[storedCount]
  }

  /// Forgets the elements and keeps the memory.
  @inlinable
  public mutating func removeAll() { storedCount = 0 }

  /// Cuts the array after its first `count` elements.
  @inlinable
  public mutating func truncate(to count: Int) { storedCount = min(storedCount, count) }

  /// Makes the array hold `count` times `value`.
  @inlinable
  public mutating func fill(_ value: Element, count: Int) {
    while capacity < count { grow() }
    base.update(repeating: value, count: count)
    storedCount = count
  }

  /// The elements; valid until the array grows or ends.
  @inlinable
  public var buffer: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  @usableFromInline mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  deinit { base.deallocate() }
}

extension FlatArray<Float> {
  /// The four elements from `index` on, at once.
  @inlinable
  public subscript(four index: Int) -> SIMD4<Float> {
    @inline(__always) get { UnsafeRawPointer(base + index).loadUnaligned(as: SIMD4<Float>.self) }
    @inline(__always) set {
      UnsafeMutableRawPointer(base + index).storeBytes(of: newValue, as: SIMD4<Float>.self)
    }
  }
}
