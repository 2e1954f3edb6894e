import Testing
import Tokens

@testable import Chasqui

@Suite struct TranslatedSentenceTests {
  /// Alignment points count to 65,535; a line without a full stop may have more tokens.
  @Test func joinsPartsWithMoreTokensThanLinksCanCount() {
    func part(_ count: Int) -> TranslatedSentence {
      TranslatedSentence(
        source: "", text: "a", sourceTokens: Array(repeating: "a", count: count),
        targetTokens: Array(repeating: "a", count: count), score: 0, features: [], phrases: [],
        alignment: [AlignmentPoint(source: 0, target: 0), AlignmentPoint(source: 1, target: 1)],
        unknownWords: [])
    }
    var sentence = part(65_534)
    sentence.append(part(1))
    sentence.append(part(2))
    #expect(sentence.targetTokens.count == 65_537)
    #expect(sentence.alignment.map(\.source) == [0, 1, 65_534, 65_535, 65_535])
  }
}
