internal import CICU

/// Dates or times as one locale writes them with given fields, by ICU; in the calendar of Gregory.
final class DateFormat: Sendable {
  private let handles: HandlePool

  /// - Parameter skeleton: the fields, such as `yMMMMd` (UTS 35).
  init(_ skeleton: String, locale: FormattingLocale) {
    let identifier = locale.identifier
    handles = HandlePool(make: { cicu_date_open(skeleton, identifier) }, close: { cicu_date_close($0) })
  }

  /// Reads `text` as milliseconds since 1970; nil if the locale would not write a date just so, apart from
  /// case.
  func parse(_ text: String) -> Double? {
    handles.with { handle in
      for variant in NumberFormat.spacings(text) {
        let units = Array(variant.utf16)
        var time = 0.0
        if cicu_date_parse(handle, units, Int32(units.count), &time) == 0,
          Self.print(time, handle)?.lowercased() == variant.lowercased()
        {
          return time
        }
      }
      return nil
    } ?? nil
  }

  /// Writes a time in milliseconds since 1970.
  func format(_ time: Double) -> String? {
    handles.with { Self.print(time, $0) } ?? nil
  }

  private static func print(_ time: Double, _ handle: OpaquePointer) -> String? {
    var units = [UInt16](repeating: 0, count: 128)
    let length = cicu_date_print(handle, time, &units, 128)
    return length > 0 ? String(decoding: units.prefix(Int(length)), as: UTF16.self) : nil
  }
}
