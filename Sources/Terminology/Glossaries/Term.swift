public import Text

/// One word or expression for a concept in one language.
public struct Term: Sendable, Hashable, Codable {
  public var language: LanguageTag
  /// The citation form, as it is written.
  public var text: String
  /// As TBX names them: `noun`, `verb`, `adjective`, `adverb`, `properNoun`, `other`; empty if unknown.
  public var partOfSpeech: String
  public var status: TermStatus
  /// Other forms of the term that may stand in a text: plurals, conjugated or possessed forms.
  public var forms: [String]
  /// The term matches only as it is written: `SIDA` is not `sida`.
  public var isCaseSensitive: Bool
  public var note: String

  public init(
    language: LanguageTag, text: String, partOfSpeech: String = "", status: TermStatus = .preferred,
    forms: [String] = [], isCaseSensitive: Bool = false, note: String = ""
  ) {
    self.language = language
    self.text = text
    self.partOfSpeech = partOfSpeech
    self.status = status
    self.forms = forms
    self.isCaseSensitive = isCaseSensitive
    self.note = note
  }
}

/// Whether a term should be used (TBX: administrativeStatus, ISO 12620). In the source of a translation all
/// of them match; in the target the first two may be used, the preferred ones before the admitted.
public enum TermStatus: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case preferred
  case admitted
  /// No longer used: never chosen where the entry has another term.
  case deprecated
  /// Must not appear in a translation.
  case forbidden

  public static func < (a: TermStatus, b: TermStatus) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}
