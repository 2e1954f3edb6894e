import Terminology
import Testing
import Text

@Suite struct InterchangeLocaleTests {
  @Test func namesCountriesLanguagesAndDates() throws {
    let document = LocaleGlossary.document(source: try LanguageTag("en"), target: try LanguageTag("es"))
    let entries = Dictionary(uniqueKeysWithValues: document.entries.map { ($0.identifier, $0) })
    #expect(entries.count == document.entries.count)
    #expect(entries["country:BO"]?.texts("es") == ["Bolivia"])
    #expect(entries["country:DE"]?.texts("es") == ["Alemania"])
    #expect(entries["country:MM"]?.texts("en") == ["Myanmar", "Burma"])
    #expect(entries["month:3"]?.texts("es") == ["marzo"])
    #expect(entries["month:5"]?.terms.map(\.isCaseSensitive) == [true, false])
    #expect(entries["weekday:1"]?.texts("en") == ["Monday"])
    #expect(entries["currency:BOB"]?.domain == "currency")
    #expect(entries["language:ay"]?.texts("es") == ["aimara"])
    for entry in document.entries { #expect(entry == entry.normalized) }
    let bytes = try GlossaryWriter.bytes(of: document, format: .tbx)
    #expect(try GlossaryReader.read(bytes, place: "t.tbx").entries == document.entries)
  }

  @Test func isEmptyWithoutData() throws {
    let document = LocaleGlossary.document(source: try LanguageTag("es"), target: try LanguageTag("ay"))
    #expect(document.entries.isEmpty)
  }
}
