private import CICU

/// A language, named by its ISO 639-3 code, with a region where one was given.
///
/// BCP 47 tags and ISO 639 codes of two and three letters are accepted; ICU resolves them. Macrolanguages
/// stand for the variety that corpora mean: `ay` and `ayr` are `aym`, `gn` is `grn`, `qu` and `que` are
/// `quy`.
public struct LanguageTag: Sendable, Hashable, Codable, CustomStringConvertible {
  /// ISO 639-3, such as `spa`.
  public let code: String
  /// ISO 3166-1, such as `BR`; empty if none was given.
  public let region: String

  /// - Throws: `TextError` if ICU knows no such language.
  public init(_ text: String) throws(TextError) {
    let tag = text.replacing("_", with: "-")
    var language = [CChar](repeating: 0, count: 16)
    // ICU skips what it cannot read, and takes the next part that may be a language for it.
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard !parts.contains(""), cicu_language_code(parts[0], &language, 16) == 0,
      cicu_language_code(tag, &language, 16) == 0
    else {
      throw TextError(
        "«\(text)» is not a language. "
          + "Use a tag such as es, es-MX or pt-BR, or an ISO 639-3 code such as aym.")
    }
    var country = [CChar](repeating: 0, count: 16)
    cicu_region(tag, &country, 16)
    let code = Self.string(language)
    self.code = Self.aliases[code] ?? code
    region = Self.string(country)
  }

  public init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// The code, with the region if there is one: `por-BR`.
  public var description: String { region.isEmpty ? code : "\(code)-\(region)" }

  /// The shortest BCP 47 tag: `es`, `pt-BR`, `guc`.
  public var bcp47: String {
    var short = [CChar](repeating: 0, count: 16)
    cicu_short_code(Self.broader[code] ?? code, &short, 16)
    let language = Self.string(short)
    return region.isEmpty ? language : "\(language)-\(region)"
  }

  public var englishName: String { name(in: "en") }

  /// The name of the language in itself, where it is known.
  public var nativeName: String {
    guard let name = Self.nativeNames[code] else { return name(in: bcp47) }
    return region.isEmpty ? name : "\(name) (\(region))"
  }

  /// The name of the language in the language of the ICU locale `display`.
  public func name(in display: String) -> String {
    var buffer = [CChar](repeating: 0, count: 512)
    let length = cicu_display_name(bcp47, display, &buffer, 512)
    return length > 0 ? Self.string(buffer) : code
  }

  private static let aliases = ["ayr": "aym", "ayc": "aym", "gug": "grn", "que": "quy", "quz": "quz"]
  /// What ICU 72 has no locale for, or names in Spanish only.
  private static let nativeNames = [
    "arn": "Mapudungun", "aym": "Aymar aru", "grn": "Avañe'ẽ", "guc": "Wayuunaiki", "kek": "Q'eqchi'",
    "nah": "Nāhuatl", "quz": "Runasimi", "shp": "Shipibo-Konibo",
  ]
  /// The macrolanguage by which ICU names a variety.
  private static let broader = ["quy": "qu", "aym": "ay", "grn": "gn"]

  private static func string(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
