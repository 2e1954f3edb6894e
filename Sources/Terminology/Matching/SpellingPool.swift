internal import Storage

/// Numbers byte strings in the order in which they are first seen, all in one buffer.
struct SpellingPool: Sendable {
  private var text: [UInt8] = []
  /// Where each spelling starts in `text`, and, last, where the last one ends.
  private var offsets: [UInt32] = [0]
  /// Open addressing: 0 for empty, otherwise half of the hash above the number + 1. The half decides nearly
  /// all comparisons without a look at the bytes.
  private var slots = [UInt64](repeating: 0, count: 8)

  var count: Int { offsets.count - 1 }

  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 { Checksum.xxh64(bytes) }

  /// The number of `spelling`, which is added if it is new.
  ///
  /// All spellings together have less than 4 GiB.
  mutating func insert(_ spelling: UnsafeRawBufferPointer) -> UInt32 {
    let hash = Self.hash(spelling)
    let (found, slot) = find(spelling, hash)
    if let found { return found }
    precondition(text.count + spelling.count <= Int(UInt32.max), "the spellings of an index exceed 4 GiB")
    let number = UInt32(count)
    text.append(contentsOf: spelling)
    offsets.append(UInt32(text.count))
    slots[slot] = Self.slot(hash, number)
    if count * 2 > slots.count { grow() }
    return number
  }

  /// The number of the spelling with these bytes and this hash, or nil if it has none.
  func number(of spelling: UnsafeRawBufferPointer, hash: UInt64) -> UInt32? { find(spelling, hash).number }

  /// Tells whether spelling `number` has these bytes.
  func equals(_ number: UInt32, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let (start, end) = (Int(offsets[Int(number)]), Int(offsets[Int(number) + 1]))
    guard end - start == bytes.count else { return false }
    for index in 0..<bytes.count where text[start &+ index] != bytes[index] { return false }
    return true
  }

  /// Calls `body` with the bytes of spelling `number`.
  func withBytes<Result>(_ number: UInt32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    text.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[Int(offsets[Int(number)])..<Int(offsets[Int(number) + 1])]))
    }
  }

  private static func slot(_ hash: UInt64, _ number: UInt32) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
  }

  private func find(_ spelling: UnsafeRawBufferPointer, _ hash: UInt64) -> (number: UInt32?, slot: Int) {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ hash) &>> 32 == 0 {
        let number = UInt32(truncatingIfNeeded: slots[slot]) &- 1
        if equals(number, spelling) { return (number, slot) }
      }
      slot = (slot &+ 1) & mask
    }
    return (nil, slot)
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for number in 0..<UInt32(count) {
      let hash = withBytes(number) { Self.hash($0) }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Self.slot(hash, number)
    }
  }
}
