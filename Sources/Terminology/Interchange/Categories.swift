/// The values of statuses, parts of speech and yes-or-no fields in all spellings that files use.
enum Categories {
  /// The status that a value of `administrativeStatus`, `normativeAuthorization` or a column means; nil if
  /// it is unknown.
  static func status(_ value: String) -> TermStatus? {
    var key = letters(value)
    for suffix in ["admnsts", "term"] where key.hasSuffix(suffix) { key.removeLast(suffix.count) }
    switch key {
    case "preferred", "recommended", "approved", "standardized", "legal", "regulated", "preferido",
      "recomendado", "préféré", "privilégié":
      return .preferred
    case "admitted", "allowed", "acceptable", "accepted", "admitido", "aceptado", "aceito", "admis",
      "synonym":
      return .admitted
    case "deprecated", "superseded", "obsolete", "notrecommended", "discouraged", "desaconsejado", "obsoleto",
      "desaconselhado", "déconseillé", "obsolète":
      return .deprecated
    case "forbidden", "prohibited", "donotuse", "notallowed", "rejected", "prohibido", "proibido", "interdit":
      return .forbidden
    default: return nil
    }
  }

  /// The TBX name of a part of speech; other values stay as they are.
  static func partOfSpeech(_ value: String) -> String {
    switch letters(value) {
    case "noun", "n", "sustantivo", "substantivo", "nom": "noun"
    case "verb", "v", "verbo", "verbe": "verb"
    case "adjective", "adj", "adjetivo", "adjectif": "adjective"
    case "adverb", "adv", "adverbio", "advérbio", "adverbe": "adverb"
    case "propernoun", "propn", "name", "nombrepropio", "nomepróprio", "nompropre": "properNoun"
    case "other", "otro", "outro", "autre": "other"
    default: value
    }
  }

  /// What a cell says to a question; nil if it is neither yes nor no.
  static func truth(_ value: String) -> Bool? {
    switch letters(value) {
    case "yes", "y", "true", "1", "x", "sí", "si", "s", "sim", "oui", "o", "sensitive", "casesensitive",
      "donottranslate":
      true
    case "no", "n", "false", "0", "", "não", "non", "insensitive", "caseinsensitive", "translatable": false
    default: nil
    }
  }

  /// The letters and digits of a value in lower case, so that `Preferred term` is `preferredTerm`.
  static func letters(_ value: String) -> String {
    value.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
