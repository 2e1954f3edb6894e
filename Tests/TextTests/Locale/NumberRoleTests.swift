import Testing
import Text

@Suite struct NumberRoleTests {
  /// The roles of the numbers of a text: `q`, `r` or `-`.
  private func roles(_ text: String, _ language: String) throws -> String {
    let tokens = try TextProcessor(language: LanguageTag(language)).tokenize(text)
    return tokens.tokens.indices.filter { tokens.tokens[$0].kind == .number }.map { index in
      switch tokens.role(ofNumber: index) {
      case .quantity: "q"
      case .reference: "r"
      case .unclear: "-"
      }
    }.joined()
  }

  @Test(arguments: [
    ("eng", "Section 3.1 of version 2.10", "rr"),
    ("eng", "Articles 12.3, 12.4 and 12.5 apply 3.5 times.", "rrrq"),
    ("eng", "Figures 2.4–2.6 show 3.1", "rr-"), ("eng", "Fig. 2.4 and no. 3.1", "rr"),
    ("eng", "No 3.1 or 3.2", "--"), ("eng", "§ 3.1, Windows 8.1", "rr"), ("eng", "item 3.5 kg", "q"),
    ("eng", "3.5 kg, 2.4 million, € 3.50, 3.1 %, $2.50", "qqqqq"), ("eng", "5.5 per cent and 9.30", "q-"),
    ("spa", "Sección 3.1, artículo 12.3 y párr. 4.2", "rrr"), ("spa", "Los artículos 12.3 y 12.4", "rr"),
    ("spa", "n.º 3.1 y Nº 3.2 y núm. 3.3", "rrr"), ("spa", "No 3,5 sino 3,5 por ciento", "-q"),
    ("fra", "l'article 12.3 et le chapitre 4.1", "rr"), ("fra", "3,5 pour cent", "q"),
    ("por", "seção 3.1, artigos 2.2 e 2.3", "rrr"), ("eng", "3.1", "-"), ("eng", ", 3.1 and", "-"),
  ])
  func followTheWordsBeside(language: String, text: String, expected: String) throws {
    #expect(try roles(text, language) == expected)
  }

  @Test func clockTimesAreAmountsWhereTheWordsSaySo() throws {
    let converter = LocaleConverter(source: try LanguageTag("eng"), target: try LanguageTag("spa"))
    #expect(converter.number("3.50") == nil)
    #expect(converter.number("3.50", role: .quantity) == "3,50")
    #expect(converter.number("98.7", role: .reference) == nil)
    #expect(converter.number("1.2.3", role: .quantity) == nil)
  }

  @Test(arguments: [
    ("2.1 Scope", "2.1"), ("10.2.3 Métodos y datos", "10.2.3"), ("2.1. Scope", "2.1."),
    ("2.4 million people", nil),
    ("2.4 Million People", nil), ("2.1", nil), ("2012 Scope", nil), ("0.5 Litres", nil), ("2,1 Scope", nil),
    ("192.168.0.1 Address", nil),
  ])
  func numbersOfHeadingsStandApart(text: String, marker: String?) {
    #expect(ListMarker.split(text).map { String($0.marker) } == marker)
  }
}
