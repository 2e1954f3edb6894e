internal import Tokens

/// Finds the n-grams of one order by their tokens.
struct NGramFinder {
  private let length: Int
  /// Linear probing: 0 for empty, otherwise the number of the n-gram + 1. The size is a power of two.
  private var slots: [UInt32]
  private var count = 0

  init(_ order: NGramModel.Order, length: Int) {
    self.length = length
    var size = 16
    while size < order.count * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    for _ in 0..<order.count { append(in: order) }
  }

  /// Takes in the next n-gram of `order`.
  mutating func append(in order: NGramModel.Order) {
    if (count + 1) * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 2)
      let old = count
      count = 0
      for _ in 0..<old { append(in: order) }
    }
    let mask = slots.count - 1
    let key = order.tokens.withUnsafeBufferPointer { hash($0.baseAddress! + count * length) }
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    count += 1
    slots[slot] = UInt32(count)
  }

  /// The number of the n-gram `tokens`, or nil.
  func find(_ tokens: ArraySlice<TokenID>, in order: NGramModel.Order) -> Int? {
    tokens.withUnsafeBufferPointer { tokens in
      order.tokens.withUnsafeBufferPointer { find(tokens.baseAddress!, in: $0) }
    }
  }

  /// The n-grams of `longer`, which have one token more, whose tokens from `offset` (0 or 1) are not here.
  func missing(from order: NGramModel.Order, in longer: NGramModel.Order, offset: Int) -> [Int] {
    var missing: [Int] = []
    order.tokens.withUnsafeBufferPointer { own in
      longer.tokens.withUnsafeBufferPointer { tokens in
        for gram in 0..<longer.count
        where find(tokens.baseAddress! + gram * (length + 1) + offset, in: own) == nil {
          missing.append(gram)
        }
      }
    }
    return missing
  }

  @inline(__always)
  private func find(_ tokens: UnsafePointer<TokenID>, in own: UnsafeBufferPointer<TokenID>) -> Int? {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash(tokens)) & mask
    while slots[slot] != 0 {
      let gram = Int(slots[slot]) &- 1
      var place = 0
      while place < length, own[gram &* length &+ place] == tokens[place] { place &+= 1 }
      if place == length { return gram }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  @inline(__always)
  private func hash(_ tokens: UnsafePointer<TokenID>) -> UInt64 {
    var key = NGramKey(tokens[0], seed: 0)
    for place in 1..<max(1, length) { key.extend(tokens[place]) }
    return key.value
  }
}
