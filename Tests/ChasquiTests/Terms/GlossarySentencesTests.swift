import Foundation
import Terminology
import Testing
import Text

@testable import Chasqui

/// Where sentences end, and what stands around terms and in them.
@Suite struct GlossarySentencesTests {
  @Test(arguments: [
    ("Yahoo! Finance", "We use Yahoo! Finance. Where does it hurt?", 2),
    ("Yahoo! Finance", "Yahoo! Finance", 1), ("Yahoo! Finance", "Yahoo! The doctor. Finance", 0),
    ("Who is it? show", "The Who is it? show is here. I saw the Who is it? show.", 2),
    ("water. No fire", "I want water. No fire. Water. No fire! Fire.", 3),
    ("Yahoo! Finance", "  We use Yahoo!  Finance   today. ", 1),
  ])
  func aTermThatLooksLikeTheEndOfASentenceIsNone(term: String, line: String, sentences: Int) throws {
    let sample = try TermSample(pairs: [(term, "la cosa")])
    let translation = sample.translate(line)
    let count =
      line.lowercased().split(separator: " ").joined(separator: " ")
      .components(separatedBy: term.lowercased()).count - 1
    let terms = translation.sentences.flatMap(\.terms)
    #expect(terms.count == count && terms.allSatisfy { $0.target != nil }, "\(translation)")
    #expect(translation.text.lowercased().components(separatedBy: "la cosa").count - 1 == count)
    if sentences > 0 { #expect(translation.sentences.count == sentences) }
    #expect(translation.text.prefix { $0 == " " } == line.prefix { $0 == " " })
  }

  @Test(arguments: ["$who", "${ who }", "%%who%%", ":who", "/etc/who/is", "{{ who }}", "[[who]]", "who.pdf"])
  func noTermIsFoundInAPlaceholder(placeholder: String) throws {
    let sample = try TermSample(pairs: [("who", "la cosa")])
    let translation = sample.translate("The doctor asks \(placeholder) and who.")
    #expect(translation.sentences.flatMap(\.terms).count == 1)
    #expect(translation.text.contains(placeholder) && translation.text.contains("la cosa"))
  }

  /// The end of a line is more than a space.
  @Test func linesAreNotJoined() throws {
    let sample = try TermSample(pairs: [("blood pressure", "tensión")])
    let text = sample.translate("My blood\npressure is high.").text
    #expect(text.contains("\n"))
    #expect(sample.translate("My doctor is here.\nThe blood pressure.").text.contains("\n"))
  }

  @Test(arguments: [
    ("24 hours", "Open 24 hours, 7 days.", "veinticuatro horas"),
    ("1,000 pesos", "It is 1,000 pesos.", "mil pesos"),
    ("e-mail", "Send an e-mail; now.", "correo"), ("river's edge", "The river’s edge is here.", "orilla"),
    ("St. Mary", "The hospital of St. Mary (closed).", "Santa María"),
    ("100 %", "It is 100 % water.", "puro"),
    ("and/or", "The doctor and/or the nurse.", "y también"), ("§ 5", "See § 5 of it.", "artículo quinto"),
    ("%s files", "There are %s files here.", "archivos %s"),
    ("a@b.org", "Write to a@b.org today.", "la casilla"),
    ("https://a.org/b", "See https://a.org/b for help.", "la página"), ("H2O", "Drink H2O.", "agua"),
  ])
  func termsMayHoldMarksAndNumbers(term: String, line: String, target: String) throws {
    let sample = try TermSample(pairs: [(term, target)])
    let translation = sample.translate(line)
    let terms = translation.sentences.flatMap(\.terms)
    #expect(terms.map(\.targetText) == [target] && terms[0].target != nil, "\(translation)")
    #expect(translation.text.contains(target), "\(translation.text)")
  }

  /// A way to render a term may be part of another.
  @Test func theRenderingNamesTheWholeTarget() throws {
    let sample = try TermSample(pairs: [("blood pressure", "galeno rural mayor")]) { entry in
      let language = entry.terms[1].language
      entry.terms.insert(Term(language: language, text: "galeno", status: .admitted), at: 1)
      entry.terms.append(Term(language: language, text: "mayor", status: .admitted))
    }
    let sentence = try #require(sample.translate("My blood pressure is high.").sentences.first)
    let term = try #require(sentence.terms.first)
    #expect(term.targetText == "galeno rural mayor" && term.status == .preferred)
    #expect(term.target.map { Array(sentence.targetTokens[$0]) } == ["galeno", "rural", "mayor"])
  }

  /// What is forbidden may be part of the only way to render a term: then the term counts.
  @Test func aForbiddenWordWithinATermIsNoBreach() throws {
    let sample = try TermSample(pairs: [("blood pressure", "galeno rural mayor")]) { entry in
      entry.terms.append(Term(language: entry.terms[1].language, text: "rural", status: .forbidden))
    }
    let translation = sample.translate("My blood pressure is high.")
    #expect(translation.text.contains("galeno rural mayor"))
    #expect(translation.brokenTerms.isEmpty)
  }

  /// A term inside another, and terms that overlap: the longer one, then the one to the left.
  @Test func theLongestTermCounts() throws {
    let sample = try TermSample(pairs: [
      ("doctor", "galeno"), ("the doctor of the village", "médico rural"), ("village nurse", "enfermera"),
      ("of the village nurse today", "de hoy"),
    ])
    func entries(_ line: String) -> [String] {
      sample.translate(line).sentences.flatMap(\.terms).map(\.entry)
    }
    #expect(entries("The doctor of the village is here.") == ["1"])
    #expect(entries("The doctor of the village nurse is here.") == ["1"])
    #expect(entries("My doctor of the village nurse.") == ["0", "2"])
    #expect(entries("The doctor of the village nurse today.") == ["1"])
  }
}
