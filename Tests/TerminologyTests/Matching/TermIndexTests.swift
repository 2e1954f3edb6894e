import Terminology
import Testing
import Text

@Suite struct TermIndexTests {
  private let spanish: TextProcessor
  private let english: LanguageTag
  private let source: LanguageTag

  init() throws {
    source = try LanguageTag("es")
    english = try LanguageTag("en")
    spanish = try TextProcessor(language: source)
  }

  private func entry(
    _ identifier: String, _ text: String, _ target: String? = "x", forms: [String] = [],
    status: TermStatus = .preferred, isCaseSensitive: Bool = false, isUntranslatable: Bool = false,
    glossary: String = "g", language: LanguageTag? = nil
  ) -> VersionedEntry {
    var terms = [
      Term(
        language: language ?? source, text: text, status: status, forms: forms,
        isCaseSensitive: isCaseSensitive)
    ]
    if let target { terms.append(Term(language: english, text: target)) }
    return VersionedEntry(
      glossary: glossary,
      entry: GlossaryEntry(identifier: identifier, isUntranslatable: isUntranslatable, terms: terms),
      version: 1)
  }

  private func index(_ entries: [VersionedEntry]) -> TermIndex {
    TermIndex(processor: spanish, target: english, entries: entries)
  }

  /// The identifiers of each span, with its tokens.
  private func found(
    _ entries: [VersionedEntry], _ sentence: String, glossaries: [String]? = nil
  ) -> [String] {
    index(entries).matches(in: spanish.tokenize(sentence), glossaries: glossaries).map { span in
      let identifiers = span.matches.map { $0.entry.entry.identifier }
      return "\(span.tokens.lowerBound)..<\(span.tokens.upperBound) \(identifiers.joined(separator: " "))"
    }
  }

  @Test func longestThenLeftmostWins() {
    let entries = [
      entry("centre", "centro"), entry("health", "salud"), entry("both", "centro de salud"),
      entry("public", "salud pública"), entry("cross", "de salud pública"),
    ]
    #expect(found(entries, "El centro, la salud.") == ["1..<2 centre", "4..<5 health"])
    #expect(found(entries, "El centro de salud pública") == ["1..<4 both"])
    #expect(found(entries, "Ley de salud pública") == ["1..<4 cross"])
  }

  @Test func dictionariesLeadOneWay() {
    let digits = "0123456789abcdef"
    let entries = [entry("eng-spa-\(digits)", "banco"), entry("spa-eng-\(digits)", "banco")]
    #expect(found(entries, "El banco") == ["1..<2 spa-eng-\(digits)"])
    // What only looks like one counts both ways.
    for identifier in ["eng-spa-\(digits)0", "eng-spa", "ENG-spa-\(digits)", "eng-spa-0123456789abcdeg"] {
      #expect(found([entry(identifier, "banco")], "El banco") == ["1..<2 \(identifier)"])
    }
    #expect(found([entry("eng-spa-\(digits)-2", "banco")], "El banco").isEmpty)
  }

  @Test func glossaryOrderThenStatusThenIdentifierDecide() {
    let entries = [
      entry("2", "banco", glossary: "b"), entry("1", "banco", glossary: "b"),
      entry("0", "banco", status: .admitted, glossary: "b"), entry("9", "banco", glossary: "a"),
    ]
    #expect(found(entries, "banco") == ["0..<1 9"])
    #expect(found(entries, "banco", glossaries: ["b", "a"]) == ["0..<1 1 2 0"])
    #expect(found(entries, "banco", glossaries: ["c", "a"]) == ["0..<1 9"])
    #expect(found(entries, "banco", glossaries: []) == [])
  }

  @Test func formsCaseAndSpacing() {
    let entries = [
      entry("law", "ley", forms: ["leyes"]), entry("dad", "papá"),
      entry("aids", "SIDA", isCaseSensitive: true),
      entry("mail", "correo-e"),
    ]
    let text = spanish.tokenize("Las LEYES, «Leyes» y leyes")
    let matches = index(entries).matches(in: text).flatMap(\.matches)
    #expect(matches.map(\.form) == ["leyes", "leyes", "leyes"])
    #expect(matches.map(\.casing) == [.allCapitals, .capitalized, .asWritten])
    #expect(found(entries, "la papa") == [])
    #expect(found(entries, "mi Papá") == ["1..<2 dad"])
    #expect(found(entries, "el SIDA") == ["1..<2 aids"])
    #expect(found(entries, "SIDA") == ["0..<1 aids"])
    #expect(found(entries, "el sida, EL SIDA") == ["4..<5 aids"])
    #expect(found(entries, "EL SIDA MATA") == [])
    #expect(found(entries, "por Correo-E") == ["1..<4 mail"])
    #expect(found(entries, "por correo - e") == ["1..<4 mail"])
  }

