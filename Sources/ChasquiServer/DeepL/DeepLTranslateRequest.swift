internal import Documents
private import Foundation
internal import Text

/// The fields of `POST /v2/translate`, and of a document, that say how to translate.
struct DeepLTranslateRequest: Sendable {
  var texts: [String]
  var source: LanguageTag?
  var target: LanguageTag
  var division: TranslationOrder.Division
  /// The glossaries that the client names, the most important first.
  var glossaryIDs: [String]
  /// What the reply tells as `model_type_used`; nil if it was not asked for.
  var modelType: String?
  var format = DocumentFormat.text
  /// What is markup and what is text, for formats other than plain text.
  var markup = DocumentOptions()

  private static let mostGlossaries = 5
  private static let mostInstructions = 10
  private static let longestInstruction = 300

  /// - Throws: `ServiceError` that names the first field that cannot be.
  init(_ body: FormBody) throws(ServiceError) {
    guard let texts = try body.texts("text"), !texts.isEmpty else {
      throw .invalid(field: "text", "This field is missing.")
    }
    try self.init(body, texts: texts)
  }

  /// As above, with texts that are not in the body.
  init(_ body: FormBody, texts: [String]) throws(ServiceError) {
    self.texts = texts
    guard let target = try body.text("target_lang"), !target.isEmpty else {
      throw .invalid(field: "target_lang", "This field is missing.")
    }
    self.target = try DeepLLanguage.tag(target, field: "target")
    if let source = try body.text("source_lang"), !source.isEmpty {
      self.source = try DeepLLanguage.tag(source, field: "source")
    }
    if let name = try Self.choice(body, "tag_handling", ["xml", "html"]) {
      format = name == "xml" ? .xml : .html
    }
    markup.ignoredTags = try Self.tags(body, "ignore_tags")
    markup.splittingTags = try Self.tags(body, "splitting_tags")
    markup.nonSplittingTags = try Self.tags(body, "non_splitting_tags")
    markup.detectsOutline = try body.flag("outline_detection") ?? true
    _ = try Self.choice(body, "tag_handling_version", ["v1", "v2"])
    division = try Self.division(body, format)
    try Self.checkFormality(body)
    glossaryIDs = try Self.glossaries(body)
    guard glossaryIDs.isEmpty || self.source != nil else {
      throw .invalid(
        field: "source_lang", "Use of a glossary requires the source_lang parameter to be specified.")
    }
    modelType = try Self.choice(
      body, "model_type", ["quality_optimized", "latency_optimized", "prefer_quality_optimized"]
    ).map { $0.hasPrefix("prefer_") ? String($0.dropFirst("prefer_".count)) : $0 }
    try Self.checkUnused(body)
  }

  private static func division(_ body: FormBody, _ format: DocumentFormat) throws(ServiceError)
    -> TranslationOrder.Division
  {
    switch try choice(body, "split_sentences", ["0", "1", "nonewlines"]) {
    case "0": .none
    case "1": .sentences
    case "nonewlines": .punctuation
    // In HTML, the ends of lines mean nothing.
    default: format == .html ? .punctuation : .sentences
    }
  }

  /// Names of elements, in an array or with commas between.
  private static func tags(_ body: FormBody, _ field: String) throws(ServiceError) -> Set<String> {
    Set(
      (try body.texts(field) ?? []).flatMap { $0.split(separator: ",") }.map {
        $0.trimmingCharacters(in: .whitespaces)
      })
  }

  /// No model knows one register from another: what asks for one firmly is refused, what prefers one is not.
  private static func checkFormality(_ body: FormBody) throws(ServiceError) {
    let formality = try choice(
      body, "formality", ["default", "prefer_more", "prefer_less", "more", "less"])
    if formality == "more" || formality == "less" {
      throw .invalid(
        field: "formality",
        "Target language does not support formality here: 'formality' is not supported for given 'target_lang'."
      )
    }
  }

  private static func glossaries(_ body: FormBody) throws(ServiceError) -> [String] {
    let one = try body.text("glossary_id")
    // In forms they come with commas between.
    let several = try body.texts("glossary_ids")?.flatMap { $0.split(separator: ",").map(String.init) }
    if let one, !one.isEmpty {
      guard several == nil else {
        throw .invalid(field: "glossary_ids", "This cannot be used together with glossary_id.")
      }
      return [one]
    }
    guard (several ?? []).count <= mostGlossaries else {
      throw .invalid(field: "glossary_ids", "There may be \(mostGlossaries) glossaries.")
    }
    return several ?? []
  }

  /// Looks at the fields that change nothing: a client is told of its mistakes all the same.
  private static func checkUnused(_ body: FormBody) throws(ServiceError) {
    for field in ["preserve_formatting", "show_billed_characters"] {
      _ = try body.flag(field)
    }
    _ = try body.text("context")
    _ = try body.text("style_id")
    _ = try body.text("translation_memory_id")
    if let threshold = try body.integer("translation_memory_threshold"), !(0...100).contains(threshold) {
      throw .invalid(field: "translation_memory_threshold", "This must be from 0 to 100.")
    }
    if let instructions = try body.texts("custom_instructions") {
      guard instructions.count <= mostInstructions,
        instructions.allSatisfy({ $0.unicodeScalars.count <= longestInstruction })
      else {
        throw .invalid(
          field: "custom_instructions",
          "There may be \(mostInstructions) instructions of \(longestInstruction) characters.")
      }
    }
  }

  private static func choice(_ body: FormBody, _ field: String, _ choices: [String]) throws(ServiceError)
    -> String?
  {
    guard let value = try body.text(field), !value.isEmpty else { return nil }
    guard choices.contains(value.lowercased()) else {
      throw .invalid(field: field, "This must be one of \(choices.joined(separator: ", ")).")
    }
    return value.lowercased()
  }
}
