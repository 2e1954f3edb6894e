private import Foundation

/// Tells by the character n-grams of a word which of two languages it looks like.
///
/// N-grams of 2 to 4 characters, with a space at each end of the word, as in `LanguageIdentifier`; each is
/// counted as often as the words that hold it.
struct WordShapes: Sendable {
  private static let orders = 2...4
  /// The n-grams of a word overlap, so that each character is counted about this many times.
  private static let dependence: Float = 4
  /// A word's shape alone is never surer than this, in nats.
  static let limit: Float = 4

  private var numbers: [UInt64: UInt32] = [:]
  private var orderOf: [UInt8] = []
  /// By number, the logarithm of P(n-gram | second language) / P(n-gram | first language).
  private var ratios: [Float] = []

  /// The numbers of the n-grams of `word`, new ones for those that are new.
  mutating func insert(_ word: ArraySlice<UInt8>, into result: inout [UInt32]) {
    Self.forEach(word) { order, hash in
      let next = UInt32(orderOf.count)
      let number = numbers[hash, default: next]
      if number == next {
        numbers[hash] = next
        orderOf.append(UInt8(order))
      }
      result.append(number)
    }
  }

  /// Learns the ratios from how often each n-gram stands in either language.
  mutating func learn(first: [Double], second: [Double]) {
    var totals = [(first: Double, second: Double)](repeating: (1, 1), count: Self.orders.upperBound + 1)
    for index in orderOf.indices {
      totals[Int(orderOf[index])].first += first[index]
      totals[Int(orderOf[index])].second += second[index]
    }
    ratios = orderOf.indices.map { index in
      let total = totals[Int(orderOf[index])]
      return Float(log((second[index] + 0.5) / total.second) - log((first[index] + 0.5) / total.first))
    }
  }

  /// The number of different n-grams.
  var count: Int { orderOf.count }

  /// The logarithm of the odds that a word of these n-grams is in the second language.
  func odds(_ grams: ArraySlice<UInt32>) -> Float {
    let sum = grams.reduce(Float(0)) { $0 + ratios[Int($1)] }
    return max(-Self.limit, min(Self.limit, sum / Self.dependence))
  }

  /// The same for a word that was not learned from.
  func odds(ofUnknown word: UnsafeRawBufferPointer) -> Float {
    var sum: Float = 0
    Self.forEach(ArraySlice(word)) { _, hash in
      if let number = numbers[hash] { sum += ratios[Int(number)] }
    }
    return max(-Self.limit, min(Self.limit, sum / Self.dependence))
  }

  /// Calls `body` with the order and hash of each n-gram of a word in UTF-8.
  private static func forEach(_ word: ArraySlice<UInt8>, _ body: (Int, UInt64) -> Void) {
    var last: (UInt64, UInt64, UInt64) = (0, 0, 0x20)
    func add(_ scalar: UInt64) {
      // Three scalars of 21 bits fill a word; the fourth is mixed in.
      let pair = last.2 &<< 21 | scalar
      body(2, mix(pair))
      if last.1 != 0 { body(3, mix(last.1 &<< 42 | pair)) }
      if last.0 != 0 { body(4, mix((last.1 &<< 42 | pair) ^ (last.0 &* 0xC2B2_AE3D_27D4_EB4F))) }
      last = (last.1, last.2, scalar)
    }
    word.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          index &+= 1
          add(UInt64(byte))
        } else {
          let (scalar, length) = UTF8Scalars.decode(bytes, index)
          index &+= length
          add(UInt64(scalar))
        }
      }
    }
    add(0x20)
  }

  /// The finalizer of SplitMix64 (Steele et al. 2014).
  @inline(__always)
  private static func mix(_ key: UInt64) -> UInt64 {
    var z = key &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }
}
