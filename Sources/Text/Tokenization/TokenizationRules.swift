/// What differs between languages in where words end.
struct TokenizationRules: Sendable {
  /// An apostrophe between letters, or behind one, is a glottal stop or an ejective: part of the word.
  var apostropheIsLetter = false
  /// A hyphen between letters starts a suffix, which stays with it (`Augusta-pe` → `Augusta`, `-pe`).
  var hyphenStartsSuffix = false
  /// Words that end in an apostrophe and lean on the next one, lower-case, without it (`l'homme`).
  var elisions: Set<String> = []
  /// What may follow an apostrophe and leans on the word before, lower-case (`Juan's`).
  var clitics: Set<String> = []

  static func of(_ language: LanguageTag) -> TokenizationRules {
    var rules = TokenizationRules()
    switch language.code {
    case "grn":
      rules.apostropheIsLetter = true
      rules.hyphenStartsSuffix = true
    case "aym", "quy", "quz", "que", "guc", "arn":
      rules.apostropheIsLetter = true
    case "eng":
      rules.clitics = ["s", "t", "re", "ve", "ll", "d", "m"]
    case "fra":
      rules.elisions = [
        "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
      ]
    case "por":
      rules.elisions = ["d"]
    default: break
    }
    return rules
  }
}
