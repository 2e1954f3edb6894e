private import CICU

/// Cuts text into sentences: ICU's sentence boundaries (UAX 29), less those behind abbreviations, initials,
/// ordinals and list numbers of the language, as SRX exceptions would have them.
public final class SentenceSegmenter: Sendable {
  private let locale: String
  private let abbreviations: Set<String>

  public init(language: LanguageTag) {
    locale = language.bcp47
    abbreviations = Self.common.union(Self.byLanguage[language.code] ?? [])
  }

  /// The sentences of `text`, each with the space behind it: joined, they are the text.
  public func segment(_ text: String) -> [Substring] {
    guard text.utf8.contains(where: { $0 == 0x2E || $0 == 0x21 || $0 == 0x3F || $0 >= 0xE2 || $0 < 0x20 }) else {
      return text.isEmpty ? [] : [text[...]]
    }
    let units = Array(text.utf16)
    var ends = [Int32](repeating: 0, count: units.count / 2 + 2)
    let count = cicu_sentence_ends(locale, units, Int32(units.count), &ends, Int32(ends.count))
    guard count > 1 else { return text.isEmpty ? [] : [text[...]] }
    var result: [Substring] = []
    var start = text.startIndex
    for end in ends[..<Int(count)] {
      let index = text.utf16.index(text.startIndex, offsetBy: Int(end))
      // A boundary inside a character (a damaged surrogate) is none.
      guard let boundary = index.samePosition(in: text), boundary > start else { continue }
      if boundary < text.endIndex, isException(text[start..<boundary]) { continue }
      result.append(text[start..<boundary])
      start = boundary
    }
    if start < text.endIndex { result.append(text[start...]) }
    return result
  }

  /// Tells whether a sentence that ends so goes on behind the boundary.
  private func isException(_ sentence: Substring) -> Bool {
    var trimmed = sentence
    while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
    guard trimmed.last == "." else { return false }
    let stem = trimmed.dropLast()
    let word = stem.suffix(from: stem.lastIndex { $0.isWhitespace || $0 == "(" || $0 == "\"" }.map(stem.index(after:)) ?? stem.startIndex)
    if word.isEmpty { return false }
    if abbreviations.contains(word.lowercased()) { return true }
    // Initials (J. K.) and numbers of list items at the start of a text (1.).
    if word.count == 1, word.first!.isUppercase { return true }
    return word.count == stem.count && word.allSatisfy(\.isNumber)
  }

  private static let common: Set<String> = [
    "sr", "sra", "srta", "dr", "dra", "prof", "mr", "mrs", "ms", "st", "vs", "etc", "art", "arts", "no", "nº", "núm",
    "pág", "págs", "vol", "cap", "fig", "ing", "lic", "gral", "cnel", "av", "cf",
  ]

  private static let byLanguage: [String: Set<String>] = [
    "spa": ["ud", "uds", "vd", "ej", "p.ej", "ee", "uu", "ee.uu", "aprox", "tel", "depto", "dpto", "a.c", "d.c", "inc", "ref"],
    "eng": ["e.g", "i.e", "u.s", "gov", "sen", "rep", "gen", "inc", "ltd", "co", "corp", "jr", "dept", "approx", "feb", "jan", "aug", "sept", "oct", "nov", "dec"],
    "por": ["exmo", "exma", "sto", "sta", "ex", "p.ex", "tel", "aprox", "dep", "min"],
    "fra": ["m", "mm", "mme", "mlle", "me", "p.ex", "env", "tél", "chap", "éd"],
  ]
}