  @Test func orthographyVariantsAreOne() throws {
    let guarani = try LanguageTag("gn")
    let processor = try TextProcessor(language: guarani)
    let variants = ["avañe'ẽ", "avañe’ẽ", "avañeʼê", "AVAÑEꞌẼ", "Avan\u{303}e´e\u{303}"]
    let suffixes = ["mitã-pe", "MITÂ-PE"]
    for text in variants {
      let index = TermIndex(
        processor: processor, target: english, entries: [entry("1", text, language: guarani)])
      for variant in variants {
        let sentence = processor.tokenize("Oñe'ẽ \(variant) porã")
        #expect(index.matches(in: sentence).map(\.tokens) == [1..<2], "\(text), \(variant)")
      }
    }
    let index = TermIndex(
      processor: processor, target: english, entries: [entry("1", suffixes[0], language: guarani)])
    #expect(index.matches(in: processor.tokenize("ko \(suffixes[1])")).map(\.tokens) == [1..<3])
  }

  @Test func whatIsNotTranslatedMatchesInAnyLanguage() throws {
    let foreign = entry("un", "World Health", nil, isUntranslatable: true, language: english)
    let own = VersionedEntry(
      glossary: "g",
      entry: GlossaryEntry(
        identifier: "own", isUntranslatable: true,
        terms: [Term(language: source, text: "Telesur"), Term(language: english, text: "South")]),
      version: 3)
    #expect(found([foreign, own], "la World Health en Telesur y South") == ["1..<3 un", "4..<5 own"])
    let text = spanish.tokenize("«WORLD  health»")
    let index = index([foreign])
    let match = try #require(index.matches(in: text).first?.matches.first)
    #expect(index.targets(of: match, in: text).allowed.map(\.text) == ["WORLD  health"])
  }

  @Test func targetsAreBestFirstAndCarryCase() throws {
    let concept = GlossaryEntry(
      identifier: "1",
      terms: [
        Term(language: source, text: "ayuntamiento", status: .deprecated),
        Term(language: english, text: "old hall", status: .deprecated),
        Term(language: english, text: "town hall", status: .admitted),
        Term(language: english, text: "city hall", forms: ["city halls"]),
        Term(language: english, text: "eHall", isCaseSensitive: true),
        Term(language: english, text: "mairie", status: .forbidden, forms: ["mairies"]),
      ])
    let index = index([VersionedEntry(glossary: "g", entry: concept, version: 7)])
    func targets(_ sentence: String) throws -> TermTargets {
      let text = spanish.tokenize(sentence)
      let match = try #require(index.matches(in: text).first?.matches.first)
      #expect(match.entry.version == 7)
      return index.targets(of: match, in: text)
    }
    #expect(try targets("el ayuntamiento").allowed.map(\.text) == ["city hall", "eHall", "town hall"])
    #expect(try targets("Ayuntamiento").allowed.map(\.text) == ["City hall", "eHall", "Town hall"])
    #expect(try targets("AYUNTAMIENTO").allowed.map(\.text) == ["CITY HALL", "eHall", "TOWN HALL"])
    #expect(try targets("AYUNTAMIENTO").allowed[0].forms == ["CITY HALLS"])
    #expect(try targets("ayuntamiento").forbidden == ["mairie", "mairies"])
  }

  @Test func deprecatedTargetsAreTheLastResort() throws {
    let one = entry("1", "uno", "one")
    var deprecated = one.entry
    deprecated.terms[1].status = .deprecated
    let index = index([VersionedEntry(glossary: one.glossary, entry: deprecated, version: one.version)])
    let text = spanish.tokenize("uno")
    let match = try #require(index.matches(in: text).first?.matches.first)
    #expect(index.targets(of: match, in: text).allowed.map(\.text) == ["one"])
  }

  @Test func forbiddenTermsWithoutASourceApplyEverywhere() {
    let forbidden = VersionedEntry(
      glossary: "g",
      entry: GlossaryEntry(
        identifier: "f",
        terms: [Term(language: english, text: "alien", status: .forbidden, forms: ["aliens"])]),
      version: 1)
    let index = index([forbidden, entry("1", "uno")])
    #expect(index.forbiddenEverywhere().map(\.texts) == [["alien", "aliens"]])
    #expect(index.forbiddenEverywhere(glossaries: ["other"]).isEmpty)
    let later = index.updated(with: [GlossaryChange(sequence: 1, removed: "f", from: "g")])
    #expect(later.forbiddenEverywhere().isEmpty)
    #expect(index.forbiddenEverywhere().count == 1)
  }

  @Test func hostileTermsAreSkippedWithAReason() {
    let entries = [
      entry("empty", ""), entry("space", " \u{200B}\n"), entry("marks", "…—«»"),
      entry("long", String(repeating: "a ", count: 10_000)),
      entry("forty-one", String(repeating: "b ", count: 41)),
      entry("form", "uno", forms: [""]), entry("forty", String(repeating: "c ", count: 40)),
      entry("no target", "dos", nil),
    ]
    let index = index(entries)
    #expect(
      index.skipped.map { "\($0.identifier) \($0.reason.rawValue)" } == [
        "empty empty", "form empty", "forty-one length", "long length", "marks punctuation", "space empty",
      ])
    #expect(index.skipped.allSatisfy { $0.text.count <= 60 })
    #expect(index.skipped[3].description.hasPrefix("g, entry long: «a a a"))
    #expect(found(entries, "uno …—«» dos") == ["0..<1 form"])
    #expect(found(entries, String(repeating: "c ", count: 45)) == ["0..<40 forty"])
    #expect(found(entries, "") == [])
  }
}
