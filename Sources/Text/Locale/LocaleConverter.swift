/// Writes the numbers, dates and amounts of one language as another language writes them, by ICU.
///
/// What a text means is decided by the source locale, strictly: `1.234` is a fraction in English and a
/// thousand in Spanish. What it would not write so, and what means the same in the target, gives nil: leave
/// it. No digit is ever lost, added or changed, so that years, ordinals, clock times and numeric dates stay.
public final class LocaleConverter: Sendable {
  private let numbers: [(from: NumberFormat, to: NumberFormat)]
  private let dates: [(from: DateFormat, to: DateFormat)]

  /// The fields of dates that have one form in each language. Numeric dates are not among them: `3/4/2012` is
  /// two dates in English.
  private static let skeletons = ["yMMMMd", "MMMMd", "yMMMM", "yMMMMEEEEd", "MMMMEEEEd", "yMMMd", "hm"]

  public init(source: LanguageTag, target: LanguageTag) {
    guard let from = FormattingLocale(source, beside: target),
      let to = FormattingLocale(target, beside: source), source.code != target.code,
      from.identifier != to.identifier
    else {
      numbers = []
      dates = []
      return
    }
    numbers = [NumberFormat.Kind.decimal, .percentage, .currency].map {
      (NumberFormat($0, locale: from), NumberFormat($0, locale: to))
    }
    dates =
      from.speaksLanguage && to.speaksLanguage
      ? Self.skeletons.map { (DateFormat($0, locale: from), DateFormat($0, locale: to)) } : []
  }

  /// A plain number, such as `1,234.56`, as the target language writes it; nil if it stays as it is.
  ///
  /// - Parameter role: what the words around it say about it.
  public func number(_ text: String, role: NumberRole = .unclear) -> String? {
    guard role != .reference else { return nil }
    // Most numbers have only digits.
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x2E || $0 >= 0x80 || $0 == 0x20 }) else {
      return nil
    }
    return role == .unclear && looksLikeClockTime(text) ? nil : convert(text, .decimal)
  }

  /// A percentage, such as `2.5%`, with the sign and spacing of the target language.
  public func percentage(_ text: String) -> String? { convert(text, .percentage) }

  /// An amount of money, such as `€1,234.50`.
  public func amount(_ text: String) -> String? { convert(text, .currency) }

  /// A date with the name of its month, such as `March 14, 2012`, or a time of twelve hours, such as
  /// `9:30 PM`.
  public func date(_ text: String) -> String? {
    for (from, to) in dates {
      guard let time = from.parse(text), let result = to.format(time) else { continue }
      return Self.digits(result).sorted() == Self.digits(text).sorted() ? result : nil
    }
    return nil
  }

  /// The text as any of these.
  public func rendering(of text: String) -> String? {
    guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    return number(text) ?? percentage(text) ?? amount(text) ?? date(text)
  }

  private func convert(_ text: String, _ kind: NumberFormat.Kind) -> String? {
    guard text.utf8.count <= 60, !numbers.isEmpty else { return nil }
    let (from, to) = numbers[Int(kind.rawValue)]
    guard let value = from.parse(text), !Self.looksLikeThousands(text, value),
      let result = to.format(value),
      !NumberFormat.spacings(text).contains(result),
      Self.digits(result) == Self.digits(text)
    else { return nil }
    return result
  }

  /// `400.000` in English is more likely a round number of a writer with other habits than 400 to the
  /// thousandth.
  private static func looksLikeThousands(_ text: String, _ value: NumberFormat.Value) -> Bool {
    value.fraction == 3 && !value.isGrouped && text.hasSuffix("000")
  }

  /// `12.26` may be a time of day; in English–Spanish parliament records 7 of 9 such numbers were one, and
  /// stayed, while all that could not be one changed their mark.
  private func looksLikeClockTime(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, parts[0].count <= 2, let hours = Self.value(parts[0]),
      let minutes = Self.value(parts[1])
    else { return false }
    return (1..<24).contains(hours) && minutes < 60
  }

  private static func value(_ digits: Substring.UTF8View) -> Int? { Int(Substring(digits)) }

  /// The ASCII digits of a text.
  private static func digits(_ text: String) -> [UInt8] { text.utf8.filter { (0x30...0x39).contains($0) } }
}
