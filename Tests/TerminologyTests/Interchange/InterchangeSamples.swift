import Compute
import Foundation
import Terminology
import Text

/// Random glossaries that hold all that is hard to write.
struct InterchangeSamples {
  private var random: RandomSource

  init(seed: UInt64) { random = RandomSource(seed: seed) }

  static func tag(_ text: String) -> LanguageTag { try! LanguageTag(text) }

  private static let languages = ["es", "en", "pt-BR", "pt", "qu", "quz", "ay", "gn", "es-419", "guc", "fr"]
    .map(tag)
  private static let pieces = [
    "a", "Z", "ñ", "g̃", "字", "👩🏽‍🔬", " ", "  ", "|", "\\", "\"", "'", ",", ";", "\t", "=", "+", "-", "@",
    "<b>", "&amp;", "]]>", "_x0041_", "_x", "\u{1}", "\u{0}", "\u{85}", "\u{FFFF}", "\u{2028}", "#", "id_",
    "_", ":",
    "\r\n", "\n", "\r", "{", "%", "\u{FEFF}", "é", "1e5", "TRUE", "\u{202E}", "\u{A0}", "\u{7F}", "sep=;",
  ]

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func text(_ maximum: Int = 6) -> String {
    (0..<Int.random(in: 0...maximum, using: &random)).map { _ in Self.pieces.randomElement(using: &random)! }
      .joined()
  }

  private mutating func term() -> Term {
    Term(
      language: Self.languages.randomElement(using: &random)!, text: text() + (chance(90) ? "t" : ""),
      partOfSpeech: ["", "noun", "verb", "properNoun", "determiner", "Noun"].randomElement(using: &random)!,
      status: TermStatus.allCases.randomElement(using: &random)!,
      forms: chance(40) ? (0..<3).map { _ in text() } : [], isCaseSensitive: chance(20),
      note: chance(30) ? text(12) : "")
  }

  mutating func entries(_ count: Int) -> [GlossaryEntry] {
    (0..<count).map { number in
      let definitions = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        GlossaryEntry.Definition(
          language: chance(70) ? Self.languages.randomElement(using: &random)! : nil, text: text(10) + "d")
      }
      return GlossaryEntry(
        identifier: text() + "\(number)", domain: chance(30) ? text() : "", definitions: definitions,
        note: chance(40) ? text(12) : "", source: chance(30) ? text() : "", isUntranslatable: chance(10),
        terms: (0...Int.random(in: 0...5, using: &random)).map { _ in term() }
          + [Term(language: Self.languages[0], text: "x\(number)")])
    }
  }

  /// The bytes with something broken, as `round` says.
  mutating func mutated(_ bytes: [UInt8], round: Int) -> [UInt8] {
    var bytes = bytes
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch round % 4 {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2:
      for _ in 0..<8 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
    default:
      let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
      bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
    }
    return bytes
  }
}

/// Reads what `text` is as the file `name`.
func read(_ text: String, _ name: String, _ options: GlossaryReadingOptions = .init())
  throws(TerminologyError) -> GlossaryDocument
{
  try GlossaryReader.read(Array(text.utf8), place: name, options: options)
}

extension GlossaryEntry {
  /// The texts of the terms of a language, best first.
  func texts(_ language: String) -> [String] {
    terms(in: InterchangeSamples.tag(language)).map(\.text)
  }
}
