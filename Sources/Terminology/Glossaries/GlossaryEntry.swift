public import Text

/// A concept and its terms (ISO 30042 calls it a concept entry).
public struct GlossaryEntry: Sendable, Hashable, Codable {
  /// What names the entry inside its glossary, also in files: never used again once the entry is gone.
  public var identifier: String
  /// The field of knowledge, such as `health`; empty if none is given.
  public var domain: String
  /// What the concept is, by language; the key is the language's code.
  public var definitions: [Definition]
  public var note: String
  /// Where the entry comes from.
  public var source: String
  /// Text that matches a term of the entry passes into every language unchanged.
  public var isUntranslatable: Bool
  public var terms: [Term]

  public struct Definition: Sendable, Hashable, Codable {
    /// Nil where the file did not say in which language the definition is.
    public var language: LanguageTag?
    public var text: String

    public init(language: LanguageTag?, text: String) {
      self.language = language
      self.text = text
    }
  }

  public init(
    identifier: String, domain: String = "", definitions: [Definition] = [], note: String = "",
    source: String = "", isUntranslatable: Bool = false, terms: [Term] = []
  ) {
    self.identifier = identifier
    self.domain = domain
    self.definitions = definitions
    self.note = note
    self.source = source
    self.isUntranslatable = isUntranslatable
    self.terms = terms
  }

  /// The terms of a language: those of its region, or of none where the region has none of its own; best
  /// status first, otherwise in their order.
  public func terms(in language: LanguageTag) -> [Term] {
    let all = terms.filter { $0.language.code == language.code }
    let regional = all.filter { $0.language == language }
    let chosen =
      regional.isEmpty
      ? (language.region.isEmpty ? all : all.filter { $0.language.region.isEmpty }) : regional
    return (chosen.isEmpty ? all : chosen).enumerated()
      .sorted { ($0.element.status, $0.offset) < ($1.element.status, $1.offset) }
      .map(\.element)
  }
}
