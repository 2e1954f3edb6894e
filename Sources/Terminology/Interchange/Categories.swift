/// The values of statuses, parts of speech and yes-or-no fields in all spellings that files use.
enum Categories {
  /// The status that a value of `administrativeStatus`, `normativeAuthorization` or a column means; nil if
  /// it is unknown.
  static func status(_ value: String) -> TermStatus? {
    var key = letters(value)
    for suffix in ["admnsts", "term"] where key.hasSuffix(suffix) { key.removeLast(suffix.count) }
    return spellings.first { $0.words.contains(key) }?.status
  }

  /// The status whose name `value` may be meant to be; nil if it is like none.
  static func nearestStatus(_ value: String) -> TermStatus? {
    let key = Array(letters(value).prefix(40))
    var best: (status: TermStatus, distance: Int)?
    for (status, words) in spellings {
      for word in words {
        let distance = editDistance(key, Array(word))
        // A third of the letters may be wrong.
        if distance * 3 <= word.count, distance < best?.distance ?? .max { best = (status, distance) }
      }
    }
    return best?.status
  }

  /// Levenshtein 1966.
  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        (diagonal, row[j + 1]) = (row[j + 1], min(diagonal + (x == y ? 0 : 1), row[j] + 1, row[j + 1] + 1))
      }
    }
    return row[b.count]
  }

  private static let spellings: [(status: TermStatus, words: [String])] = [
    (
      .preferred,
      [
        "preferred", "recommended", "approved", "standardized", "legal", "regulated", "preferido",
        "recomendado",
        "préféré", "privilégié",
      ]
    ),
    (
      .admitted,
      [
        "admitted", "allowed", "acceptable", "accepted", "admitido", "aceptado", "aceito", "admis", "synonym",
      ]
    ),
    (
      .deprecated,
      [
        "deprecated", "superseded", "obsolete", "notrecommended", "discouraged", "desaconsejado", "obsoleto",
        "desaconselhado", "déconseillé", "obsolète",
      ]
    ),
    (
      .forbidden,
      [
        "forbidden", "prohibited", "donotuse", "notallowed", "rejected", "prohibido", "proibido", "interdit",
      ]
    ),
  ]

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
