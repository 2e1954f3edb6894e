extension TextProcessor {
  /// `sentence` with the mark that opens it: Spanish writes `¿` before a question and `¡` before an exclamation, and
  /// translations from other languages often have the closing one alone. Other languages stay as they are.
  ///
  /// Where the question begins cannot be told from its end: the mark stands behind the last colon, question or
  /// exclamation, else at the start.
  public func opened(_ sentence: String) -> String {
    guard language.code == "spa", sentence.utf8.contains(where: { $0 == 0x3F || $0 == 0x21 }),
      !sentence.contains(where: { $0 == "¿" || $0 == "¡" }),
      let mark = sentence.lastIndex(where: { !Self.closers.contains($0) }),
      sentence[mark] == "?" || sentence[mark] == "!"
    else { return sentence }
    let body = sentence[..<mark]
    let word = body.split(separator: " ").last ?? ""
    let begin = Self.clause(of: body)
    guard let start = body[begin...].firstIndex(where: { !Self.isBefore($0) }), !word.contains("://"),
      body[start...].contains(where: { $0.isLetter || $0.isNumber })
    else { return sentence }
    return "\(sentence[..<start])\(sentence[mark] == "?" ? "¿" : "¡")\(sentence[start...])"
  }

  /// Where the last clause of `body` begins.
  private static func clause(of body: Substring) -> Substring.Index {
    var index = body.endIndex
    while index > body.startIndex {
      let before = body.index(before: index)
      if ":?!".contains(body[before]), index < body.endIndex, body[index].isWhitespace { return index }
      index = before
    }
    return body.startIndex
  }

  private static let closers: Set<Character> = [
    " ", "\"", "'", "”", "’", "»", ")", "]", "*", "_", "\u{A0}",
  ]

  /// What may stand before an opening mark: spaces, brackets, quotation marks, dashes, pictures; no placeholder.
  private static func isBefore(_ character: Character) -> Bool {
    if character.isASCII { return " \"'([*_".contains(character) }
    return !character.isLetter && !character.isNumber && !character.isCurrencySymbol
  }
}
