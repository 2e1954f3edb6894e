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

  func encode(_ entry: GlossaryEntry) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("domain", entry.domain)
      writer.field("definitions", entry.definitions) { writer, definition in
        writer.object {
          if let language = definition.language { $0.field("language", language.description) }
          $0.field("text", definition.text)
        }
      }
      writer.field("note", entry.note)
      writer.field("source", entry.source)
      writer.field("isUntranslatable", entry.isUntranslatable)
      writer.field("terms", entry.terms) { writer, term in
        writer.object {
          $0.field("language", term.language.description)
          $0.field("text", term.text)
          $0.field("partOfSpeech", term.partOfSpeech)
          $0.field("status", term.status == .preferred ? "" : term.status.rawValue)
          $0.field("forms", term.forms) { $0.string($1) }
          $0.field("isCaseSensitive", term.isCaseSensitive)
          $0.field("note", term.note)
        }
      }
    }
    return writer.text
  }

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
        GlossaryEntry.Definition(language: try $0.language.map { try language($0) }, text: $0.text ?? "")
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

/// An entry as its JSON has it: what is empty is missing.
private struct StoredEntryContent: Decodable {
  struct Definition: Decodable {
    var language: String?
    var text: String?
  }

  struct StoredTerm: Decodable {
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
}
