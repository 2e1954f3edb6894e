import Chasqui
import Compute
import Testing
import Text
import Tokens

@testable import Chasqui

@Suite struct QuotationTests {
  /// The text of a translation given by its tokens, as one phrase for each source token that it is linked with.
  private func place(_ source: String, _ target: String, _ links: [(Int, Int)]) throws -> String {
    let processor = try TextProcessor(language: LanguageTag("spa"))
    let text = try TextProcessor(language: LanguageTag("eng")).tokenize(source)
    var sentence = Self.sentence(
      text.tokens.indices.map { text.surface($0) }, target.split(separator: " ").map(String.init), links)
    let bytes = Array(source.utf8)
    let written = text.tokens.map { String(decoding: bytes[$0.original], as: UTF8.self) }
    let placed = QuotationPlacer(sentence, written: written, fixed: [])?.apply(to: &sentence)
    Self.check(sentence)
    for mark in placed?.marks ?? [] where !mark.isTag {
      #expect(Quotation.isSingleMark(sentence.targetTokens[mark.target]) != nil)
    }
    return processor.detokenize(sentence.targetTokens)
  }

  private static func sentence(_ source: [String], _ target: [String], _ links: [(Int, Int)])
    -> TranslatedSentence
  {
    let phrase = TranslatedPhrase(
      source: source.indices, target: target.indices, origin: .corpus, forward: 0, backward: 0,
      lexicalForward: 0,
      lexicalBackward: 0, sourcePlace: 0, targetPlace: 0)
    return TranslatedSentence(
      source: "", text: "", sourceTokens: source, targetTokens: target, score: 0, features: [],
      phrases: [phrase],
      alignment: links.map { AlignmentPoint(source: $0.0, target: $0.1) }.sorted(), unknownWords: [])
  }

