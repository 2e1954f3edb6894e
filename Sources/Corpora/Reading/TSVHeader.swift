/// The languages that the first row of a table names.
enum TSVHeader {
  /// The cells of a row; none of one that is longer than any header.
  static func cells(_ row: UnsafeRawBufferPointer) -> [String] {
    guard row.count < 1000 else { return [] }
    return row.split(separator: 9, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self).trimmingSpaces() }
  }

  /// The code of the language that a cell names by its tag or name. Tags of small languages are left out: too many
  /// of them are words.
  static func language(_ cell: String, _ languages: LanguageMatching) -> String? {
    guard let code = languages.code(tags[cell.lowercased()] ?? cell), codes.contains(code) else { return nil }
    return code
  }

  /// Names of languages in English, Spanish, Portuguese, French and themselves, in lower case.
  static let tags: [String: String] = {
    let names = [
      "eng": "english inglés ingles inglês anglais",
      "spa": "spanish español espanol castellano espanhol espagnol",
      "por": "portuguese portugués portugues português portugais",
      "fra": "french francés frances francês français",
      "aym": "aymara aimara aimará", "grn": "guarani guaraní avañe\u{2BC}ẽ avañe'ẽ",
      "quy": "quechua quichua runasimi",
      "deu": "german alemán alemão allemand deutsch", "ita": "italian italiano italien", "hat": "kreyòl",
    ]
    var result: [String: String] = [:]
    for (tag, list) in names {
      for name in list.split(separator: " ") { result[String(name)] = tag }
    }
    return result
  }()

  private static let codes: Set<String> = [
    "eng", "spa", "por", "fra", "aym", "grn", "quy", "quz", "quh", "quc", "arn", "nah", "hat", "cat", "glg",
    "eus", "deu", "ita", "nld", "pol", "ron", "rus", "ukr", "swe", "tur", "ara", "heb", "hin", "jpn", "kor",
    "zho",
    "vie",
  ]
}
