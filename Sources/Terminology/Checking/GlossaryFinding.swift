public import Text

/// Something in a glossary that should be looked at: what is wrong, where, and what to do about it.
public struct GlossaryFinding: Sendable, Hashable, Codable {
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The glossary says two things at once: translations cannot keep to it.
    case error
    /// Probably a mistake; some of it keeps terms from matching.
    case warning
    /// Worth a look, and often right as it is.
    case hint

    public static func < (a: Severity, b: Severity) -> Bool {
      allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
  }

  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Entries of one domain with the same terms.
    case duplicateEntry
    /// Entries of one domain with the same term and other preferred terms in another language.
    case contradiction
    /// A term is to be used by one entry, and not by another or by the same.
    case statusConflict
    /// Replacing discouraged terms by preferred ones leads back to where it began.
    case replacementCycle
    /// A term stands twice in one language of an entry.
    case repeatedTerm
    /// A form is the term itself, or stands twice.
    case repeatedForm
    case spacing
    /// A bracket or quotation mark without its partner.
    case unbalancedMark
    /// A letter of another script that looks like one of this.
    case lookAlike
    case noLetters
    /// The matcher leaves the term or form out.
    case unmatchable
    /// A language that most entries have is missing, or has no preferred term.
    case missingTerm
    case severalPreferred
    /// The languages have the same text, and the entry is not marked as untranslatable.
    case sameText
    case caseSensitivity
    /// Words that a translation model does not know.
    case unknownWords
  }

  /// An entry as it was checked.
  public struct Place: Sendable, Hashable, Codable {
    public var identifier: String
    public var version: Int

    public init(identifier: String, version: Int) {
      self.identifier = identifier
      self.version = version
    }
  }

  public var severity: Severity
  public var kind: Kind
  /// The name of the glossary.
  public var glossary: String
  /// The entries that it is about, in the order of the glossary; of very many, the first
  /// `maximumPlaces`.
  public var entries: [Place]
  /// Nil where no single language is meant.
  public var language: LanguageTag?
  /// What is wrong.
  public var message: String
  /// What the reader of the message can do.
  public var advice: String

  /// The most entries that a finding names.
  public static let maximumPlaces = 20

  public init(
    _ severity: Severity, _ kind: Kind, glossary: String, entries: [Place], language: LanguageTag? = nil,
    _ message: String, advice: String
  ) {
    self.severity = severity
    self.kind = kind
    self.glossary = glossary
    self.entries = Array(entries.prefix(Self.maximumPlaces))
    self.language = language
    self.message = message
    self.advice = advice
  }
}

extension GlossaryFinding.Place {
  init(_ stored: StoredEntry) {
    self.init(identifier: stored.entry.identifier, version: stored.version)
  }
}
