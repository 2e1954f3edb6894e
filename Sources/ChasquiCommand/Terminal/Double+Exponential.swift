private import Foundation

extension Double {
  /// e to the power of the number.
  var exponential: Double { exp(self) }
}
