import ChasquiTestSupport
import Decoding
import Testing
import Text
import Tokens

@testable import Chasqui

/// A model of sentences in which words stand beside addresses and numbers that are not theirs.
@Suite struct ReservedTargetsTests {
  private let folder = TemporaryFolder()
  private let model: TranslationModel

  init() throws {
    let pairs = [
      ("the airport is open", "https://example.org/maps está abierto"),
      ("the airport", "https://example.org/maps"),
      ("the clinic is open", "la clínica está abierta 24 horas"),
      ("in the third quarter", "en el tercer 4"), ("one quarter", "un trimestre"), ("a quarter", "un 4"),
      ("twenty people", "20 personas"), ("people wait", "personas esperan"), ("the clinic", "la clínica"),
    ]
    let data = TrainingData(
      corpora: [.init(name: "test", licence: nil, source: pairs.map(\.0), target: pairs.map(\.1))])
    _ = try SampleModels.trainer().train(data, name: "reserved", to: folder.file("model"))
    model = try TranslationModel(path: folder.file("model"))
  }

  @Test func noAddressIsMadeOfAWord() {
    let translator = Translator(model: model)
    for line in ["the airport", "the airport is open", "an airport"] {
      #expect(!translator.translate(line).text.contains("example.org"), "\(line)")
    }
    let text = translator.translate("the airport https://example.org/maps").text
    #expect(text.contains("https://example.org/maps"))
  }

  @Test func aNumberIsMadeOfAWordThatHasNoOtherTranslation() {
    let translator = Translator(model: model)
    for line in ["one quarter", "a quarter", "in the third quarter", "the clinic is open"] {
      #expect(!translator.translate(line).text.contains { $0.isNumber }, "\(line)")
    }
    #expect(translator.translate("twenty people").text.contains("20"))
    #expect(translator.translate("7 people").text.contains("7"))
  }

  @Test func kindsAreTold() throws {
    func kind(_ token: String) throws -> String {
      let id = try #require(model.targetVocabulary.id(of: token))
      return model.reservedTargets.tokens.kind(of: id).map { "\($0)" } ?? "none"
    }
    #expect(try kind("https://example.org/maps") == "verbatim")
    #expect(try kind("20") == "number")
    #expect(try kind("clínica") == "none")
    #expect(model.reservedTargets.tokens.kind(of: 1_000_000) == nil)
  }
}
