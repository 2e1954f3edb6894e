internal import CICU

/// Numbers as one locale writes them, by ICU.
final class NumberFormat: Sendable {
  enum Kind: Int32, Sendable {
    case decimal
    case percentage
    case currency
  }

  /// A number, exact, and how it was written.
  struct Value: Sendable, Equatable {
    /// Such as `1234.5`.
    var decimal: String
    /// Digits behind the decimal mark, with zeros at the end.
    var fraction: Int
    var isGrouped: Bool
    /// ISO 4217; empty for plain numbers.
    var currency: String
  }

  private let handles: HandlePool

  init(_ kind: Kind, locale: FormattingLocale) {
    let identifier = locale.identifier
    handles = HandlePool(
      make: { cicu_number_open(kind.rawValue, identifier) }, close: { cicu_number_close($0) })
  }

  /// Reads `text`; nil if the locale would not write a number just so.
  func parse(_ text: String) -> Value? {
    handles.with { handle in
      for variant in Self.spacings(text) {
        let units = Array(variant.utf16)
        var decimal = [CChar](repeating: 0, count: 64)
        var currency = [CChar](repeating: 0, count: 4)
        guard cicu_number_parse(handle, units, Int32(units.count), &decimal, 64, &currency) == 0 else {
          continue
        }
        var value = Value(
          decimal: Self.string(decimal), fraction: 0, isGrouped: false, currency: Self.string(currency))
        // How it was written is what gives the same text again.
        for fraction in Set([0, Self.trailingDigits(variant)]).sorted() {
          for isGrouped in [false, true] {
            value.fraction = fraction
            value.isGrouped = isGrouped
            if Self.print(value, handle) == variant { return value }
          }
        }
      }
      return nil
    } ?? nil
  }

  /// Writes `value`; nil if ICU cannot.
  func format(_ value: Value) -> String? {
    handles.with { Self.print(value, $0) } ?? nil
  }

  private static func print(_ value: Value, _ handle: OpaquePointer) -> String? {
    var units = [UInt16](repeating: 0, count: 128)
    let length = cicu_number_print(
      handle, value.decimal, Int32(value.fraction), value.isGrouped ? 1 : 0,
      value.currency.isEmpty ? nil : value.currency, &units, 128)
    return length > 0 ? String(decoding: units.prefix(Int(length)), as: UTF16.self) : nil
  }

  /// The number of digits behind the last mark between digits.
  private static func trailingDigits(_ text: String) -> Int {
    let digits = text.unicodeScalars.split(separator: " ").first { $0.contains { isDigit($0) } } ?? []
    let core = digits.drop { !isDigit($0) }.reversed().drop { !isDigit($0) }
    let trailing = core.prefix { isDigit($0) }.count
    return trailing == core.count ? 0 : trailing
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  /// The text as it is, and with the spaces that do not break a line, wide and narrow, which locales prefer.
  static func spacings(_ text: String) -> [String] {
    guard text.contains(" ") else { return [text] }
    return [text, text.replacing(" ", with: "\u{A0}"), text.replacing(" ", with: "\u{202F}")]
  }

  private static func string(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
