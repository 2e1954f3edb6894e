private import CICU

/// Lower, upper and title case by the rules of one locale (Unicode 3.13, CLDR special casing).
public final class CaseMapper: Sendable {
  // ICU's map is immutable once open (see cicu_case.h), so threads may share it.
  private nonisolated(unsafe) let mapper: OpaquePointer?
  /// Whether ASCII letters map as they do in English: not so in Turkish and Azeri, and Lithuanian
  /// looks at the letters around.
  private let hasPlainASCII: Bool

  /// The ICU locale id, such as `es` or `tr`; an unknown one gives the root rules.
  public let locale: String

  public init(locale: String) {
    self.locale = locale
    mapper = cicu_case_open(locale)
    let language = locale.prefix { $0 != "_" && $0 != "-" }.lowercased()
    hasPlainASCII = !["tr", "az", "lt", "nl", "tur", "aze", "lit", "nld"].contains(language)
  }

  deinit { cicu_case_close(mapper) }

  public func lowercase(_ text: String) -> String {
    if hasPlainASCII, text.utf8.allSatisfy({ $0 < 0x80 && !($0 >= 0x41 && $0 <= 0x5A) }) { return text }
    return map(text, Int32(CICU_CASE_LOWER))
  }

  public func uppercase(_ text: String) -> String { map(text, Int32(CICU_CASE_UPPER)) }

  /// Capitalizes the first letter and leaves the rest: `ñandu` to `Ñandu`, and in Dutch `ijs` to `IJs`.
  ///
  /// Punctuation, joiner marks and glottal apostrophes in front are skipped: `'uta` to `'Uta`.
  public func capitalize(_ text: String) -> String {
    guard let start = text.unicodeScalars.firstIndex(where: { !Self.isSkipped($0) }) else { return text }
    let scalar = text.unicodeScalars[start]
    guard scalar.properties.isCased, !scalar.properties.isUppercase || !hasPlainASCII else { return text }
    return String(text.unicodeScalars[..<start])
      + map(String(text.unicodeScalars[start...]), Int32(CICU_CASE_TITLE))
  }

  /// Whether `scalar` may stand before the letter that takes the capital.
  static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // The letters among the glottal stops: U+02BC, U+02BB, the saltillo pair; and our joiner mark.
    case 0x02BB, 0x02BC, 0xA78B, 0xA78C, 0xFFED: return true
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return false
    default: return !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
  }

  private func map(_ text: String, _ kind: Int32) -> String {
    guard let mapper else { return text }
    var text = text
    return text.withUTF8 { source -> String in
      guard source.count > 0, source.count < Int(Int32.max) / 4 else {
        return String(decoding: source, as: UTF8.self)
      }
      return source.withMemoryRebound(to: CChar.self) { source in
        var capacity = source.count + 16
        while true {
          var needed = 0
          let result = String(unsafeUninitializedCapacity: capacity) { target in
            target.withMemoryRebound(to: CChar.self) {
              needed = Int(
                cicu_case_map(
                  mapper, kind, source.baseAddress, Int32(source.count), $0.baseAddress, Int32(capacity)))
            }
            return needed < 0 || needed > capacity ? 0 : needed
          }
          if needed < 0 { return String(decoding: UnsafeRawBufferPointer(source), as: UTF8.self) }
          if needed <= capacity { return result }
          capacity = needed
        }
      }
    }
  }
}
