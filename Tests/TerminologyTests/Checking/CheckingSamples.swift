import Terminology
import Text

/// Entries written in short.
enum CheckingSamples {
  /// An entry of terms such as `es presión arterial|presiones arteriales`, behind the forms of the term. A mark
  /// before the language says more: `~` admitted, `?` deprecated, `!` forbidden, `=` case sensitive.
  static func entry(
    _ identifier: String, _ terms: String..., domain: String = "", isUntranslatable: Bool = false,
    version: Int = 1
  ) -> StoredEntry {
    let entry = GlossaryEntry(
      identifier: identifier, domain: domain, isUntranslatable: isUntranslatable, terms: terms.map(term))
    return StoredEntry(entry: entry, version: version)
  }

  private static func term(_ text: String) -> Term {
    var status = TermStatus.preferred
    var isCaseSensitive = false
    var rest = Substring(text)
    while let mark = rest.first, "~?!=".contains(mark) {
      switch mark {
      case "~": status = .admitted
      case "?": status = .deprecated
      case "!": status = .forbidden
      default: isCaseSensitive = true
      }
      rest = rest.dropFirst()
    }
    let code = rest.prefix { $0 != " " }
    let words = rest.dropFirst(code.count + 1).split(separator: "|", omittingEmptySubsequences: false)
    return Term(
      language: language(String(code)), text: String(words[0]), status: status,
      forms: words.dropFirst().map(String.init), isCaseSensitive: isCaseSensitive)
  }

  static func language(_ text: String) -> LanguageTag {
    do { return try LanguageTag(text) } catch { fatalError("\(error)") }
  }
}

extension GlossaryFinding {
  /// Severity, kind and entries: `error contradiction 1 2`.
  var short: String {
    "\(severity.rawValue) \(kind.rawValue) \(entries.map(\.identifier).joined(separator: " "))"
  }
}
