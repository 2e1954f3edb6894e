import Terminology
import Testing
import Text

@Suite struct GlossaryEntryTests {
  @Test func termsOfALanguageComeBestFirst() throws {
    let portuguese = try LanguageTag("pt")
    let brazilian = try LanguageTag("pt-BR")
    let entry = GlossaryEntry(
      identifier: "1",
      terms: [
        Term(language: portuguese, text: "autocarro", status: .admitted),
        Term(language: portuguese, text: "camioneta", status: .forbidden),
        Term(language: portuguese, text: "camionagem"),
        Term(language: brazilian, text: "ônibus"),
      ])
    #expect(entry.terms(in: brazilian).map(\.text) == ["ônibus"])
    #expect(
      entry.terms(in: try LanguageTag("pt-PT")).map(\.text) == ["camionagem", "autocarro", "camioneta"])
    #expect(entry.terms(in: try LanguageTag("es")).isEmpty)
  }
}
