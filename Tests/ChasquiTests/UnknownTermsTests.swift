import Chasqui
import Terminology
import Testing
import Text

@Suite struct UnknownTermsTests {
  private func findings(_ english: String, _ spanish: String, status: TermStatus = .preferred) throws
    -> [String]
  {
    let entry = GlossaryEntry(
      identifier: "1",
      terms: [
        Term(language: try LanguageTag("en"), text: english),
        Term(language: try LanguageTag("es"), text: spanish, status: status),
      ])
    let model = try SampleModels.plain.get()
    return model.unknownTerms(in: [StoredEntry(entry: entry, version: 2)], of: "g").map {
      "\($0.severity.rawValue) \($0.entries[0].version) \($0.message)"
    }
  }

  @Test func wordsThatTheModelNeverMetAreNamed() throws {
    #expect(try findings("Water", "AGUA").isEmpty)
    #expect(try findings("water 24", "agua 24").isEmpty)
    #expect(
      try findings("zyx water zyx", "agua xyz") == [
        "hint 2 «zyx water zyx» has words that the model never saw: zyx.",
        "hint 2 «agua xyz» has words that the model does not know: xyz.",
      ])
    #expect(try findings("water", "xyz", status: .forbidden).isEmpty)
  }
}
