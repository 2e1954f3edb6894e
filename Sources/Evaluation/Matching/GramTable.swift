/// The n-grams of a reference with their counts, for matching hypotheses against it.
///
/// N-grams are 64-bit keys that grow token by token, so that a search can stop at the first length that the
/// reference does not have.
struct GramTable: Sendable {
  private var keys: [UInt64]
  private var counts: [UInt16]
  private let mask: Int
  let maximumLength: Int
  /// How many n-grams of each length the reference has, with repetitions.
  private(set) var totals: [Int]

  init(_ tokens: [UInt64], maximumLength: Int) {
    self.maximumLength = maximumLength
    var size = 16
    while size < tokens.count * maximumLength * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    counts = [UInt16](repeating: 0, count: size)
    mask = size - 1
    totals = (1...maximumLength).map { max(0, tokens.count - $0 + 1) }
    for start in tokens.indices {
      var key: UInt64 = 0
      for place in start..<min(tokens.count, start + maximumLength) {
        key = Self.extend(key, tokens[place])
        var slot = Int(truncatingIfNeeded: key >> 8) & mask
        while counts[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        keys[slot] = key
        if counts[slot] < .max { counts[slot] += 1 }
      }
    }
  }

  /// Counts, for each length, the n-grams of `tokens` that the reference has too, each at most as often as
  /// the reference has it.
  func matches(_ tokens: [UInt64], scratch: inout MatchScratch, into result: inout [Int]) {
    for length in 0..<maximumLength { result[length] = 0 }
    scratch.prepare(size: keys.count)
    let size = tokens.count
    tokens.withUnsafeBufferPointer { tokens in
      keys.withUnsafeBufferPointer { keys in
        counts.withUnsafeBufferPointer { counts in
          scratch.used.withUnsafeMutableBufferPointer { used in
            for start in 0..<size {
              var key: UInt64 = 0
              var length = 0
              while length < maximumLength, start &+ length < size {
                key = Self.extend(key, tokens[start &+ length])
                var slot = Int(truncatingIfNeeded: key &>> 8) & mask
                while counts[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & mask }
                guard counts[slot] != 0 else { break }
                if used[slot] < counts[slot] {
                  used[slot] &+= 1
                  result[length] &+= 1
                }
                length &+= 1
              }
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func extend(_ key: UInt64, _ token: UInt64) -> UInt64 {
    let mixed = (key ^ (token &+ 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return (mixed ^ (mixed &>> 32)) &+ 1
  }
}

/// Memory for matching, reused from hypothesis to hypothesis; one for each thread.
public struct MatchScratch {
  var used: [UInt16] = []

  public init() {}

  mutating func prepare(size: Int) {
    if used.count < size { used = [UInt16](repeating: 0, count: size) }
    used.withUnsafeMutableBufferPointer { used in
      for index in 0..<size { used[index] = 0 }
    }
  }
}
