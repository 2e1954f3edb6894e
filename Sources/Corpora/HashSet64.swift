internal import Storage

/// A set of 64-bit hashes: open addressing with linear probing, at most half full.
///
/// `Set<UInt64>` would hash each hash again and costs three times as much.
struct HashSet64 {
  private var slots: [UInt64]
  private var mask: Int
  private(set) var count = 0
  private var hasZero = false

  init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  /// Adds `hash`; false if it was there.
  mutating func insert(_ hash: UInt64) -> Bool {
    if hash == 0 {
      defer { hasZero = true }
      if !hasZero { count += 1 }
      return !hasZero
    }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = hash
    count += 1
    if count &* 2 > slots.count { grow() }
    return true
  }

  func contains(_ hash: UInt64) -> Bool {
    if hash == 0 { return hasZero }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return true }
      slot = (slot &+ 1) & mask
    }
    return false
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    mask = slots.count - 1
    for hash in old where hash != 0 {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = hash
    }
  }
}

extension SegmentColumn {
  /// Calls `body` with the bytes of the segment at `index`.
  package func withBytes<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range(index)])) }
  }

  func hash(_ index: Int) -> UInt64 { withBytes(index) { Checksum.xxh64($0) } }
}
