import PhraseModeling
import Testing
import Tokens

@testable import Chasqui

@Suite struct SentenceInputTests {
  private let model: TranslationModel
  private let builder: SentenceInputBuilder

  init() throws {
    model = try SampleModels.plain.get()
    builder = SentenceInputBuilder(model: model)
  }

  @Test(arguments: [
    "Where does it hurt?", "The zyxwv of 1,234.5 and https://a.org", "😀 %s <b>", "!!!", "a",
  ])
  func everyTokenCanBeTranslated(line: String) throws {
    let input = try #require(builder.inputs(for: line).first)
    #expect(input.ids.count == input.tokens.count)
    let options = input.options.options
    for position in input.tokens.indices {
      #expect(options.contains { Int($0.start) == position && Int($0.end) == position + 1 })
    }
    #expect(options.allSatisfy { $0.start < $0.end && Int($0.end) <= input.length })
    #expect(Set(input.extraTokens).count == input.extraTokens.count)
  }

  @Test func longSentencesAreCut() {
    let line = Array(repeating: "where", count: SentenceInputBuilder.maximumTokens * 2 + 1).joined(
      separator: " ")
    let inputs = builder.inputs(for: line)
    #expect(inputs.count == 3)
    #expect(inputs.allSatisfy { $0.length <= SentenceInputBuilder.maximumTokens })
    #expect(inputs.reduce(0) { $0 + $1.length } == SentenceInputBuilder.maximumTokens * 2 + 1)
    #expect(builder.inputs(for: "").isEmpty)
  }

  @Test func convertedNumbersStandInForTheOriginal() throws {
    let input = try #require(builder.inputs(for: "It costs 7,654.5 now.").first)
    #expect(input.extraTokens.contains("7.654,5") && !input.extraTokens.contains("7,654.5"))
    let position = try #require(input.tokens.firstIndex(of: "7,654.5"))
    let copy = try #require(
      input.options.options.first { $0.kind == .required && Int($0.start) == position })
    #expect(copy.end == copy.start + 1)
  }

  @Test func addressesAndPlaceholdersAndNumbersStandInEveryTranslation() {
    let translator = Translator(model: model)
    for line in [
      "Call 911 or visit https://example.org/help before 10 o'clock.", "%s of %d files in {folder}",
      "Write to health@example.org within 48 hours, room 7.",
    ] {
      let text = translator.translate(line).text
      for piece in [
        "911", "https://example.org/help", "10", "%s", "%d", "{folder}", "health@example.org", "48", "7",
      ]
      where line.contains(piece) { #expect(text.contains(piece), "\(piece) in \(text)") }
    }
  }

  @Test func namesAreNeverLeftOutNorTheWholeSentence() throws {
    for line in ["of the", "the of the in", "the Minister of Health in La Paz"] {
      let input = try #require(builder.inputs(for: line).first)
      let omitted = input.options.options.filter { $0.kind == .omission }.map { Int($0.start) }
      #expect(omitted.count < input.length)
      for position in omitted { #expect(input.tokens[position] == input.tokens[position].lowercased()) }
      #expect(!Translator(model: model).translate(line).text.isEmpty)
    }
  }

  @Test func optionsTellHowTheirTargetsAreWritten() throws {
    let input = try #require(builder.inputs(for: "Where is the hospital, zyxwv 1,234.5?").first)
    let words = OverlayWords(model.targetVocabulary)
    for option in input.options.options {
      let target = input.options.target(of: option).map { SentenceTranslator.spelling($0, input, words) }
      let written = target.joined().filter { $0 != "\u{FFED}" }
      #expect(Int(option.characters) == (option.kind == .required ? 0 : written.unicodeScalars.count))
      #expect(option.untranslatedWords <= option.targetLength)
    }
    let hospital = input.options.options.filter { option in
      option.kind == .phrase
        && input.options.target(of: option).contains { words.spelling(of: $0) == "hospital" }
        && input.tokens[Int(option.start)..<Int(option.end)].contains("hospital")
    }
    #expect(!hospital.isEmpty)
    #expect(hospital.allSatisfy { $0.untranslatedWords > 0 })
  }

  @Test func unknownWordsAreOnlyWords() throws {
    let input = try #require(builder.inputs(for: "zyxwv 98765 qwrtp ?").first)
    #expect(input.unknownWords == ["zyxwv", "qwrtp"])
  }
}

@Suite struct SimilarWordsTests {
  private let model: TranslationModel

  init() throws { model = try SampleModels.plain.get() }

  @Test func otherFormsOfAWordAreFound() throws {
    let matches = model.similarWords.matches(for: "vaccinations")
    let words = matches.map { model.sourceVocabulary.spelling(of: $0.token) }
    #expect(words.contains { $0.hasPrefix("vaccin") })
    #expect(matches.count <= 3)
    for (a, b) in zip(matches, matches.dropFirst()) { #expect(a.dissimilarity <= b.dissimilarity) }
    #expect(matches == model.similarWords.matches(for: "vaccinations"))
  }

  @Test func knownWordsAreLikeThemselves() throws {
    let match = try #require(model.similarWords.matches(for: "doctor").first)
    #expect(model.sourceVocabulary.spelling(of: match.token) == "doctor")
    #expect(match.dissimilarity < 0.2)
  }

  @Test(arguments: ["", "a", "zzqqxxkk", "😀😀", "12345"])
  func strangeWordsAreLikeNothing(word: String) {
    #expect(model.similarWords.matches(for: word).isEmpty)
  }
}
