internal import Text

/// The translation of a file while its sender waits.
struct FileTranslation: Sendable {
  /// The endings of the names of files that can be translated.
  static let extensions = [".txt"]

  let services: Services
  let source: LanguageTag?
  let target: LanguageTag
  let limits: WorkLimits

  /// So many characters are translated at once; a whole book as one task a line would take much memory.
  private static let block = 20_000

  /// Translates plain text in UTF-8.
  ///
  /// - Throws: `ServiceError`.
  func translate(_ text: String) async throws -> String {
    var result = ""
    var order = TranslationOrder(texts: [], source: source, target: target)
    order.glossaries = services.configuration.glossaries
    for block in Self.blocks(text) {
      guard block.hasWords else {
        result += block
        continue
      }
      order.texts = [block]
      let outcome = try await services.translation.translateAdmitted(order, limits: limits)[0]
      // The rest of the file is in the language of its beginning.
      order.source = outcome.source
      result += outcome.text
    }
    return result
  }

  /// The text in pieces that end with lines.
  static func blocks(_ text: String) -> [String] {
    var blocks: [String] = []
    var current = ""
    for line in TextLines(text).lines {
      current += line.text + line.end
      if current.utf8.count > block {
        blocks.append(current)
        current = ""
      }
    }
    if !current.isEmpty { blocks.append(current) }
    return blocks
  }
}
