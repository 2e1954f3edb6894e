/// The discounts of one order for adjusted counts 1, 2 and 3 or more.
struct Discounts: Sendable, Equatable {
  /// What `lmplz --discount_fallback` uses where a text is too small to estimate them.
  static let fallback = Discounts(one: 0.5, two: 1, more: 1.5)

  var one: Double
  var two: Double
  var more: Double

  private init(one: Double, two: Double, more: Double) {
    self.one = one
    self.two = two
    self.more = more
  }

  /// Chen and Goodman 1998, equation 26, from how many n-grams have the adjusted counts 1, 2, 3 and 4.
  ///
  /// The fallback is taken where KenLM gives up: no n-gram has count 1, 2 or 3, or a discount is negative
  /// or larger than the count.
  init(countsOfCounts n: (one: Int, two: Int, three: Int, four: Int)) {
    guard n.one > 0, n.two > 0, n.three > 0 else {
      self = .fallback
      return
    }
    let y = Double(n.one) / Double(n.one + 2 * n.two)
    one = 1 - 2 * y * Double(n.two) / Double(n.one)
    two = 2 - 3 * y * Double(n.three) / Double(n.two)
    more = 3 - 4 * y * Double(n.four) / Double(n.three)
    if !(0...1).contains(one) || !(0...2).contains(two) || !(0...3).contains(more) { self = .fallback }
  }

  init(_ adjustedCounts: SharedArray<UInt32>) {
    var n = (one: 0, two: 0, three: 0, four: 0)
    for index in 0..<adjustedCounts.count {
      switch adjustedCounts[index] {
      case 1: n.one &+= 1
      case 2: n.two &+= 1
      case 3: n.three &+= 1
      case 4: n.four &+= 1
      default: break
      }
    }
    self.init(countsOfCounts: n)
  }

  @inline(__always)
  func of(_ count: UInt32) -> Double {
    switch count {
    case 0: 0
    case 1: one
    case 2: two
    default: more
    }
  }
}
