internal import Terminology

/// What makes or describes a glossary.
struct GlossaryRequest: Decodable, Sendable {
  var name: String?
  var title: String?
  var license: String?
  var source: String?
  var note: String?

  private static let longestTitle = 1_000
  private static let longestText = 20_000

  /// - Throws: `ServiceError.invalid` that names the field that is wrong.
  func glossary() throws(ServiceError) -> Glossary {
    guard let name else { throw .invalid(field: "name", "This field is missing.") }
    try FieldRules.check(name, "name", longest: 100)
    return try applied(to: Glossary(name: name))
  }

  /// The glossary with what is told here; its name stays.
  func applied(to glossary: Glossary) throws(ServiceError) -> Glossary {
    var result = glossary
    result.title = try text(title, "title", Self.longestTitle) ?? result.title
    result.license = try text(license, "license", Self.longestTitle) ?? result.license
    result.source = try text(source, "source", Self.longestText) ?? result.source
    result.note = try text(note, "note", Self.longestText) ?? result.note
    return result
  }

  private func text(_ text: String?, _ field: String, _ longest: Int) throws(ServiceError) -> String? {
    if let text { try FieldRules.check(text, field, longest: longest) }
    return text
  }
}

/// What every text that is stored must be.
enum FieldRules {
  /// - Parameter longest: in Unicode code points.
  /// - Throws: `ServiceError.invalid`.
  static func check(_ text: String, _ field: String, longest: Int) throws(ServiceError) {
    guard text.unicodeScalars.count <= longest else {
      throw .invalid(field: field, "This must have at most \(longest) characters.")
    }
    // SQLite would end the text there.
    guard !text.utf8.contains(0) else {
      throw .invalid(field: field, "This must not hold the character U+0000.")
    }
  }

  static func checkVisible(_ text: String, _ field: String, longest: Int) throws(ServiceError) {
    try check(text, field, longest: longest)
    let isVisible = text.unicodeScalars.contains { !$0.properties.isWhitespace && $0.value >= 0x20 }
    guard isVisible else { throw .invalid(field: field, "This must not be empty.") }
  }
}
