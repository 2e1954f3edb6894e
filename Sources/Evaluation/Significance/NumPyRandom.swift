/// NumPy's default generator (PCG64 seeded by SeedSequence), so that resampled test sets are the very ones
/// that sacreBLEU draws, and confidence intervals and p-values can be compared to its own.
///
/// O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
/// Generation" (2014), variant XSL-RR 128/64; Lemire, "Fast Random Integer Generation in an Interval" (2019).
package struct NumPyRandom {
  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  private var state: UInt128
  private let increment: UInt128
  /// The high half of a number of which the low half was given out.
  private var half: UInt32?

  package init(seed: UInt64) {
    var words = SeedSequence(seed)
    let start = UInt128(words.next()) << 64 | UInt128(words.next())
    let stream = UInt128(words.next()) << 64 | UInt128(words.next())
    increment = stream << 1 | 1
    state = increment &+ start
    state = state &* Self.multiplier &+ increment
  }

  /// A number in `0..<bound`, as `Generator.integers(bound)` gives one after the other.
  package mutating func next(below bound: UInt32) -> UInt32 {
    if bound <= 1 { return 0 }
    var product = UInt64(next32()) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next32()) &* UInt64(bound)
      }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  private mutating func next32() -> UInt32 {
    if let half {
      self.half = nil
      return half
    }
    let value = next64()
    half = UInt32(truncatingIfNeeded: value >> 32)
    return UInt32(truncatingIfNeeded: value)
  }

  private mutating func next64() -> UInt64 {
    state = state &* Self.multiplier &+ increment
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    return folded &>> rotation | folded &<< ((0 &- rotation) & 63)
  }

  /// NumPy's SeedSequence for one integer (after O'Neill's `seed_seq_fe128`).
  private struct SeedSequence {
    private var pool: [UInt32] = [0, 0, 0, 0]
    private var constant: UInt32 = 0x8B51_F9DD
    private var place = 0

    init(_ seed: UInt64) {
      var constant: UInt32 = 0x43B0_D7E5
      func hash(_ value: UInt32) -> UInt32 {
        var value = value ^ constant
        constant = constant &* 0x931E_8875
        value = value &* constant
        return value ^ value >> 16
      }
      let entropy = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32), 0, 0]
      for index in pool.indices { pool[index] = hash(entropy[index]) }
      for source in pool.indices {
        for target in pool.indices where source != target {
          let mixed = pool[target] &* 0xCA01_F9DD &- hash(pool[source]) &* 0x4973_F715
          pool[target] = mixed ^ mixed >> 16
        }
      }
    }

    mutating func next() -> UInt64 {
      let low = next32()
      return UInt64(next32()) << 32 | UInt64(low)
    }

    private mutating func next32() -> UInt32 {
      var value = pool[place] ^ constant
      place = (place + 1) % pool.count
      constant = constant &* 0x58F3_8DED
      value = value &* constant
      return value ^ value >> 16
    }
  }
}
