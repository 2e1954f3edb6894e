public import Text

/// A document, cut into what is to be translated and the rest, which stays as it is byte for byte.
public protocol TranslatableDocument: Sendable {
  /// What is to be translated, one sentence or paragraph each. They do not depend on each other.
  var units: [MarkedText] { get }

  /// The document with a translation in the place of each unit. A unit that comes back unchanged is written
  /// exactly as it was.
  ///
  /// - Parameter target: the language that the document is marked as, where its format has a place for that; nil
  ///   leaves it.
  func rendered(with translations: [MarkedText], target: LanguageTag?) -> [UInt8]
}

extension TranslatableDocument {
  /// The document in the encoding that it was read from, as text; for what was opened as text.
  public func renderedText(with translations: [MarkedText], target: LanguageTag?) -> String {
    String(decoding: rendered(with: translations, target: target), as: UTF8.self)
  }
}
