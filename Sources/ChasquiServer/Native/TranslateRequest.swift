internal import Chasqui
internal import Documents
internal import Text

/// The body of `POST /v1/translate`.
struct TranslateRequest: Decodable, Sendable {
  var text: Texts
  var source: String?
  var target: String
  var format: String?
  var glossaries: [String]?
  var alternatives: Int?
  var include: [String]?
  var convention: String?
  var split: String?
  var strict: Bool?
  var memory: Bool?
  var xml: XMLRequest?

  /// The formats that a text may have; documents have more.
  private static let formats: [DocumentFormat] = [.text, .html, .xml]

  /// One string or several.
  enum Texts: Decodable, Sendable {
    case one(String)
    case many([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .one(text)
      } else if let texts = try? container.decode([String].self) {
        self = .many(texts)
      } else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "This field must be a string or an array of strings, of well-formed Unicode.")
      }
    }

    var all: [String] {
      switch self {
      case .one(let text): [text]
      case .many(let texts): texts
      }
    }
  }

  /// What is markup and what is text, for `format` html and xml.
  struct XMLRequest: Decodable, Sendable {
    var ignoreTags: [String]?
    var splittingTags: [String]?
    var nonSplittingTags: [String]?
    var outlineDetection: Bool?

    var options: DocumentOptions {
      var options = DocumentOptions()
      options.ignoredTags = Set(ignoreTags ?? [])
      options.splittingTags = Set(splittingTags ?? [])
      options.nonSplittingTags = Set(nonSplittingTags ?? [])
      options.detectsOutline = outlineDetection ?? true
      return options
    }
  }

  /// What a reply may hold beside the translation.
  enum Detail: String, CaseIterable, Sendable {
    case sentences, evidence, phraseAlternatives
  }

  static let mostAlternatives = 10

  /// - Throws: `ServiceError` that names the field that cannot be used.
  func order(_ services: Services) throws(ServiceError) -> TranslationOrder {
    var order = TranslationOrder(
      texts: text.all, source: try language(source, field: "source"),
      target: try Self.language(target, field: "target"))
    order.glossaries = glossaries ?? services.configuration.glossaries
    if let alternatives {
      guard (0...Self.mostAlternatives).contains(alternatives) else {
        throw .invalid(field: "alternatives", "This must be from 0 to \(Self.mostAlternatives).")
      }
      order.alternatives = alternatives
    }
    if let format {
      guard let format = DocumentFormat(rawValue: format), Self.formats.contains(format) else {
        throw .invalid(field: "format", "This must be one of \(Self.list(Self.formats)).")
      }
      order.format = format
    }
    if let xml { order.markup = xml.options }
    if let convention {
      order.convention = try services.convention(convention, target: order.target)
    }
    if let split {
      guard let division = TranslationOrder.Division(rawValue: split) else {
        throw .invalid(
          field: "split", "This must be one of \(Self.list(TranslationOrder.Division.allCases)).")
      }
      order.division = division
    }
    order.isStrict = strict ?? false
    order.usesMemory = memory ?? true
    order.wantsPhraseAlternatives = try details().contains(.phraseAlternatives)
    return order
  }

  /// - Throws: `ServiceError` that names one that there is not.
  func details() throws(ServiceError) -> Set<Detail> {
    var result: Set<Detail> = []
    for name in include ?? [] {
      guard let detail = Detail(rawValue: name) else {
        throw .invalid(field: "include", "\(name) is not one of \(Self.list(Detail.allCases)).")
      }
      result.insert(detail)
    }
    if !result.isEmpty { result.insert(.sentences) }
    return result
  }

  private func language(_ text: String?, field: String) throws(ServiceError) -> LanguageTag? {
    guard let text, text != "auto" else { return nil }
    return try Self.language(text, field: field)
  }

  static func language(_ text: String, field: String) throws(ServiceError) -> LanguageTag {
    guard let language = try? LanguageTag(text) else {
      throw .unsupportedLanguage(field: field, String(text.prefix(40)))
    }
    return language
  }

  private static func list<Choice: RawRepresentable<String>>(_ choices: [Choice]) -> String {
    choices.map(\.rawValue).joined(separator: ", ")
  }
}
