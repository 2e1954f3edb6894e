import Compute
import Testing
import Text

struct LocaleConverterTests {
  static func converter(_ source: String, _ target: String) throws -> LocaleConverter {
    LocaleConverter(source: try LanguageTag(source), target: try LanguageTag(target))
  }

  /// The rendering, or the text itself where it stays.
  static func convert(_ text: String, _ source: String, _ target: String) throws -> String {
    try converter(source, target).rendering(of: text) ?? text
  }

  @Test(arguments: [
    ("1,234.56", "eng", "spa", "1.234,56"), ("30,000", "eng", "spa", "30.000"),
    ("1,234", "eng", "spa", "1.234"),
    ("3.3", "eng", "spa", "3,3"), ("0.40", "eng", "spa", "0,40"), ("-2.5", "eng", "spa", "-2,5"),
    ("1.234", "eng", "spa", "1,234"), ("1.234", "spa", "eng", "1,234"), ("1.234,5", "spa", "eng", "1,234.5"),
    ("1,234.5", "eng", "por", "1.234,5"), ("1,234.5", "eng", "por-PT", "1\u{A0}234,5"),
    ("10,000", "eng", "fra", "10\u{202F}000"), ("10 000,5", "fra", "eng", "10,000.5"),
    ("1,234.5", "eng", "spa-MX", "1,234.5"), ("1.234,5", "spa", "spa-MX", "1.234,5"),
  ])
  func numbersFollowTheTarget(text: String, source: String, target: String, result: String) throws {
    #expect(try Self.convert(text, source, target) == result)
  }

  /// What is no number of the source language, or no number at all, or a time.
  @Test(arguments: [
    "2012", "9:30", "12.26", "8.10", "2.00", "1.º", "3rd", "007", "007.5", ".5", "5.", "1.2.3", "12,34",
    "12,34.5",
    "192.168.0.1", "26/09/2021", "2021-09-26", "1e5", "1,5", "", " ", "٣٫٥", "1.234.567", "3/4", "--3.5",
    "12.345.678-9", "400.000",
  ])
  func othersStay(text: String) throws {
    #expect(try Self.converter("eng", "spa").rendering(of: text) == nil)
  }

  /// Between Spanish and the languages of its countries numbers stay, as their writers leave them.
  @Test(arguments: ["aym", "grn", "quy", "guc", "arn"])
  func neighboursShareTheirNumbers(language: String) throws {
    for text in ["1.100", "3,5", "1,234.5", "10.000", "25 %", "99.028.685"] {
      #expect(try Self.convert(text, "spa", language) == text)
      #expect(try Self.convert(text, language, "spa") == text)
    }
  }

  @Test func languagesWithoutDataTakeTheirCountrysSpanish() throws {
    #expect(try Self.convert("1,234.5", "eng", "grn") == "1.234,5")
    #expect(try Self.convert("1,234.5", "eng", "aym") == "1.234,5")
    #expect(try Self.convert("1,234.5", "eng", "quy") == "1,234.5")
    #expect(try Self.convert("1.234,5", "por", "quy") == "1,234.5")
    // No month of Guaraní is known, and none is made up.
    #expect(try Self.convert("March 14, 2012", "eng", "grn") == "March 14, 2012")
  }

  @Test(arguments: [
    ("25%", "eng", "spa", "25\u{A0}%"), ("2.5%", "eng", "fra", "2,5\u{A0}%"), ("25 %", "spa", "eng", "25%"),
    ("$1,234.56", "eng", "spa", "1.234,56\u{A0}US$"), ("€1,234.50", "eng", "spa", "1.234,50\u{A0}€"),
    ("1.234,50 €", "spa", "eng", "€1,234.50"), ("March 14, 2012", "eng", "spa", "14 de marzo de 2012"),
    ("14 de marzo", "spa", "eng", "March 14"), ("March 2012", "eng", "fra", "mars 2012"),
    ("Wednesday, March 14, 2012", "eng", "spa", "miércoles, 14 de marzo de 2012"),
    // That day was a Wednesday; February has no 30th.
    ("Monday, March 14, 2012", "eng", "spa", "Monday, March 14, 2012"),
    ("February 30, 2012", "eng", "spa", "February 30, 2012"),
    ("9:30 PM", "eng", "spa", "9:30\u{202F}p.\u{A0}m."),
  ])
  func amountsAndDates(text: String, source: String, target: String, result: String) throws {
    #expect(try Self.convert(text, source, target) == result)
  }

  @Test(arguments: [
    ("eng", "spa"), ("eng", "fra"), ("spa", "eng"), ("por", "eng"), ("eng", "grn"), ("fra", "spa"),
  ])
  func everyDigitIsKeptAndTheWayBackIsTheSame(source: String, target: String) throws {
    let there = try Self.converter(source, target)
    let back = try Self.converter(target, source)
    var random = RandomSource(seed: 7, stream: 0)
    var changed = 0
    for _ in 0..<3000 {
      let text = Self.randomNumber(&random)
      guard let result = there.number(text) else { continue }
      changed += 1
      #expect(result.filter(\.isNumber) == text.filter(\.isNumber))
      // A number that looks like a time in the other language stays when it returns.
      if let again = back.number(result) { #expect(again == text) }
    }
    #expect(changed > 40)
  }

  /// Digits with marks in usual and unusual places.
  private static func randomNumber(_ random: inout RandomSource) -> String {
    let marks = [",", ".", "\u{A0}", "\u{202F}"]
    var text = Int.random(in: 0..<10, using: &random) == 0 ? "-" : ""
    for position in 0..<Int.random(in: 1..<12, using: &random) {
      let isMarked = position > 0 && Int.random(in: 0..<3, using: &random) == 0
      if isMarked { text += marks[Int.random(in: 0..<4, using: &random)] }
      let isGroup = isMarked && Bool.random(using: &random)
      text += String(Int.random(in: isGroup ? 100..<1000 : 0..<10, using: &random))
    }
    return text
  }

  @Test func namesComeInPairs() throws {
    let terms = LocaleTerm.terms(source: try LanguageTag("eng"), target: try LanguageTag("spa"))
    let names = Dictionary(terms.map { ("\($0.kind) \($0.code)", $0) }, uniquingKeysWith: { a, _ in a })
    #expect(names["country BO"].map { [$0.source, $0.target] } == ["Bolivia", "Bolivia"])
    #expect(names["country US"].map { [$0.source, $0.target] } == ["United States", "Estados Unidos"])
    #expect(names["language gn"].map { [$0.source, $0.target] } == ["Guarani", "guaraní"])
    #expect(names["currency PYG"]?.target == "guaraní paraguayo")
    #expect(names["month 0"].map { [$0.source, $0.target] } == ["January", "enero"])
    #expect(names["weekday 0"].map { [$0.source, $0.target] } == ["Sunday", "domingo"])
    #expect(terms.count { $0.kind == .country } > 240)
    #expect(terms.count { $0.kind == .currency } > 150)
    #expect(terms.allSatisfy { !$0.source.isEmpty && !$0.target.isEmpty })
    #expect(terms == LocaleTerm.terms(source: try LanguageTag("en"), target: try LanguageTag("es")))
    #expect(LocaleTerm.terms(source: try LanguageTag("spa"), target: try LanguageTag("quy")).count > 300)
    #expect(LocaleTerm.terms(source: try LanguageTag("spa"), target: try LanguageTag("grn")).isEmpty)
  }
}
