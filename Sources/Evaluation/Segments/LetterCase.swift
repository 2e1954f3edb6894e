/// Whether a metric tells capitals from small letters: sacreBLEU's signature field `case`.
public enum LetterCase: Sendable, Hashable {
  /// Capitals count.
  case mixed
  /// Both texts are made lower case first.
  case lower

  var signatureValue: String { self == .lower ? "lc" : "mixed" }

  /// `text` as the metric compares it.
  func apply(_ text: String) -> String {
    switch self {
    case .mixed: return text
    case .lower: return LetterCase.lowercased(text)
    }
  }

  /// Lower case as Python's `str.lower` defines it: Unicode's full mapping with the final sigma.
  ///
  /// `String.lowercased()` maps each scalar alone, so that Σ would never become ς.
  static func lowercased(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    result.reserveCapacity(scalars.count)
    for (index, scalar) in scalars.enumerated() {
      if scalar.value < 0x80 {
        let isCapital = scalar.value >= 0x41 && scalar.value <= 0x5A
        result.append(isCapital ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar)
      } else if scalar == capitalSigma {
        result.append(isFinal(scalars, index) ? finalSigma : smallSigma)
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(result)
  }

  private static let capitalSigma: Unicode.Scalar = "\u{3A3}"
  private static let smallSigma: Unicode.Scalar = "\u{3C3}"
  private static let finalSigma: Unicode.Scalar = "\u{3C2}"

  /// The condition `Final_Sigma` of the Unicode Standard, table 3-17.
  private static func isFinal(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    guard let before, before.properties.isCased else { return false }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return !(after?.properties.isCased ?? false)
  }
}
