internal import CICU

/// A name in two languages, from the Common Locale Data Repository (CLDR).
public struct LocaleTerm: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case country
    case language
    case currency
    case month
    case weekday
  }

  public var kind: Kind
  /// ISO 3166, 639 or 4217; the number of a month or a weekday, from 0; weeks begin on Sunday.
  public var code: String
  public var source: String
  public var target: String

  public init(kind: Kind, code: String, source: String, target: String) {
    self.kind = kind
    self.code = code
    self.source = source
    self.target = target
  }
}

extension LocaleTerm {
  /// The names of countries, languages, currencies, months and weekdays in both languages, in the order of
  /// their codes.
  ///
  /// Empty for a language that ICU has no data for, such as Aymara and Guaraní. Names that the locale lacks
  /// are left out; a name may be the same in both.
  public static func terms(source: LanguageTag, target: LanguageTag) -> [LocaleTerm] {
    guard let from = FormattingLocale(source, beside: target), from.speaksLanguage,
      let to = FormattingLocale(target, beside: source), to.speaksLanguage
    else { return [] }
    return Kind.allCases.flatMap { kind in
      codes(kind).compactMap { code in
        guard let source = name(kind, code, from), let target = name(kind, code, to) else { return nil }
        return LocaleTerm(kind: kind, code: code, source: source, target: target)
      }
    }
  }

  private static func number(_ kind: Kind) -> Int32 { Int32(Kind.allCases.firstIndex(of: kind) ?? 0) }

  private static func codes(_ kind: Kind) -> [String] {
    var buffer = [CChar](repeating: 0, count: 8192)
    let length = cicu_name_codes(number(kind), &buffer, 8192)
    let bytes = buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .sorted { $0.count != $1.count ? $0.count < $1.count : $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func name(_ kind: Kind, _ code: String, _ locale: FormattingLocale) -> String? {
    var units = [UInt16](repeating: 0, count: 256)
    let length = cicu_name(number(kind), code, locale.identifier, &units, 256)
    guard length > 0 else { return nil }
    let name = String(decoding: units.prefix(Int(length)), as: UTF16.self)
    return name == code ? nil : name
  }
}
