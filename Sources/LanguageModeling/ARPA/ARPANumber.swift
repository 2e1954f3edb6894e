/// The decimal numbers of ARPA files.
enum ARPANumber {
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]

  /// The number that `text` is, all of it; nil if it is none, or not a number (NaN).
  ///
  /// Up to 15 digits and a small exponent, a product or quotient of two exact doubles is the nearest double
  /// (Clinger 1990); everything else goes the long way.
  static func parse(_ text: UnsafeRawBufferPointer) -> Float? {
    var index = 0
    var isNegative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var fraction = 0
    var isBehindPoint = false
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
      } else if byte >= 48, byte <= 57, digits < 15 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
        digits &+= 1
        if isBehindPoint { fraction &+= 1 }
      } else {
        break
      }
      index += 1
    }
    if digits > 0, index == text.count {
      let value = Double(mantissa) / powers[fraction]
      return Float(isNegative ? -value : value)
    }
    let rest = String(decoding: text, as: UTF8.self)
    guard let value = Float(rest), !value.isNaN else { return nil }
    return value
  }
}
