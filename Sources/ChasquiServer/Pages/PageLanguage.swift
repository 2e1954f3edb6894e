private import Foundation
internal import HTTPTypes
internal import Hummingbird

/// A language that the pages speak.
enum PageLanguage: String, CaseIterable, Sendable {
  case english = "en"
  case spanish = "es"
  case portuguese = "pt"
  case french = "fr"

  /// Where a page keeps the language that a person chose.
  static let cookie = "chasqui-language"

  /// The texts of the language as JSON: for each key a text, or texts by CLDR's plural category.
  var json: [UInt8] {
    switch self {
    case .english: PackageResources.en_json
    case .spanish: PackageResources.es_json
    case .portuguese: PackageResources.pt_json
    case .french: PackageResources.fr_json
    }
  }

  /// The texts that are the same for every number.
  var texts: [String: String] {
    messages.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
  }

  /// A text of the pages.
  enum Message: Decodable, Equatable {
    case text(String)
    /// By CLDR's plural category: `one`, `many`, `other`.
    case plural([String: String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .plural(try container.decode([String: String].self))
      }
    }
  }

  var messages: [String: Message] {
    do {
      return try JSONDecoder().decode([String: Message].self, from: Data(json))
    } catch {
      preconditionFailure("The embedded texts \(rawValue).json cannot be read: \(error)")
    }
  }

  /// The language in which a page should answer: what its address says, what was chosen before, or what the
  /// browser prefers; English where it speaks none of ours.
  static func preferred(by request: Request) -> PageLanguage {
    if let asked = request.uri.queryParameters["lang"].flatMap({ PageLanguage(tag: $0) }) { return asked }
    if let chosen = request.cookies[cookie].flatMap({ PageLanguage(tag: $0.value[...]) }) { return chosen }
    return preferred(among: request.headers[.acceptLanguage] ?? "")
  }

  /// The first of our languages in an `Accept-Language` field (RFC 9110, section 12.5.4), by quality.
  static func preferred(among field: String) -> PageLanguage {
    var best: (language: PageLanguage, quality: Double)?
    for range in field.split(separator: ",").prefix(100) {
      let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let tag = parts.first, let language = PageLanguage(tag: tag[...]) else { continue }
      let parameter = parts.dropFirst().first { $0.hasPrefix("q=") }
      let quality = parameter.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      if quality > best?.quality ?? 0 { best = (language, quality) }
    }
    return best?.language ?? .english
  }

  /// The language of a BCP 47 tag, whatever its region.
  init?(tag: Substring) {
    let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    self.init(rawValue: primary)
  }
}
