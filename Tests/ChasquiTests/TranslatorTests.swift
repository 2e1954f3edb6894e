import Chasqui
import Documents
import Synchronization
import Testing
import Text
import Tokens

@Suite struct TranslatorTests {
  private let translator: Translator

  init() throws {
    translator = Translator(model: try SampleModels.plain.get())
  }

  @Test func whatWasLearnedIsKnown() {
    let result = translator.translate("Where does it hurt?")
    #expect(result.text == "¿Dónde le duele?")
    #expect(result.sentences.count == 1)
    #expect(result.sentences[0].unknownWords.isEmpty)
  }

  @Test func threadsDoNotMatter() {
    let lines = SampleModels.corpus("vaccination", limit: 12).source + ["", "  ", "¿?"]
    var request = TranslationRequest()
    request.search = SampleModels.options.search
    let results = [1, 2, 7].map { translator.translate(lines, request: request, threads: $0) }
    for result in results.dropFirst() {
      #expect(result.map(\.text) == results[0].map(\.text))
      #expect(result.map(\.score) == results[0].map(\.score))
    }
    #expect(results[0].count == lines.count)
    #expect(results[0].map(\.text) == lines.map { translator.translate($0, request: request).text })
  }

  @Test func alternativesOfMarkupBeginWithTheBest() {
    var request = TranslationRequest()
    for line in SampleModels.corpus("vaccination", limit: 6).source {
      let text = MarkedText("\(line) Where does it hurt? \(line)")
      request.alternatives = 1
      let best = translator.alternatives(text, request: request)
      request.alternatives = 4
      let several = translator.alternatives(text, request: request)
      #expect(best.count == 1 && (2...4).contains(several.count))
      #expect(several.first?.marked == best.first?.marked)
      #expect(
        several.first?.translation.sentences.map(\.text) == best.first?.translation.sentences.map(\.text))
      #expect(Set(several.map(\.marked)).count == several.count)
    }
  }

  /// A line may hold a whole book, whose reader has gone.
  @Test func whatNobodyWaitsForIsLeft() {
    let asked = Mutex(0)
    var request = TranslationRequest()
    request.isUnwanted = {
      asked.withLock { asked in
        asked += 1
        return asked > 2
      }
    }
    let result = translator.translate(
      "Where does it hurt? Where does it hurt? Where does it hurt?", request: request)
    #expect(result.sentences.count == 2)
    #expect(result.text == "¿Dónde le duele? ¿Dónde le duele? Where does it hurt?")
  }

  @Test(arguments: ["", " ", "   \t ", "\u{A0}\u{2003}", "\n"])
  func blankLinesStayBlank(line: String) {
    let result = translator.translate(line)
    #expect(result.text == line)
    #expect(result.sentences.isEmpty)
    #expect(result.score == 0)
  }

  @Test(arguments: [
    "😀", "👩‍👩‍👧‍👦🇧🇴🎉", "\u{0}", "\u{1}\u{7}\u{1B}[31m", "a\u{0}b", "\u{FFFD}\u{FFFF}", "\u{301}\u{301}",
    "\u{200B}\u{200D}",
    "\u{FEFF}where", "￭", "￭￭ where ￭", "<s> </s> <unk>", "%s {name} ${x} <b>", "مرحبا بالعالم", "日本語のテキスト",
    "...", "¿¡", "'",
    "a\u{301}\u{302}\u{303}\u{304}", "\u{202E}abc", String(repeating: "x", count: 5000),
  ])
  func strangeTextIsTranslatedSomehow(line: String) {
    let result = translator.translate(line)
    for sentence in result.sentences { Self.check(sentence) }
    #expect(result.text == translator.translate(line).text)
  }

  @Test(arguments: ["1. ", "2.1.- ", "b) ", "(iv) ", "• ", "-\t"])
  func markersOfListsStayInFront(marker: String) {
    let plain = translator.translate("Where does it hurt?")
    let result = translator.translate("\(marker)Where does it hurt?")
    #expect(result.text == marker + plain.text)
    #expect(result.score == plain.score)
    let marked = translator.translate(
      MarkedText(
        "\(marker)Where does it hurt?",
        tags: [
          InlineTag(markup: "<b>", kind: .opening, offset: 0, identifier: 1),
          InlineTag(markup: "</b>", kind: .closing, offset: marker.utf8.count - 1, identifier: 1),
        ]))
    #expect(marked.marked.joined == "<b>\(marker.dropLast())</b>\(marker.last!)\(plain.text)")
    var request = TranslationRequest()
    request.alternatives = 3
    let alternatives = translator.alternatives("\(marker)Where does it hurt?", request: request)
    #expect(alternatives.first?.text == result.text)
    #expect(alternatives.allSatisfy { $0.text.hasPrefix(marker) })
    for sentence in alternatives + result.sentences { Self.check(sentence) }
  }

  @Test(arguments: ["- ", "1. ", "* - "]) func rowsOfMarkersAreText(marker: String) {
    var request = TranslationRequest()
    request.search = SampleModels.options.search
    let line = String(repeating: marker, count: 20_000) + "where"
    #expect(translator.translate(line, request: request).text.hasPrefix(marker.prefix(2)))
    let short = String(repeating: marker, count: 20) + "where"
    #expect(!translator.alternatives(short, request: request).isEmpty)
  }

  @Test func addressesStayWhole() {
    let address = "https://example.org/a_b?x=1&y=2"
    #expect(translator.translate("Where is \(address)?").text.contains(address))
  }

  @Test func emojiArePassedOn() {
    #expect(translator.translate("😀").text == "😀")
  }

  @Test func veryLongLinesAreTranslatedInParts() {
    var request = TranslationRequest()
    request.search = SampleModels.options.search
    let line = String(repeating: "zyx ", count: 10_000)
    let result = translator.translate(line, request: request)
    #expect(result.sentences.reduce(0) { $0 + $1.sourceTokens.count } == 10_000)
    #expect(result.text.split(separator: " ").count == 10_000)
    for sentence in result.sentences { Self.check(sentence) }
  }

  @Test func phrasesCoverTheSentence() {
    for line in SampleModels.corpus("vaccination", limit: 6).source {
      for sentence in translator.translate(line).sentences { Self.check(sentence) }
    }
  }

  /// Phrases cover each source and each target token once; links stay inside.
  static func check(_ sentence: TranslatedSentence) {
    let source = sentence.phrases.flatMap { Array($0.source) }.sorted()
    let target = sentence.phrases.flatMap { Array($0.target) }
    if !sentence.phrases.isEmpty {
      #expect(source == Array(sentence.sourceTokens.indices))
      #expect(target == Array(sentence.targetTokens.indices))
    }
    for link in sentence.alignment {
      #expect(sentence.sourceTokens.indices.contains(Int(link.source)))
      #expect(sentence.targetTokens.indices.contains(Int(link.target)))
    }
  }

  @Test func alternativesComeBestFirst() {
    var request = TranslationRequest()
    request.alternatives = 6
    let list = translator.alternatives("The doctor will see you now.", request: request)
    #expect((2...6).contains(list.count))
    #expect(list.first?.text == translator.translate("The doctor will see you now.").text)
    for (a, b) in zip(list, list.dropFirst()) { #expect(a.score >= b.score) }
    #expect(Set(list.map(\.targetTokens)).count == list.count)
    for sentence in list { Self.check(sentence) }
  }

  @Test func whatIsNotLanguageStays() {
    let text = translator.translate("Write to a@b.org or see https://example.org/x?y=1 about %s.").text
    for piece in ["a@b.org", "https://example.org/x?y=1", "%s"] { #expect(text.contains(piece)) }
  }

  /// What stands for words while a sentence is written are characters of plane 15.
  @Test func privateCharactersDoNotTakeTheirPlaces() {
    let icons = translator.translate("\u{E000} Where is %s? \u{F8FF} Write to a@b.org.").text
    for piece in ["\u{E000}", "\u{F8FF}", "%s", "a@b.org"] {
      #expect(icons.ranges(of: piece).count == 1, "\(piece) in \(icons)")
    }
    let planes = translator.translate("\u{F0000} Write\u{F0001} to %s\u{F0000} or \"a@b.org\" \u{100000}.")
      .text
    for piece in ["%s", "a@b.org"] { #expect(planes.ranges(of: piece).count == 1, "\(piece) in \(planes)") }
    #expect(!planes.unicodeScalars.contains { $0.value >= 0xF0000 })
    let code = translator.translate("Press `\u{F0001}` and %s or {\u{F0000}n}.").text
    #expect(code.ranges(of: "%s").count == 1, "\(code)")
  }

  @Test(arguments: [
    ("It is 90 km/h here.", "90 km/h"), ("It is 110 mg/dL.", "110 mg/dL"), ("Take 1,5 mg/kg.", "mg/kg"),
    ("See a`x_1`b.", "`x_1`"), ("Open:/etc/hosts now.", "/etc/hosts"),
  ])
  func unitsCodeAndPathsStay(line: String, piece: String) {
    #expect(translator.translate(line).text.contains(piece))
  }

  @Test(arguments: [
    ("It costs 1,234.56 now.", "1.234,56"), ("It costs 98.7 now.", "98,7"), ("It was in 2012.", "2012"),
    ("At 9:35 we eat.", "9:35"), ("Version 1.2.3 is here.", "1.2.3"), ("On 26/09/2021 we eat.", "26/09/2021"),
  ])
  func numbersAreWrittenAsInTheTarget(line: String, number: String) {
    #expect(translator.translate(line).text.contains(number))
  }

  @Test func unknownWordsAreListed() {
    let result = translator.translate("Where does the zyxwv hurt?")
    #expect(result.sentences.flatMap(\.unknownWords) == ["zyxwv"])
    #expect(result.text.contains("zyxwv"))
  }

  @Test func spacesAroundSentencesStay() {
    let text = translator.translate("  Where does it hurt?  Where does it hurt? ").text
    #expect(text == "  ¿Dónde le duele?  ¿Dónde le duele? ")
  }

  @Test func evidenceNamesThePairsThatTaughtAPhrase() throws {
    let sentence = try #require(translator.translate("Where does it hurt?").sentences.first)
    let phrase = try #require(sentence.phrases.first { $0.origin == .corpus })
    let evidence = translator.evidence(for: phrase, in: sentence, limit: 3)
    #expect((1...3).contains(evidence.count))
    for pair in evidence {
      #expect(["health", "everyday"].contains(pair.corpus))
      #expect(!pair.source.isEmpty && !pair.target.isEmpty)
    }
    #expect(evidence.contains { $0.source.lowercased().contains("where does it hurt") })
    #expect(Set(evidence.map(\.pair)).count == evidence.count)
    let copied = try #require(translator.translate("zyxwv").sentences.first)
    #expect(copied.phrases.allSatisfy { translator.evidence(for: $0, in: copied).isEmpty })
  }
}
