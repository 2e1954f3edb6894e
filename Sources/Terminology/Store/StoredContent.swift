private import Foundation
internal import Text

/// What a revision holds, as JSON: short, with what is empty left out, and equal for equal content. For one
/// thread.
final class StoredContent {
  private let encoder: JSONEncoder
  private let decoder = JSONDecoder()
  /// Tags by their text: asking ICU takes longer than reading the rest of an entry.
  private var languages: [String: LanguageTag] = [:]

  init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  func encode(_ entry: GlossaryEntry) throws -> String { try text(StoredEntryContent(entry)) }

  func encode(_ glossary: Glossary) throws -> String { try text(glossary) }

  func encode(_ unit: TranslationUnit) throws -> String { try text(unit) }

  func glossary(_ content: String) throws -> Glossary {
    try decoder.decode(Glossary.self, from: Data(content.utf8))
  }

  func unit(_ content: String) throws -> TranslationUnit {
    try decoder.decode(TranslationUnit.self, from: Data(content.utf8))
  }

  func entry(_ content: String, identifier: String) throws -> GlossaryEntry {
    let stored = try decoder.decode(StoredEntryContent.self, from: Data(content.utf8))
    return GlossaryEntry(
      identifier: identifier, domain: stored.domain ?? "",
      definitions: try (stored.definitions ?? []).map {
        GlossaryEntry.Definition(language: try $0.language.map { try language($0) }, text: $0.text)
      },
      note: stored.note ?? "", source: stored.source ?? "",
      isUntranslatable: stored.isUntranslatable ?? false,
      terms: try stored.terms.map {
        Term(
          language: try language($0.language), text: $0.text, partOfSpeech: $0.partOfSpeech ?? "",
          status: $0.status ?? .preferred, forms: $0.forms ?? [],
          isCaseSensitive: $0.isCaseSensitive ?? false, note: $0.note ?? "")
      })
  }

  private func language(_ text: String) throws -> LanguageTag {
    if let known = languages[text] { return known }
    let tag = try LanguageTag(text)
    languages[text] = tag
    return tag
  }

  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

private struct StoredEntryContent: Codable {
  struct Definition: Codable {
    var language: String?
    var text: String
  }

  struct StoredTerm: Codable {
    var language: String
    var text: String
    var partOfSpeech: String?
    var status: TermStatus?
    var forms: [String]?
    var isCaseSensitive: Bool?
    var note: String?
  }

  var domain: String?
  var definitions: [Definition]?
  var note: String?
  var source: String?
  var isUntranslatable: Bool?
  var terms: [StoredTerm]

  init(_ entry: GlossaryEntry) {
    domain = entry.domain.nonEmpty
    definitions =
      entry.definitions.isEmpty
      ? nil : entry.definitions.map { Definition(language: $0.language?.description, text: $0.text) }
    note = entry.note.nonEmpty
    source = entry.source.nonEmpty
    isUntranslatable = entry.isUntranslatable ? true : nil
    terms = entry.terms.map {
      StoredTerm(
        language: $0.language.description, text: $0.text, partOfSpeech: $0.partOfSpeech.nonEmpty,
        status: $0.status == .preferred ? nil : $0.status, forms: $0.forms.isEmpty ? nil : $0.forms,
        isCaseSensitive: $0.isCaseSensitive ? true : nil, note: $0.note.nonEmpty)
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
