/// A hash table from pairs of symbols to consecutive numbers.
struct PairCounts {
  private(set) var keys: [UInt64] = []
  private var slots: [UInt32]
  private var mask: Int

  init(capacity: Int) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    mask = size - 1
  }

  @inline(__always)
  static func slot(_ key: UInt64) -> Int {
    let mixed = (key ^ (key &>> 29)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ (mixed &>> 32)) &* 0xD6E8_FEB8_6659_FD93 &>> 24)
  }

  @inline(__always)
  static func key(_ left: UInt32, _ right: UInt32) -> UInt64 { UInt64(left) &<< 32 | UInt64(right) }

  func find(_ key: UInt64) -> Int? {
    var slot = Self.slot(key) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if keys[Int(entry) &- 1] == key { return Int(entry) &- 1 }
      slot = (slot &+ 1) & mask
    }
  }

  /// The number of `key`, a new one if it is new.
  @inline(__always)
  mutating func insert(_ key: UInt64) -> Int {
    var slot = Self.slot(key) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      if keys[Int(entry) &- 1] == key { return Int(entry) &- 1 }
      slot = (slot &+ 1) & mask
    }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    if keys.count &* 2 > slots.count { grow() }
    return keys.count &- 1
  }

  private mutating func grow() {
    mask = slots.count * 2 - 1
    slots = [UInt32](repeating: 0, count: mask + 1)
    for (index, key) in keys.enumerated() {
      var slot = Self.slot(key) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = UInt32(index &+ 1)
    }
  }
}
