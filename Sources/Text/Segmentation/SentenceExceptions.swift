/// Full stops that end no sentence in a language.
struct SentenceExceptions: Sendable {
  /// Never last in a sentence, such as `Sr.`; without the stop, lower-case.
  private var titles: Set<String>
  /// Not last when a number follows, such as `art. 5`.
  private var counted: Set<String>
  /// A capital that is more often a word than an initial (English `I`).
  private var pronouns: Set<String> = []

  static func of(_ language: LanguageTag) -> SentenceExceptions {
    var exceptions = SentenceExceptions(titles: common, counted: commonCounted)
    switch language.code {
    case "spa", "aym", "grn", "quy", "quz", "guc", "arn":
      exceptions.titles.formUnion([
        "ud", "uds", "vd", "vds", "ej", "p.ej", "srta", "sra", "sras", "sres", "dra", "dres", "lic", "ing", "arq", "gral",
        "cnel", "tte", "cap", "mons", "sto", "sta", "fr", "hno", "hna", "ee", "a.c", "d.c", "avda", "av",
      ])
      exceptions.counted.formUnion(["núm", "pág", "págs", "tel", "aprox", "depto", "dpto", "ap", "inc"])
    case "eng":
      exceptions.titles.formUnion([
        "gov", "sen", "rep", "gen", "lt", "col", "sgt", "capt", "cmdr", "rev", "hon", "pres", "st", "e.g", "i.e", "messrs",
        "mt", "ft",
      ])
      exceptions.counted.formUnion([
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "sec", "ch", "tel",
      ])
      exceptions.pronouns = ["I"]
    case "por":
      exceptions.titles.formUnion([
        "srs", "sra", "sras", "srta", "dra", "drs", "exmo", "exma", "sto", "sta", "p.ex", "eng", "cel", "gen", "pe", "av",
      ])
      exceptions.counted.formUnion(["núm", "pág", "págs", "tel", "aprox", "séc"])
    case "fra":
      exceptions.titles.formUnion(["mm", "mme", "mmes", "mlle", "mlles", "mgr", "p.ex", "env", "av", "bd"])
      exceptions.counted.formUnion(["tél", "chap", "éd", "env"])
    default: break
    }
    return exceptions
  }

  /// Tells whether a sentence that ends as `sentence` does goes on with `rest`.
  func holds(_ sentence: Substring, before rest: Substring) -> Bool {
    var trimmed = sentence
    while let last = trimmed.last, last.isWhitespace {
      // A line that ends is a sentence that ends.
      if last.isNewline { return false }
      trimmed.removeLast()
    }
    guard trimmed.last == "." else { return false }
    let stem = trimmed.dropLast()
    let space = stem.lastIndex { $0.isWhitespace || "([{\"'«“‘¿¡-–—".contains($0) }
    let word = space.map { stem[stem.index(after: $0)...] } ?? stem
    guard let first = word.first else { return false }
    let key = word.lowercased()
    if titles.contains(key) { return true }
    if counted.contains(key), let next = rest.first, next.isNumber || "IVXLC".contains(next) { return true }
    if isInitial(word, first) || isAcronym(word) || isPlural(word, rest) { return true }
    return isListNumber(stem[...].drop(while: \.isWhitespace))
  }

  /// `J.` of J. K. Rowling.
  private func isInitial(_ word: Substring, _ first: Character) -> Bool {
    word.count == 1 && first.isUppercase && !pronouns.contains(String(word))
  }

  /// `U.S` and the like: capitals with stops between them.
  private func isAcronym(_ word: Substring) -> Bool {
    let letters = word.split(separator: ".", omittingEmptySubsequences: false)
    return letters.count > 1 && letters.allSatisfy { $0.count == 1 && $0.first!.isUppercase }
  }

  /// `EE. UU.`, `JJ. OO.`: Spanish doubles letters for the plural.
  private func isPlural(_ word: Substring, _ rest: Substring) -> Bool {
    func isDoubled(_ text: Substring) -> Bool {
      text.count == 2 && text.first!.isUppercase && text.first == text.last
    }
    return isDoubled(word) && isDoubled(rest.prefix(2)) && rest.dropFirst(2).first == "."
  }

  /// `1`, `2.1`, `IV` or `a` as the whole of what stands before the stop.
  private func isListNumber(_ stem: Substring) -> Bool {
    if stem.isEmpty { return false }
    if stem.count == 1, stem.first!.isLetter { return true }
    return stem.allSatisfy { $0.isNumber || $0 == "." } || stem.allSatisfy { "IVXLC".contains($0) }
  }

  private static let common: Set<String> = [
    "sr", "dr", "prof", "mr", "mrs", "ms", "vs", "cf", "p.ej",
  ]
  private static let commonCounted: Set<String> = [
    "no", "nº", "art", "arts", "fig", "figs", "vol", "cap", "p", "pp", "n",
  ]
}
