import Compute
import Terminology
import Testing
import Text

@testable import ChasquiServer

@Suite struct DictionaryEntriesTests {
  private let pair = DictionaryPair(source: "eng", target: "spa")

  private func read(_ text: String, _ format: DictionaryEntries.Format = .tsv) throws -> [[String]] {
    try DictionaryEntries(text, format: format, pair: pair).entries.map { [$0.source, $0.target] }
  }

  @Test(arguments: ["a\tb\nc\td", "a\tb\r\nc\td\r\n", "\n a \t b \n\n\nc\td\n\n", "a\tb\rc\td"])
  func tabsAndLines(_ text: String) throws {
    #expect(try read(text) == [["a", "b"], ["c", "d"]])
  }

  @Test(arguments: [
    "a,b\nc,d", "\"a\",\"b\"\r\nc,d\r\n", "a,b,en,es\nc,d,EN,ES-419\n",
  ])
  func commas(_ text: String) throws {
    #expect(try read(text, .csv) == [["a", "b"], ["c", "d"]])
  }

  @Test func quotedCommas() throws {
    #expect(try read("\"a \"\"x\"\"\",\"b,c\"", .csv) == [["a \"x\"", "b,c"]])
  }

  @Test(arguments: [
    ("a b", "line 1"), ("a\tb\tc", "line 1"), ("a\tb\n\tc", "line 2 has an empty term"),
    ("a\tb\nb\tc\na\td", "line 3 has the source of line 1"), ("a\u{85}\tb", "control character"),
    ("a\tb\u{2029}", "control character"), ("a\u{0}\tb", "control character"), ("", "no entries"),
    (" \n\r\n", "no entries"), (String(repeating: "é", count: 513) + "\tb", "1024 bytes"),
  ])
  func refusals(_ text: String, _ words: String) {
    let error = #expect(throws: ServiceError.self) { try read(text) }
    #expect(error?.detail.contains(words) == true, "\(error?.detail ?? "")")
    #expect(error?.field == "entries")
  }

  @Test(arguments: ["a", "a,b,c", "a,b,en,fr", "a,b,xx,es", "\"a,b"])
  func refusedCommas(_ text: String) {
    #expect(throws: ServiceError.self) { try read(text, .csv) }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    var random = RandomSource(seed: 4)
    let letters = Array("abcß éñ'-\"=%&,;𝄞人")
    for _ in 0..<200 {
      var seen: Set<String> = []
      let entries = (0..<10).compactMap { _ -> DictionaryEntries.Entry? in
        let words = (0..<2).map { _ in
          DictionaryEntries.cell(
            String((0..<8).map { _ in letters[Int.random(in: letters.indices, using: &random)] }))
        }
        guard words.allSatisfy({ !$0.isEmpty }), seen.insert(words[0]).inserted else { return nil }
        return .init(source: words[0], target: words[1])
      }
      let written = DictionaryEntries(entries)
      #expect(try DictionaryEntries(written.tsv, format: .tsv, pair: pair) == written)
    }
  }

  @Test func conceptsStandInAllPairs() throws {
    func term(_ language: String, _ text: String, _ status: TermStatus = .preferred) throws -> Term {
      Term(language: try LanguageTag(language), text: text, status: status)
    }
    let concept = GlossaryEntry(
      identifier: "1",
      terms: [
        try term("en", "rash"), try term("en", "skin\trash", .admitted), try term("es", "erupción"),
        try term("es", "sarpullido", .forbidden), try term("fr", "éruption", .deprecated),
      ])
    let entry = try DictionaryEntries.Entry(source: "rash", target: "ronchas").glossaryEntry(
      pair, identifier: DictionaryView.identifier(pair, source: "rash"))
    let view = DictionaryView([concept, entry])
    #expect(
      view.dictionaries.map(\.pair) == [
        pair, DictionaryPair(source: "spa", target: "eng"), DictionaryPair(source: "fra", target: "eng"),
        DictionaryPair(source: "fra", target: "spa"),
      ])
    // The first of homonyms; nothing that would break a column.
    #expect(view[pair]?.entries.map(\.source) == ["rash", "skin rash"])
    #expect(view[pair]?.entries.map(\.target) == ["erupción", "erupción"])
    #expect(view[DictionaryPair(source: "spa", target: "eng")]?.entries.map(\.source) == ["erupción"])
    #expect(entry.dictionary == pair)
    #expect(concept.dictionary == nil)
  }
}
