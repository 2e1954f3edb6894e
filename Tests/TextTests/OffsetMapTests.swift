import ChasquiTestSupport
import Compute
import Testing
import Text

@Suite struct OffsetMapTests {
  /// Each token as it stands in the original.
  private func originals(_ text: String, _ language: String) throws -> [String] {
    let result = try TextProcessor(language: LanguageTag(language)).tokenize(text)
    let bytes = Array(text.utf8)
    return result.tokens.map { String(decoding: bytes[$0.original], as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("plain text", "eng", ["plain", "text"]),
      ("  «Mba’éichapa»,  e\u{303} ĝuarã", "grn", ["«", "Mba’éichapa", "»", ",", "e\u{303}", "ĝuarã"]),
      ("Wali jach ’ a marka", "aym", ["Wali", "jach ’ a", "marka"]),
      ("uñt ’ añ manq ’ añ", "aym", ["uñt ’ añ", "manq ’ añ"]),
      ("a\u{200B}b … c", "spa", ["a\u{200B}b", "…", "c"]),
      ("porã por0Ò omo^nde", "grn", ["porã", "por0Ò", "omo^nde"]),
      ("el ﬁn del aﬂuente", "spa", ["el", "ﬁn", "del", "aﬂuente"]),
      ("(\u{212B}ngström) \u{1100}\u{1161}", "eng", ["(", "\u{212B}ngström", ")", "\u{1100}\u{1161}"]),
      ("\u{FEFF}x \u{FEFF}", "eng", ["x"]),
    ] as [(String, String, [String])])
  func tracesTokens(text: String, language: String, expected: [String]) throws {
    let result = try originals(text, language)
    // Compared as bytes: equal strings may be spelled differently.
    #expect(result.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  @Test func tracesAnyRangeOfANormalizedText() throws {
    let text = "“Añ’o” …fin"
    let normalized = try TextProcessor(language: LanguageTag("es")).normalizeWithOffsets(text)
    #expect(normalized.text == "\"Añ'o\" ...fin")
    #expect(!normalized.map.isIdentity)
    #expect(normalized.map.original(of: 0..<1) == 0..<3)
    #expect(normalized.map.original(of: 1..<normalized.bytes.count - 7) == 3..<13)
    // A part of what stands for one character is that character.
    #expect(normalized.map.original(of: 9..<10) == 14..<17)
    #expect(normalized.map.original(of: 0..<normalized.bytes.count) == 0..<text.utf8.count)
    #expect(normalized.map.original(of: 100..<200).isEmpty)
  }

  @Test func saysWhereOutputTokensStand() throws {
    let processor = try TextProcessor(language: LanguageTag("grn"))
    let tokens = ["\"￭", "hag̃ua", "￭\"", "￭,", "mitã", "Augusta", "￭-pe", "￭."]
    let circumflex = OutputConvention(name: "circumflex")
    let (text, ranges) = processor.detokenizeWithRanges(tokens, convention: circumflex)
    let bytes = Array(text.utf8)
    #expect(text == "\"haĝua\", mitâ Augusta-pe.")
    #expect(
      ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
        == ["\"", "haĝua", "\"", ",", "mitâ", "Augusta", "-pe", "."])
    #expect(text == processor.detokenize(tokens, convention: circumflex))
  }

  /// What a token comes from normalizes to the token.
  @Test(
    .enabled(if: BenchCorpora.arePresent, "the bench corpora are not beside the package"),
    arguments: [
      ("spa-aym", "aym"), ("spa-grn", "grn"), ("spa-quy", "quy"), ("spa-grn", "spa"), ("eng-spa", "eng"),
    ])
  func realTokensAreTraced(pair: String, language: String) throws {
    let processor = try TextProcessor(language: LanguageTag(language))
    for line in BenchCorpora.lines("\(pair)/train.\(language)").prefix(3000) {
      let bytes = Array(line.utf8)
      let result = processor.tokenize(line)
      for token in result.tokens {
        let slice = String(decoding: bytes[token.original], as: UTF8.self)
        #expect(processor.normalize(slice).utf8.elementsEqual(result.normalized[token.range]), "\(line)")
      }
    }
  }

  @Test(arguments: ["spa", "eng", "grn", "aym", "quy", "fra", "por", "jpn"])
  func rangesStayInBoundsOnRandomText(language: String) throws {
    let processor = try TextProcessor(language: LanguageTag(language))
    let alphabet = Array(
      "abq Ñé'’`´-–.,!\"«%{}<>/@#0123º \u{303}\u{302}\u{301}\u{200D}\u{200C}👩🏽🇵🇾ch k'g̃ĝâ^ü…ﬁ\u{1161}\u{1100}นก字カ\u{5B0}\u{0}\u{FFFD}\u{FFED}"
        .unicodeScalars)
    var random = RandomSource(seed: 5)
    for _ in 0..<3000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<random.next(below: 30) {
        view.append(alphabet[Int(random.next(below: UInt32(alphabet.count)))])
      }
      let text = String(view)
      let result = processor.tokenize(text)
      var end = 0
      for token in result.tokens {
        #expect(token.range.lowerBound >= end && !token.range.isEmpty)
        #expect(token.original.upperBound <= text.utf8.count)
        end = token.range.upperBound
      }
      #expect(end <= result.normalized.count)
      #expect(String(validating: result.normalized, as: UTF8.self) != nil)
      let joined = processor.detokenize(result.tokens.indices.map { result.surface($0) })
      #expect(joined.utf8.elementsEqual(result.normalized))
    }
  }
}
