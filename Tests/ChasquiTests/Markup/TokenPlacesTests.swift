import ChasquiTestSupport
import Testing
import Text

@testable import Chasqui

@Suite struct TokenPlacesTests {
  private let translator: Translator

  init() throws {
    translator = Translator(model: try SampleModels.plain.get())
  }

  private var request: TranslationRequest {
    var request = TranslationRequest()
    request.search = SampleModels.options.search
    return request
  }

  /// The text of each token, joined where the places leave a gap.
  private static func texts(_ text: String, _ places: [Range<Int>]) -> [String] {
    let bytes = Array(text.utf8)
    return places.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  private static func check(_ sentence: TranslatedSentence, _ places: TokenPlaces) {
    #expect(places.source.count == sentence.sourceTokens.count)
    #expect(places.target.count == sentence.targetTokens.count)
    for (text, ranges) in [(sentence.source, places.source), (sentence.text, places.target)] {
      var starts: Set<Int> = [text.utf8.count]
      for index in text.unicodeScalars.indices {
        starts.insert(text.utf8.distance(from: text.startIndex, to: index))
      }
      #expect(ranges.allSatisfy { starts.contains($0.lowerBound) && starts.contains($0.upperBound) })
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.lowerBound <= $1.lowerBound })
    }
  }

  @Test func tokensStandWhereTheyAreWritten() throws {
    for line in SampleModels.corpus("registry", limit: 25).source {
      for sentence in translator.translate(line, request: request).sentences {
        let places = translator.model.places(of: sentence)
        Self.check(sentence, places)
        for (token, text) in zip(sentence.targetTokens, Self.texts(sentence.text, places.target)) {
          let word = token.filter { $0 != Joiner.mark }.lowercased()
          #expect(text.lowercased() == word || ["del", "al"].contains(text.lowercased()), "\(sentence.text)")
        }
        for (token, text) in zip(sentence.sourceTokens, Self.texts(sentence.source, places.source)) {
          #expect(text.lowercased() == token.filter { $0 != Joiner.mark }.lowercased())
        }
      }
    }
  }

  @Test(arguments: [
    "", "😀 👩‍👩‍👧‍👦🇧🇴", "a\u{301}\u{302} “quoted” …", "WHERE DOES IT HURT?", "\u{0} where\u{0}hurt",
    "1,234.56 %s {name} a@b.org", "straße ŉ ﬁ", "\u{202E}abc\u{FEFF}", "日本語のテキスト。", "￭ where ￭",
  ])
  func strangeTextHasPlaces(line: String) {
    for sentence in translator.translate(line, request: request).sentences {
      Self.check(sentence, translator.model.places(of: sentence))
    }
  }

  @Test func sentencesInPartsHavePlaces() throws {
    let line = String(repeating: "Where does the zyx, hurt ", count: 120)
    let sentence = try #require(translator.translate(line, request: request).sentences.first)
    #expect(sentence.sourceTokens.count > SentenceInputBuilder.maximumTokens)
    let places = translator.model.places(of: sentence)
    Self.check(sentence, places)
    let texts = Self.texts(sentence.text, places.target)
    for (token, text) in zip(sentence.targetTokens, texts) where token == "zyx" { #expect(text == "zyx") }
  }

  @Test func remembersTheTextOfItsAuthor() throws {
    let overlay = TranslationOverlay(model: translator.model).adding([
      OverlayPair(id: "1", source: "The zyx is here.", target: "  «El ZYX» está — aquí…")
    ])
    let sentence = try #require(
      Translator(model: translator.model, overlay: overlay).translate("The zyx is here.").sentences.first)
    #expect(sentence.isRemembered)
    let places = translator.model.places(of: sentence)
    Self.check(sentence, places)
    #expect(Self.texts(sentence.text, places.target).prefix(3) == ["«", "El", "ZYX"])
  }

  @Test func contractedWordsShareAPlace() throws {
    var sentence = try #require(translator.translate("Where does it hurt?").sentences.first)
    sentence.targetTokens = ["cerca", "de", "el", "río", "￭."]
    sentence.text = "Cerca del RÍO."
    sentence.phrases = []
    let places = translator.model.places(of: sentence)
    #expect(Self.texts(sentence.text, places.target) == ["Cerca", "del", "del", "RÍO", "."])
    sentence.text = "Something else"
    Self.check(sentence, translator.model.places(of: sentence))
    sentence.text = ""
    #expect(translator.model.places(of: sentence).target == Array(repeating: 0..<0, count: 5))
  }
}
