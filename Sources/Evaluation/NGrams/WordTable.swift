/// The distinct words of a reference, numbered in order of appearance; compared byte by byte, never by hash
/// alone.
struct WordTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each word begins in `bytes`, and where the last one ends.
  private var offsets: [Int] = [0]
  private var hashes: [UInt64] = []
  /// Open addressing with linear probing: word number + 1, 0 for free.
  private var slots: [UInt32] = [UInt32](repeating: 0, count: 16)

  /// The number of `word`, which is entered if it is new.
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = Self.hash(word)
    let known = find(word, hash)
    if known != NGramAutomaton.unknown { return known }
    let number = UInt32(hashes.count)
    bytes.append(contentsOf: word)
    offsets.append(bytes.count)
    hashes.append(hash)
    if hashes.count * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 2)
      for (index, hash) in hashes.enumerated() { place(UInt32(index), hash) }
    } else {
      place(number, hash)
    }
    return number
  }

  /// The number of `word`, or `NGramAutomaton.unknown`.
  @inline(__always)
  func find(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 { find(word, Self.hash(word)) }

  private func find(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> UInt32 {
    let mask = slots.count &- 1
    var slot = Self.slot(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return NGramAutomaton.unknown }
      let number = Int(entry) &- 1
      if hashes[number] == hash && isEqual(number, word) { return UInt32(number) }
      slot = (slot &+ 1) & mask
    }
  }

  private func isEqual(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = offsets[number]
    if offsets[number &+ 1] &- start != word.count { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<word.count where bytes[start &+ index] != word[index] { return false }
      return true
    }
  }

  private mutating func place(_ number: UInt32, _ hash: UInt64) {
    let mask = slots.count - 1
    var slot = Self.slot(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = number + 1
  }

  @inline(__always)
  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 32) }

  /// FNV-1a's steps; its low bits are weak, so `slot` takes the high ones.
  @inline(__always)
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }
    return hash
  }
}
