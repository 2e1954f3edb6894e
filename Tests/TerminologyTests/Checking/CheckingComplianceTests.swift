import Compute
import Terminology
import Testing
import Text

/// What `TermCompliance` says of translations.
@Suite struct CheckingComplianceTests {
  private func compliance(_ entries: StoredEntry..., from: String = "en", to: String = "es") throws
    -> TermCompliance
  {
    let (source, target) = (CheckingSamples.language(from), CheckingSamples.language(to))
    let index = TermIndex(
      processor: try TextProcessor(language: source), target: target,
      entries: entries.map { VersionedEntry(glossary: "g", entry: $0.entry, version: $0.version) })
    return TermCompliance(index: index, target: try TextProcessor(language: target))
  }

  private let health = CheckingSamples.entry("h", "en health", "es salud")
  private let centre = CheckingSamples.entry(
    "c", "en health centre|health centres", "es centro de salud|centros de salud", "~es posta",
    "?es posta médica",
    "!es dispensario", version: 3)

  @Test func keptInAnyFormAndCase() throws {
    let check = try compliance(centre)
    for target in ["El centro de salud abre.", "CENTROS DE SALUD", "Hay una Posta.", "centro  de\u{A0}salud"]
    {
      let result = check.check(source: "The health centres open.", target: target)
      #expect(!result.isBroken && result.keptCount == 1, "\(target)")
    }
    let result = check.check(source: "Ah. The Health  centre opens.", target: "Ah. La posta abre.")
    let use = try #require(result.terms.first)
    #expect(use.entries == [EntryReference(glossary: "g", identifier: "c", version: 3)])
    #expect(use.source.text == "Health  centre" && use.source.range == 8..<22)
    #expect(use.found?.text == "posta" && use.found?.range == 7..<12)
    #expect(use.status == .admitted && use.expected == ["centro de salud", "posta"])
  }

  @Test func missingAndInstead() throws {
    let check = try compliance(centre)
    let nothing = check.check(source: "health centre", target: "clínica")
    #expect(nothing.isBroken && nothing.terms[0].found == nil && nothing.terms[0].instead == nil)
    #expect(check.check(source: "health centre", target: "").isBroken)
    // What is deprecated is not kept, though an admitted term is part of it: there the term itself is found.
    let old = try compliance(CheckingSamples.entry("1", "en town hall", "es alcaldía", "?es ayuntamiento"))
      .check(source: "the town hall", target: "el ayuntamiento")
    #expect(old.terms[0].found == nil && old.terms[0].instead?.text == "ayuntamiento")
  }

