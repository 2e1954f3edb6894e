import Compute
import Terminology
import Text

/// A glossary of words and phrases that stand in sentences, of unknown words, and of all that entries can be.
struct RandomGlossary {
  private(set) var entries: [VersionedEntry] = []
  private var random: RandomSource
  private let sources: [String]
  private let targets: [String]
  private let english: LanguageTag
  private let spanish: LanguageTag

  /// - Parameters:
  ///   - sources: English sentences; the terms are pieces of them.
  ///   - targets: Spanish ones.
  init(seed: UInt64, sources: [String], targets: [String], count: Int = 14) throws {
    random = RandomSource(seed: seed)
    self.sources = sources
    self.targets = targets
    english = try LanguageTag("eng")
    spanish = try LanguageTag("spa")
    for index in 0..<count {
      entries.append(
        VersionedEntry(
          glossary: chance(3) ? "second" : "first", entry: entry("\(index)"), version: 1 + index % 5))
    }
  }

  /// Tells whether some entry forbids terms in every sentence.
  var forbidsEverywhere: Bool {
    entries.contains { entry in
      entry.entry.terms(in: english).isEmpty && !entry.entry.isUntranslatable
    }
  }

  func entry(_ glossary: String, _ identifier: String) -> VersionedEntry? {
    entries.first { $0.glossary == glossary && $0.entry.identifier == identifier }
  }

  private mutating func entry(_ identifier: String) -> GlossaryEntry {
    // No sentence may hold this word.
    if chance(12) {
      return GlossaryEntry(
        identifier: identifier,
        terms: [Term(language: spanish, text: piece(of: targets, 1), status: .forbidden)])
    }
    var terms = (0...number(2)).map { _ in
      Term(
        language: english, text: sourceText(), status: status(),
        forms: (0..<number(3)).map { _ in sourceText() },
        isCaseSensitive: chance(5))
    }
    let isUntranslatable = chance(6)
    if !isUntranslatable || chance(3) {
      terms += (0...number(3)).map { _ in
        Term(
          language: spanish, text: piece(of: targets, 1 + number(4)), status: status(),
          forms: (0..<number(3)).map { _ in piece(of: targets, 1 + number(3)) }, isCaseSensitive: chance(6))
      }
    }
    return GlossaryEntry(identifier: identifier, isUntranslatable: isUntranslatable, terms: terms)
  }

  private mutating func sourceText() -> String {
    switch number(8) {
    case 0: return "zyxw\(number(5))"
    case 1: return "Qwrt-\(number(5)) zyx"
    case 2:
      // A homonym, or a piece of another term.
      let known = entries.flatMap { $0.entry.terms(in: english).map(\.text) }
      guard !known.isEmpty else { return piece(of: sources, 2) }
      return known[number(known.count)]
    default: return cased(piece(of: sources, 1 + number(6)))
    }
  }

  /// Up to `length` words of a sentence, with the marks between them.
  private mutating func piece(of sentences: [String], _ length: Int) -> String {
    for _ in 0..<20 {
      let words = sentences[number(sentences.count)].split(separator: " ")
      guard !words.isEmpty else { continue }
      let start = number(words.count)
      let piece = words[start...].prefix(length).joined(separator: " ").trimmingMarks()
      if piece.contains(where: \.isLetter) { return piece }
    }
    return "palabra"
  }

  private mutating func cased(_ text: String) -> String {
    switch number(10) {
    case 0: text.uppercased()
    case 1: text.lowercased()
    case 2: text.prefix(1).uppercased() + text.dropFirst()
    default: text
    }
  }

  private mutating func status() -> TermStatus {
    let all: [TermStatus] = [.preferred, .preferred, .preferred, .admitted, .deprecated, .forbidden]
    return all[number(all.count)]
  }

  private mutating func number(_ bound: Int) -> Int { Int(random.next(below: UInt32(bound))) }

  private mutating func chance(_ oneIn: Int) -> Bool { number(oneIn) == 0 }
}

extension String {
  fileprivate func trimmingMarks() -> String {
    let isMark = { (character: Character) in !character.isLetter && !character.isNumber }
    return String(String(drop(while: isMark)).reversed().drop(while: isMark).reversed())
  }
}