  private static func check(_ sentence: TranslatedSentence) {
    #expect(sentence.phrases.flatMap { Array($0.target) } == Array(sentence.targetTokens.indices))
    for link in sentence.alignment { #expect(sentence.targetTokens.indices.contains(Int(link.target))) }
    #expect(sentence.alignment == sentence.alignment.sorted())
  }

  @Test func marksFollowTheirWords() throws {
    // He said "the President" is good: tokens 0 1 2 3 4 5 6 7.
    let links = [(0, 0), (1, 1), (3, 2), (4, 3), (6, 4), (7, 5)]
    let source = "He said \"the President\" is good"
    #expect(
      try place(source, "él dijo el Presidente es bueno", links) == "él dijo \"el Presidente\" es bueno")
    let swapped = [(0, 4), (1, 5), (3, 0), (4, 1), (6, 2), (7, 3)]
    #expect(
      try place(source, "el Presidente es bueno él dijo", swapped) == "\"el Presidente\" es bueno él dijo")
    #expect(
      try place(
        source, "él dijo \"￭ el Presidente es bueno ￭\"", [(0, 0), (1, 1), (3, 3), (4, 4), (6, 5), (7, 6)])
        == "él dijo \"el Presidente\" es bueno")
    // Those of the decoder stay where they are no worse.
    #expect(
      try place(
        source, "él dijo \"￭ el Presidente muy ￭\" es bueno",
        [(0, 0), (1, 1), (3, 3), (4, 4), (6, 7), (7, 8)])
        == "él dijo \"el Presidente muy\" es bueno")
  }

  @Test func whatTheSourceLacksIsLeftOut() throws {
    #expect(try place("a b", "\"￭ x ￭\" y", [(0, 1), (1, 3)]) == "x y")
    #expect(try place("a b", "x ￭' y", [(0, 0), (1, 2)]) == "x' y")
    #expect(try place("a \"b\"", "x '￭ y ￭'", [(0, 0), (2, 2)]) == "x \"y\"")
  }

  @Test func halvesStayAtTheirEnds() throws {
    #expect(try place("\"a b.", "x y ￭.", [(1, 0), (2, 1), (3, 2)]) == "\"x y.")
    #expect(try place("a b.\"", "x \"￭ y ￭.", [(0, 0), (1, 2), (2, 3)]) == "x y.\"")
    #expect(try place("a 12\" b", "x 12 y", [(0, 0), (1, 1), (3, 2)]) == "x 12\" y")
  }

  @Test func marksStandWithinOneAnother() throws {
    #expect(
      try place("a \"b 'c' d\"", "x y z w", [(0, 0), (2, 1), (4, 2), (6, 3)]) == "x \"y 'z' w\"")
    #expect(
      try place("a \"b\" (\"c\").", "x y (￭ z ￭) ￭.", [(0, 0), (2, 1), (4, 2), (6, 3), (8, 4), (9, 5)])
        == "x \"y\" (\"z\").")
  }

  @Test func tagsFollowTheirWords() throws {
    // This is the <b>European Parliament</b> and: tokens 0 1 2 3 4 5 6 7.
    let source = "This is the <b>European Parliament</b> and"
    let links = [(0, 0), (1, 1), (2, 2), (3, 5), (4, 4), (5, 3), (6, 6), (7, 7)]
    #expect(
      try place(source, "este es el Parlamento Europeo <b>￭ ￭</b> y", links)
        == "este es el <b>Parlamento Europeo</b> y")
    #expect(
      try place(
        "(<b>\"a\"</b>) <i>b <u>c</u></i>", "(￭ x <b>￭ ￭</b> ￭) <i>￭ y <u>￭ z ￭</u> ￭</i>",
        [(0, 0), (3, 1), (1, 2), (5, 3), (6, 4), (7, 5), (8, 6), (9, 7), (10, 8), (11, 9), (12, 10)])
        == "(<b>\"x\"</b>) <i>y <u>z</u></i>")
    #expect(
      try place("a <b>b</b> c", "x <b>￭ ￭</b> z", [(0, 0), (1, 1), (3, 2), (4, 3)]) == "x <b></b> z")
  }

  @Test func wordsAndOpeningMarksStayWhole() throws {
    #expect(try place("a \"b?\"", "x ¿￭ y ￭?", [(0, 0), (2, 2), (3, 3)]) == "x \"¿y?\"")
    #expect(try place("a \"b\" c", "x y ￭z w", [(0, 0), (2, 2), (4, 3)]) == "x \"yz\" w")
  }

  @Test(arguments: [
    ("« a », b", ["0-2"]), ("a («b»), c", ["2-4"]), ("\"a\" 'b' dogs'", ["0-2", "3-5"]), ("a\" b", ["_-1"]),
    ("„a“ b", ["0-2"]), ("a \" b \" c", ["1-3"]), ("\"'a'\"", ["1-3", "0-4"]), ("'a", []), ("\"a", ["0-_"]),
  ])
  func quotationsAreFound(text: String, expected: [String]) throws {
    let tokens = try TextProcessor(language: LanguageTag("eng")).tokenize(text)
    let bytes = Array(text.utf8)
    let found = Quotation.all(
      in: tokens.tokens.indices.map { tokens.surface($0) },
      written: tokens.tokens.map { String(decoding: bytes[$0.original], as: UTF8.self) })
    #expect(
      found.map { "\($0.opening.map(String.init) ?? "_")-\($0.closing.map(String.init) ?? "_")" } == expected)
  }

  @Test func frenchHasSpacesInside() throws {
    let french = QuotationStyle(target: try LanguageTag("fra"), convened: nil)
    #expect(french.mark("«", isOpening: true) == "«\u{A0}")
    #expect(french.mark("»", isOpening: false) == "\u{A0}»")
    #expect(french.mark("“", isOpening: true) == "“")
    let processor = try TextProcessor(language: LanguageTag("fra"))
    let convened = QuotationStyle(
      target: try LanguageTag("fra"), convened: processor.quotationMarks(OutputConvention(name: "guillemets"))
    )
    #expect(convened.mark("\"", isOpening: true) == "«\u{A0}")
    #expect(convened.mark("”", isOpening: false) == "\u{A0}»")
    #expect(convened.mark("’", isOpening: false) == "’")
    #expect(convened.mark("\"", isOpening: false, isMeasure: true) == "\"")
    #expect(processor.quotationMarks(.default) == nil)
    let spanish = QuotationStyle(target: try LanguageTag("spa"), convened: nil)
    #expect(spanish.mark("«", isOpening: true) == "«")
  }

  /// Whatever the decoder makes of them, there are as many marks as in the source, and they are balanced.
  @Test func randomTranslationsKeepTheMarks() throws {
    var random = RandomSource(seed: 3)
    for _ in 0..<2000 {
      let words = Int(random.next(below: 8)) + 1
      var source: [String] = []
      var isOpen = false
      for word in 0..<words {
        if !isOpen, random.next(below: 3) == 0 {
          source.append("\"￭")
          isOpen = true
        }
        source.append("w\(word)")
        if isOpen, random.next(below: 2) == 0 || word == words - 1 {
          source.append("￭\"")
          isOpen = false
        }
      }
      let places = source.indices.filter { Quotation.isSingleMark(source[$0]) == nil }
      var target: [String] = []
      var links: [(Int, Int)] = []
      for place in places.shuffled(using: &random) {
        if random.next(below: 5) == 0 { target.append(["\"￭", "￭\"", "\""][Int(random.next(below: 3))]) }
        links.append((place, target.count))
        target.append("x\(place)")
      }
      var sentence = Self.sentence(source, target, links)
      _ = QuotationPlacer(sentence, fixed: [])?.apply(to: &sentence)
      Self.check(sentence)
      let found = Quotation.all(in: sentence.targetTokens)
      #expect(found.count == source.count { $0 == "\"￭" })
      #expect(found.allSatisfy { $0.opening != nil && $0.closing != nil })
      #expect(sentence.targetTokens.count { Quotation.isSingleMark($0) == nil } == places.count)
    }
  }
}
