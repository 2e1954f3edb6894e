import Terminology
import Testing
import Text

/// What `GlossaryChecker` says of entries by themselves.
@Suite struct CheckingEntriesTests {
  private func findings(_ entries: StoredEntry..., pair: GlossaryChecker.LanguagePair? = nil)
    -> [GlossaryFinding]
  {
    GlossaryChecker(glossary: "g", entries: entries, pair: pair).findings(threads: 2)
  }

  /// The findings on one Spanish term.
  private func spoken(_ text: String, _ language: String = "es") -> [String] {
    findings(CheckingSamples.entry("1", "\(language) \(text)")).map { "\($0.kind.rawValue): \($0.message)" }
  }

  @Test func nothingIsSaidOfASoundGlossary() {
    #expect(
      findings(
        CheckingSamples.entry("1", "en health centre|health centres", "es centro de salud|centros de salud"),
        CheckingSamples.entry("2", "en law", "es ley|leyes", "?es legislación vieja"),
        CheckingSamples.entry("3", "=en WHO", "=es OMS", "es-BO ¡salud! (OMS)")
      ).isEmpty)
  }

  @Test func findingsSayWhereAndWhatToDo() throws {
    let entry = CheckingSamples.entry("7", "en blood  pressure", version: 4)
    let finding = try #require(findings(entry).first)
    #expect(finding.glossary == "g")
    #expect(finding.entries == [.init(identifier: "7", version: 4)])
    #expect(finding.language == CheckingSamples.language("en"))
    #expect(finding.severity == .warning && finding.kind == .spacing)
    #expect(finding.message == "«blood  pressure» has two spaces in a row.")
    #expect(finding.advice == "Remove it.")
  }

  @Test(arguments: [
    (" ley", "begins with a space"), ("ley ", "ends with a space"), ("la  ley", "has two spaces in a row"),
    ("la\u{A0}ley", "has a no-break space (U+00A0)"), ("la\u{202F}ley", "has a no-break space (U+202F)"),
    ("ley , orden", "has a space before «,»"), ("ley (orden )", "has a space before «)»"),
    ("¿ ley?", "has a space after «¿»"), ("le\u{200B}y", "has an invisible character (U+200B)"),
    ("le\u{AD}y", "has an invisible character (U+00AD)"),
  ])
  func oddSpacing(text: String, problem: String) {
    #expect(spoken(text) == ["spacing: «\(text)» \(problem)."])
  }

  @Test func spacesThatBelong() {
    #expect(spoken("plataforma .NET").isEmpty)
    #expect(spoken("qui est là\u{A0}?", "fr").isEmpty)
    #expect(spoken("qui est là ?", "fr").isEmpty)
    #expect(spoken("loi «\u{202F}travail\u{202F}»", "fr").isEmpty)
    #expect(spoken("loi , ordre", "fr").count == 1)
    #expect(spoken("loi\u{A0}travail", "fr").count == 1)
    #expect(spoken("quién está ahí ?", "es").count == 1)
  }

  @Test func marksHavePartners() {
    for text in ["(ley)", "ley [de (aguas)]", "la «ley»", "la “ley”", "die „Ordnung“", "\"ley\"", "d'accord"]
    {
      #expect(spoken(text).isEmpty, "\(text)")
    }
    #expect(spoken("ley (orden") == ["unbalancedMark: «ley (orden» has a «(» without its partner."])
    #expect(spoken("ley)") == ["unbalancedMark: «ley)» has a «)» without its partner."])
    #expect(spoken("(ley]").count == 1)
    #expect(spoken("“ley").count == 1)
  }

  @Test func lettersOfOtherScriptsThatLookAlike() {
    // The second letter is Cyrillic, then the first is Greek.
    #expect(spoken("lеy").first?.contains("(U+0435) that only looks like «e»") == true)
    #expect(spoken("Οrden").first?.contains("(U+039F) that only looks like «O»") == true)
    #expect(findings(CheckingSamples.entry("1", "es lеy")).first?.severity == .error)
    for text in ["право", "rayos α", "β-caroteno", "µg", "avañe'ẽ", "k’awchi"] {
      #expect(spoken(text).isEmpty, "\(text)")
    }
  }

  @Test func whatMatchesNothing() {
    #expect(spoken("…").first?.hasPrefix("unmatchable: «…» has no letter") == true)
    let long = String(repeating: "a ", count: 41) + "a"
    #expect(spoken(long).first?.contains("is too long to match") == true)
    #expect(spoken(long).first?.contains("a a …»") == true)
    #expect(spoken("24/7").map { $0.prefix(9) } == ["noLetters"])
    #expect(spoken("ley|—").count == 1)
  }

  @Test func formsThatAddNothing() {
    let found = findings(CheckingSamples.entry("1", "es ley|leyes|Ley|leyes|ley"))
    #expect(
      found.map { "\($0.severity.rawValue) \($0.message)" } == [
        "warning The form «leyes» of «ley» is listed twice.",
        "warning The form «ley» of «ley» is the term itself.",
        "hint The form «Ley» of «ley» is the term itself, but for case, spaces or spelling variants, which do not count.",
      ])
    #expect(findings(CheckingSamples.entry("1", "=es Estado|estado|ESTADO")).isEmpty)
    #expect(findings(CheckingSamples.entry("1", "gn avañe'ẽ|avañe’ê")).count == 1)
  }

  @Test func termsThatStandTwice() {
    #expect(
      findings(CheckingSamples.entry("1", "es ley", "~es Ley")).map(\.short) == ["warning repeatedTerm 1"])
    #expect(
      findings(CheckingSamples.entry("1", "es ley", "!es ley")).map(\.short) == ["error statusConflict 1"])
    #expect(findings(CheckingSamples.entry("1", "es ley", "es-BO ley")).isEmpty)
  }

  @Test func onePreferredTermALanguage() {
    #expect(
      findings(CheckingSamples.entry("1", "es ley", "es norma")).map(\.short) == [
        "warning severalPreferred 1"
      ])
    #expect(findings(CheckingSamples.entry("1", "es ley", "es-BO norma", "~es canon")).isEmpty)
  }

  @Test func languagesThatMostEntriesHave() {
    let two = ["1", "2"].map {
      CheckingSamples.entry($0, "en word \($0)", "es palabra \($0)", "fr mot \($0)")
    }
    let found = findings(
      two[0], two[1], CheckingSamples.entry("3", "en law", "~fr loi"),
      CheckingSamples.entry("4", "es Telesur", isUntranslatable: true),
      CheckingSamples.entry("5", "!es indio"))
    #expect(found.map(\.short) == ["warning missingTerm 3", "warning missingTerm 3"])
    #expect(
      found.map(\.message) == [
        "No term in French is preferred.", "There is no term in Spanish, which most entries have.",
      ])
  }

  @Test func theSameTextIsPerhapsNotTranslated() {
    #expect(
      findings(CheckingSamples.entry("1", "en hospital", "es hospital")).map(\.short) == ["hint sameText 1"])
    #expect(
      findings(CheckingSamples.entry("1", "en-US hospital", "es-MX hospital")).map(\.short) == [
        "hint sameText 1"
      ])
    #expect(findings(CheckingSamples.entry("1", "en hospital", "es hospital", "fr hôpital")).isEmpty)
    #expect(findings(CheckingSamples.entry("1", "en Unix", "es Unix", isUntranslatable: true)).isEmpty)
    let pair = GlossaryChecker.LanguagePair(
      source: CheckingSamples.language("en"), target: CheckingSamples.language("es"))
    let entry = CheckingSamples.entry("1", "en hospital", "es hospital", "fr hôpital")
    #expect(findings(entry, pair: pair).map(\.short) == ["hint sameText 1"])
  }

  @Test func abbreviationsAreAlikeInCase() {
    #expect(
      findings(CheckingSamples.entry("1", "=en WHO", "es OMS")).map(\.short) == ["warning caseSensitivity 1"])
    #expect(findings(CheckingSamples.entry("1", "en WHO", "es OMS")).isEmpty)
  }

  @Test func anyTextIsChecked() {
    let hostile = [
      "", " ", "\u{0}", "\u{301}", "))))", "«»«", "\u{FEFF}", String(repeating: "(", count: 5000), "👩‍👩‍👧",
    ]
    for text in hostile {
      for other in hostile {
        var entry = CheckingSamples.entry("1", "es x", "en y")
        entry.entry.terms[0].text = text
        entry.entry.terms[0].forms = [other, text]
        entry.entry.terms[1].text = other
        _ = findings(entry)
      }
    }
    #expect(findings().isEmpty)
  }
}