  @Test func eachOccurrenceCounts() throws {
    let check = try compliance(centre, health)
    let source = "A health centre is for health; each health centre."
    func kept(_ target: String) -> Int { check.check(source: source, target: target).keptCount }
    #expect(check.check(source: source, target: "").terms.count == 3)
    #expect(kept("Un centro de salud es para la salud; cada centro de salud.") == 3)
    #expect(kept("Un centro de salud es para la salud.") == 2)
    #expect(kept("Un centro de salud.") == 1)
    // A place that a longer term has not needed is free for a shorter one.
    #expect(check.check(source: "health", target: "centro de salud").keptCount == 1)
    #expect(
      check.check(source: "health centre, health", target: "centro de salud, centro de salud").keptCount == 2)
  }

  @Test func homonymsShareTheirTargets() throws {
    let check = try compliance(
      CheckingSamples.entry("1", "en bank", "es banco"), CheckingSamples.entry("2", "en bank", "es orilla"),
      CheckingSamples.entry("3", "en shore", "es orilla"))
    #expect(check.check(source: "bank, shore", target: "orilla, banco").keptCount == 2)
    #expect(check.check(source: "bank, shore", target: "banco, orilla").keptCount == 2)
    #expect(check.check(source: "bank, shore", target: "orilla, orilla").keptCount == 2)
    #expect(check.check(source: "bank, shore", target: "banco, banco").keptCount == 1)
    #expect(check.check(source: "bank", target: "orilla").terms[0].entries.map(\.identifier) == ["1", "2"])
  }

  @Test func forbiddenTerms() throws {
    let check = try compliance(
      centre, CheckingSamples.entry("f", "!es indio|indios"),
      CheckingSamples.entry("d", "en disabled person", "es persona minusválida", "!es minusválida"))
    let result = check.check(
      source: "health centre", target: "El dispensario, centro de salud para los Indios")
    #expect(result.keptCount == 1 && result.isBroken)
    #expect(result.forbidden.map(\.target.text) == ["dispensario", "Indios"])
    #expect(result.forbidden.map(\.entry.identifier) == ["c", "f"])
    #expect(result.forbidden[0].expected == ["centro de salud", "posta"])
    // Only where the entry occurs in the source, unless it has no term there.
    #expect(check.check(source: "a room", target: "un dispensario").forbidden.isEmpty)
    #expect(check.check(source: "a room", target: "un indio").isBroken)
    // Part of what is allowed is not forbidden.
    #expect(!check.check(source: "disabled person", target: "persona minusválida").isBroken)
  }

  @Test func caseThatCounts() throws {
    let check = try compliance(
      CheckingSamples.entry("1", "=en AIDS", "=es SIDA"),
      CheckingSamples.entry("2", "en iron law", "=es ley de hierro"))
    #expect(check.check(source: "AIDS now", target: "el SIDA").keptCount == 1)
    #expect(check.check(source: "AIDS now", target: "el sida").keptCount == 0)
    #expect(check.check(source: "iron law", target: "Ley de hierro: no. Y Ley de hierro").keptCount == 1)
    #expect(check.check(source: "iron law", target: "la Ley de hierro").keptCount == 0)
    #expect(check.check(source: "iron law", target: "LA LEY DE HIERRO").keptCount == 1)
  }

  @Test func whatIsNotTranslatedStaysAsItIs() throws {
    let check = try compliance(CheckingSamples.entry("1", "en Telesur", isUntranslatable: true))
    #expect(check.check(source: "On Telesur", target: "En Telesur").keptCount == 1)
    #expect(check.check(source: "On TELESUR today", target: "En Telesur hoy").keptCount == 0)
    let missing = check.check(source: "On Telesur", target: "En la tele").terms[0]
    #expect(missing.found == nil && missing.expected == ["Telesur"])
  }

  @Test func orthographyOfTheTargetIsOne() throws {
    let check = try compliance(CheckingSamples.entry("1", "es guaraní", "gn avañe'ẽ"), from: "es", to: "gn")
    for target in ["Avañe’ê", "avañeʼẽ", "AVAÑEꞌẼ"] {
      #expect(check.check(source: "el guaraní", target: "ko \(target)").keptCount == 1, "\(target)")
    }
  }

  @Test func threadsShareIt() throws {
    let check = try compliance(centre, health)
    let results = Parallel.map(200, threads: 4) { index in
      check.check(source: "health centre \(index)", target: index % 3 == 0 ? "posta" : "salud")
    }
    #expect(results.filter { !$0.isBroken }.count == 67)
  }

  @Test func longAndHostileLines() throws {
    let check = try compliance(centre, health)
    let source = String(repeating: "health centre health ", count: 1000)
    let target = String(repeating: "centro de salud salud ", count: 999)
    let result = check.check(source: source, target: target)
    #expect(result.terms.count == 2000 && result.keptCount == 1998)
    for text in ["", "\u{0}", "\u{FEFF}", "«»", "\r\n", String(repeating: ".", count: 10_000), "e\u{301}👩‍👩‍👧"] {
      #expect(check.check(source: text, target: text) == PairCompliance())
      _ = check.check(source: "health \(text) health", target: "\(text) salud")
    }
  }

  /// A text beside itself, with all terms the same in both languages, is always kept; without its terms never.
  @Test func randomTextsKeepTheirOwnTerms() throws {
    var random = RandomSource(seed: 5)
    let words = ["a", "b", "c", "A", "d"]
    let english = try TextProcessor(language: CheckingSamples.language("en"))
    let spanish = try TextProcessor(language: CheckingSamples.language("es"))
    for _ in 0..<200 {
      func text(_ length: UInt32) -> String {
        (0...random.next(below: length)).map { _ in words[Int(random.next(below: 5))] }.joined(separator: " ")
      }
      let entries = (0..<4).map { index -> VersionedEntry in
        let term = text(3)
        return VersionedEntry(
          glossary: "g", entry: CheckingSamples.entry("\(index)", "en \(term)", "es \(term)").entry,
          version: 1)
      }
      let index = TermIndex(processor: english, target: spanish.language, entries: entries)
      let check = TermCompliance(index: index, target: spanish)
      let sentence = text(12)
      #expect(!check.check(source: sentence, target: sentence).isBroken, "\(sentence)")
      let none = check.check(source: sentence, target: "x y z")
      #expect(none.keptCount == 0)
      #expect(none.terms.count == check.check(source: sentence, target: sentence).terms.count)
    }
  }
}
