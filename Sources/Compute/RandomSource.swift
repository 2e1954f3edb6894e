/// A seeded random number generator: PCG-XSH-RR 64/32 (O'Neill 2014).
///
/// The same seed and stream give the same numbers on every machine. Give each sentence or chunk its own
/// stream, and results do not depend on the number of threads.
public struct RandomSource: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64
  @usableFromInline let increment: UInt64

  public init(seed: UInt64, stream: UInt64 = 0) {
    increment = (stream &<< 1) | 1
    state = 0
    _ = next32()
    state = state &+ seed
    _ = next32()
  }

  @inlinable @discardableResult
  public mutating func next32() -> UInt32 {
    let old = state
    state = old &* 6_364_136_223_846_793_005 &+ increment
    let shifted = UInt32(truncatingIfNeeded: ((old &>> 18) ^ old) &>> 27)
    let rotation = UInt32(truncatingIfNeeded: old &>> 59)
    return (shifted &>> rotation) | (shifted &<< ((0 &- rotation) & 31))
  }

  @inlinable
  public mutating func next() -> UInt64 { UInt64(next32()) &<< 32 | UInt64(next32()) }

  /// A number in `[0, 1)`.
  @inlinable
  public mutating func nextFloat() -> Float { Float(next32() &>> 8) * 0x1p-24 }

  /// A number in `0..<bound`, by Lemire's multiplication.
  @inlinable
  public mutating func next(below bound: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: (UInt64(next32()) &* UInt64(bound)) &>> 32)
  }
}
