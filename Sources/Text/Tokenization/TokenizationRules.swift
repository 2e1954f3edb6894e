/// What differs between languages in where words end.
struct TokenizationRules: Sendable {
  /// An apostrophe behind h, k, p, q or t at the end of a word is an ejective whose vowel was dropped
  /// (`jach'`), unless it closes a quotation.
  var hasFinalEjectives = false
  /// A hyphen between letters starts a suffix, which stays with it (`Augusta-pe` → `Augusta`, `-pe`).
  var hyphenStartsSuffix = false
  /// Words before an apostrophe that lean on the next word, lower-case (`l'homme`).
  var elisions: [[UInt8]] = []
  /// What may follow an apostrophe and leans on the word before, lower-case (`Juan's`).
  var clitics: [[UInt8]] = []

  static func of(_ language: LanguageTag) -> TokenizationRules {
    var rules = TokenizationRules()
    switch language.code {
    case "grn": rules.hyphenStartsSuffix = true
    case "aym", "quy", "quz", "que", "guc", "arn": rules.hasFinalEjectives = true
    case "eng": rules.clitics = ["s", "t", "re", "ve", "ll", "d", "m"].map(bytes)
    case "fra":
      rules.elisions = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]
        .map(bytes)
    case "por": rules.elisions = [bytes("d")]
    case "ita", "cat":
      rules.elisions = ["l", "d", "un", "dell", "all", "nell", "sull", "dall", "quest", "m", "t", "s", "n"]
        .map(bytes)
    default: break
    }
    return rules
  }

  private static func bytes(_ word: String) -> [UInt8] { Array(word.utf8) }
}
