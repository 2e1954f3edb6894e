import ChasquiTestSupport
import Terminology
import Testing
import Text

@testable import Chasqui

/// Guaraní writes its nasal vowels with a tilde or a circumflex, and its puso with several marks: to a glossary
/// they are all the same.
@Suite struct GuaraniGlossaryTests {
  private static let pairs = [
    ("la casa es grande", "pe óga tuicha"), ("mi casa es grande", "che róga tuicha"),
    ("la casa es nueva", "pe óga ipyahu"), ("el agua es buena", "pe y iporã"),
    ("la escuela es buena", "pe mbo'ehao iporã"), ("la escuela es nueva", "pe mbo'ehao ipyahu"),
    ("mi agua es buena", "che y iporã"), ("el niño está aquí", "mitã oĩ ápe"),
    ("la escuela está aquí", "mbo'ehao oĩ ápe"), ("el agua está aquí", "y oĩ ápe"),
    ("mi casa está aquí", "che róga oĩ ápe"), ("mi lengua es buena", "che ñe'ẽ iporã"),
    ("la lengua está aquí", "ñe'ẽ oĩ ápe"), ("mi escuela es grande", "che mbo'ehao tuicha"),
  ]

  private static let folder = TemporaryFolder()

  private static func model(from source: String, to target: String) throws -> TranslationModel {
    let spanish = pairs.map(\.0)
    let guarani = pairs.map(\.1)
    let corpus = TrainingData.Corpus(
      name: "own", licence: "CC0-1.0", source: source == "spa" ? spanish : guarani,
      target: source == "spa" ? guarani : spanish)
    var options = SampleModels.options
    options.languageModelOrder = 2
    let path = folder.file("\(source)-\(target)")
    _ = try Trainer(source: LanguageTag(source), target: LanguageTag(target), options: options, threads: 1)
      .train(TrainingData(corpora: [corpus]), name: "own", to: path)
    return try TranslationModel(path: path)
  }

  private static let fromGuarani = Result { try model(from: "grn", to: "spa") }
  private static let toGuarani = Result { try model(from: "spa", to: "grn") }

  private static let spellings = [
    "ñe'ẽ", "ñe'ê", "ñe’ẽ", "ñeꞌẽ", "ñeʼê", "ñe'ë", "Ñe'ẽ", "ÑE’Ê", "n\u{303}e'e\u{303}",
  ]

  @Test(arguments: spellings)
  func everySpellingOfTheGlossaryMatchesEverySpellingOfTheText(written: String) throws {
    let sample = try TermSample(pairs: [(written, "idioma")], model: try Self.fromGuarani.get())
    for spelling in Self.spellings {
      let translation = sample.translate("che \(spelling) iporã")
      let terms = translation.sentences.flatMap(\.terms)
      #expect(terms.map(\.form) == [written], "\(spelling)")
      #expect(terms.first?.source == 1..<2 && terms.first?.target != nil, "\(spelling)")
      #expect(translation.text.lowercased().contains("idioma"), "\(translation.text)")
    }
    #expect(sample.translate("che ne'e iporã").sentences[0].terms.isEmpty, "a nasal vowel is another letter")
  }

  @Test(arguments: spellings)
  func everySpellingOfATargetIsWrittenAsTheConventionWants(written: String) throws {
    let sample = try TermSample(pairs: [("lengua", written)], model: try Self.toGuarani.get())
    let plain = sample.translate("mi lengua es buena")
    #expect(plain.text.lowercased().contains("ñe'ẽ"), "\(plain.text)")
    let term = try #require(plain.sentences[0].terms.first)
    let target = try #require(term.target)
    #expect(TermSample.folded(plain.sentences[0].targetTokens[target]) == ["ñe'ẽ"])
    var request = sample.request
    request.convention = OutputConvention(name: "circumflex")
    let circumflex = sample.translator.translate("mi lengua es buena", request: request)
    #expect(circumflex.text.lowercased().contains("ñe'ê"), "\(circumflex.text)")
  }

  /// A forbidden term is found in whatever way the glossary writes it.
  @Test(arguments: ["mbo'ehao", "mbo’ehao", "mboꞌehao"])
  func forbiddenTermsAreAvoided(written: String) throws {
    let model = try Self.toGuarani.get()
    let sample = try TermSample(pairs: [("escuela", "tekombo'e róga")], model: model) { entry in
      entry.terms.append(Term(language: model.targetLanguage, text: written, status: .forbidden))
    }
    let text = sample.translate("mi escuela es grande").text
    #expect(text.lowercased().contains("tekombo'e róga") && !text.contains("mbo'ehao"), "\(text)")
  }
}
