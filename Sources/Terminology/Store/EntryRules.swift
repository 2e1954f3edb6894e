/// What a glossary's name and an entry must be to be stored.
enum EntryRules {
  private static let longestName = 100
  private static let longestIdentifier = 200
  /// In bytes, for each text.
  private static let longestText = 100_000
  private static let mostTerms = 10_000

  static func check(name: String) throws(TerminologyError) {
    let isValid = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    guard !name.isEmpty, isValid, name.first != ".", name.count <= longestName, name.utf8.count <= 400 else {
      throw TerminologyError(
        .argument, name.count <= longestName ? name : "\(name.prefix(longestName))…",
        "This cannot be the name of a glossary.",
        advice: "Use letters, digits, -, _ and ., at most \(longestName), and no . at the start.")
    }
  }

  static func check(_ entry: GlossaryEntry, in glossary: String) throws(TerminologyError) {
    func refuse(_ reason: TerminologyError.Reason, _ message: String, _ advice: String) -> TerminologyError {
      let entry = entry.identifier.isEmpty ? entry.terms.first?.text ?? "" : entry.identifier
      return TerminologyError(
        reason, glossary, "The entry \(entry.prefix(longestIdentifier)) \(message).", advice: advice)
    }
    guard entry.identifier.count <= longestIdentifier,
      entry.identifier.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
    else {
      throw refuse(
        .argument, "has no usable identifier",
        "Use at most \(longestIdentifier) characters, without control characters.")
    }
    guard !entry.terms.isEmpty else { throw refuse(.argument, "has no terms", "Give it at least one.") }
    let words = entry.terms.flatMap { [$0.text] + $0.forms }
    guard words.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
      throw refuse(.argument, "has an empty term or form", "Leave it out.")
    }
    let texts =
      words + entry.definitions.map(\.text) + entry.terms.flatMap { [$0.note, $0.partOfSpeech] }
      + [entry.domain, entry.note, entry.source]
    guard texts.allSatisfy({ $0.utf8.count <= longestText }), words.count <= mostTerms else {
      throw refuse(
        .limit, "is too large",
        "A text may have \(longestText) bytes, an entry \(mostTerms) terms and forms.")
    }
  }
}
