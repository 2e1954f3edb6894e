import Terminology
import Testing
import Text

@testable import Chasqui

/// Capitals: those of the sentence, those of the term, and those that neither may touch.
@Suite struct GlossaryCasingTests {
  private static let pairs = [
    (source: "blood pressure", target: "presión arterial"), ("vaccination card", "carné de vacunas"),
    ("zyxwv", "ultrasonido"), ("ngo", "ONG"),
  ]
  private let sample: TermSample

  init() throws { sample = try TermSample(pairs: Self.pairs) }

  /// What stands in the text of the translation where the term is.
  private func texts(_ line: String, _ sample: TermSample) -> (text: String, terms: [TermRendering]) {
    let translation = sample.translate(line)
    return (translation.text, translation.sentences.flatMap(\.terms))
  }

  @Test(arguments: [
    ("Blood pressure hurts.", "presión arterial"), ("Zyxwv hurts.", "ultrasonido"),
    ("The blood pressure is high today.", "presión arterial"),
    ("Where is my vaccination card?", "carné de vacunas"), ("«Zyxwv» hurts.", "ultrasonido"),
    ("(Zyxwv) Blood pressure.", "ultrasonido"),
  ])
  func theFirstWordOfASentenceHasACapitalAndNoOther(line: String, target: String) throws {
    let (text, terms) = texts(line, sample)
    let term = try #require(terms.first { $0.targetText.lowercased() == target })
    #expect(term.targetText == target)
    let first = try #require(text.first { $0.isLetter })
    #expect(first.isUppercase, "\(text)")
    let isAtStart = text.lowercased().drop { !$0.isLetter }.hasPrefix(target)
    let written = isAtStart ? target.prefix(1).uppercased() + target.dropFirst() : target
    #expect(text.contains(written), "\(text)")
  }

  @Test func sentencesWithoutCapitalsGetNone() {
    let (text, _) = texts("zyxwv", sample)
    #expect(text == "ultrasonido")
  }

  @Test func capitalsOfTheWholeSentenceAreThoseOfTheTerm() throws {
    let (text, terms) = texts("THE BLOOD PRESSURE AND THE VACCINATION CARD", sample)
    #expect(text.contains("PRESIÓN ARTERIAL") && text.contains("CARNÉ DE VACUNAS"), "\(text)")
    #expect(text == text.uppercased())
    #expect(terms.map(\.targetText) == ["presión arterial", "carné de vacunas"])
  }

  @Test func capitalsOfTheTermAloneAreCarriedOver() {
    let (text, _) = texts("Where is my VACCINATION CARD today?", sample)
    #expect(text.contains("CARNÉ DE VACUNAS"), "\(text)")
  }

  @Test func titlesAreTitles() {
    let (text, terms) = texts("Your Vaccination Card And Blood Pressure", sample)
    #expect(terms.count == 2)
    #expect(text.lowercased().contains("carné de vacunas") && text.first?.isUppercase == true, "\(text)")
    #expect(!text.contains("VACUNAS"))
  }

  @Test(arguments: ["NGO", "The ngo is here.", "Ngo", "My doctor, the NGO."])
  func acronymsStay(line: String) {
    #expect(texts(line, sample).text.contains("ONG"))
  }

  @Test func acronymsAreNotWordsWhereCaseCounts() throws {
    let aids = try TermSample(pairs: [("AIDS", "sida")]) { entry in
      entry.terms[0].isCaseSensitive = true
    }
    #expect(aids.translate("He has AIDS today.").sentences[0].terms.map(\.targetText) == ["sida"])
    #expect(aids.translate("AIDS is here.").text.hasPrefix("Sida"))
    #expect(aids.translate("The doctor aids me.").sentences[0].terms.isEmpty)
    // Nothing tells there whether it is the acronym.
    #expect(aids.translate("THE DOCTOR AIDS ME").sentences[0].terms.isEmpty)
    let acronym = try TermSample(pairs: [("aids", "SIDA")]) { $0.terms[1].isCaseSensitive = true }
    for line in ["Aids is here.", "The aids is here.", "THE AIDS IS HERE"] {
      #expect(acronym.translate(line).text.contains("SIDA"))
    }
  }

  @Test(arguments: [
    ("iPhone is here.", "iPhone"), ("The iPhone is here.", "iPhone"), ("iPhone", "iPhone"),
    ("«iPhone» is here.", "iPhone"), ("THE IPHONE IS HERE", "IPHONE"), ("Where is iPhone, doctor?", "iPhone"),
    ("The New iPhone In My House", "iPhone"), ("(iPhone)", "iPhone"), ("My non-iPhone doctor.", "iPhone"),
  ])
  func namesThatAreNotTranslatedStayAsTheyAreWritten(line: String, name: String) throws {
    let sample = try TermSample(pairs: [("iPhone", "iPhone")]) { $0.isUntranslatable = true }
    let (text, terms) = texts(line, sample)
    #expect(terms.map(\.targetText) == [name])
    #expect(text.contains(name), "\(text)")
  }

  @Test func aNameThatMatchesAsItIsWrittenStaysInCapitals() throws {
    let sample = try TermSample(pairs: [("iPhone", "iPhone")]) { entry in
      entry.isUntranslatable = true
      for index in entry.terms.indices { entry.terms[index].isCaseSensitive = true }
    }
    #expect(texts("MY iPhone IS HERE", sample).text.contains("iPhone"))
    #expect(texts("iPhone is here.", sample).text.contains("iPhone"))
    #expect(texts("My iphone is here.", sample).terms.isEmpty)
  }

  @Test func namesWithMarksStay() throws {
    let names = ["L'Oréal", "AT&T", "Coca-Cola", "C++", "O.P.S.", "Yahoo!", "A/B", "COVID-19", "3M"]
    for name in names {
      let sample = try TermSample(pairs: [(name, name)]) { $0.isUntranslatable = true }
      for line in ["\(name) is here.", "The \(name) is here.", "My doctor, the \(name), and the nurse."] {
        let (text, terms) = texts(line, sample)
        #expect(terms.count == 1 && terms[0].target != nil, "\(name): \(line)")
        #expect(text.contains(name), "\(text)")
      }
    }
  }
}
