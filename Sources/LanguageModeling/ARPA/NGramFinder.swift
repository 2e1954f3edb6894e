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
    var slot = hash(order.tokens[(count * length)..<((count + 1) * length)]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    count += 1
    slots[slot] = UInt32(count)
  }

  /// The number of the n-gram `tokens`, or nil.
  func find(_ tokens: ArraySlice<TokenID>, in order: NGramModel.Order) -> Int? {
    let mask = slots.count - 1
    var slot = hash(tokens) & mask
    while slots[slot] != 0 {
      let gram = Int(slots[slot]) - 1
      if order.tokens[(gram * length)..<((gram + 1) * length)].elementsEqual(tokens) { return gram }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func hash(_ tokens: ArraySlice<TokenID>) -> Int {
    var key = NGramKey(tokens[tokens.startIndex], seed: 0)
    for token in tokens.dropFirst() { key.extend(token) }
    return Int(truncatingIfNeeded: key.value)
  }
}
