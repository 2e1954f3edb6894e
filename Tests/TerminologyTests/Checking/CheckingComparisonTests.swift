import Compute
import Terminology
import Testing
import Text

/// What `GlossaryChecker` says of entries beside each other.
@Suite struct CheckingComparisonTests {
  private func check(_ entries: [StoredEntry], from: String? = nil, to: String? = nil) -> [GlossaryFinding] {
    let pair = from.map {
      GlossaryChecker.LanguagePair(
        source: CheckingSamples.language($0), target: CheckingSamples.language(to!))
    }
    return GlossaryChecker(glossary: "g", entries: entries, pair: pair).findings(threads: 1)
  }

  private func found(_ entries: StoredEntry..., from: String? = nil, to: String? = nil) -> [String] {
    check(entries, from: from, to: to).map(\.short)
  }

  @Test func duplicates() {
    let first = CheckingSamples.entry("1", "en bank", "es banco")
    #expect(found(first, CheckingSamples.entry("2", "es Banco", "en bank")) == ["error duplicateEntry 1 2"])
    #expect(found(first, CheckingSamples.entry("2", "es banco", "en bank", domain: "law")) == [])
    #expect(
      found(first, CheckingSamples.entry("2", "es banco", "en bank", "~en banking house"))
        == ["warning duplicateEntry 1 2"])
  }

  @Test func contradictions() {
    let (money, seat) = (
      CheckingSamples.entry("1", "en bank", "es banco"), CheckingSamples.entry("2", "en bench", "es banco")
    )
    #expect(found(money, seat) == ["error contradiction 1 2"])
    let message = check([money, seat])[0].message
    #expect(message == "«banco» is in English «bank» (1), or «bench» (2).")
    #expect(found(money, seat, from: "es", to: "en") == ["error contradiction 1 2"])
    #expect(found(money, seat, from: "en", to: "es") == [])
    #expect(found(money, CheckingSamples.entry("2", "en bench", "es banco", domain: "parks")) == [])
    #expect(
      found(money, CheckingSamples.entry("2", "en bench", "es escaño", "~es banco"))
        == ["warning contradiction 1 2"])
    // `Estado` and `estado` are told apart on purpose.
    #expect(
      found(
        CheckingSamples.entry("1", "en nation", "=es Estado"),
        CheckingSamples.entry("2", "en condition", "=es estado"))
        == [])
  }

  @Test func formsThatTwoEntriesShare() {
    let (leaf, leave) = (
      CheckingSamples.entry("1", "en leaf|leaves", "es hoja"),
      CheckingSamples.entry("2", "en leave|leaves", "es salir")
    )
    #expect(found(leaf, leave) == ["warning contradiction 1 2"])
    #expect(check([leaf, leave])[0].message == "«leaves» is in Spanish «hoja» (1), or «salir» (2).")
  }

  @Test func formsOfTermsThatContradictAreNotToldAgain() {
    let entries = ["bank", "bench"].map { CheckingSamples.entry($0, "en \($0)", "es banco|bancos") }
    #expect(check(entries).map(\.short) == ["error contradiction bank bench"])
    let two = ["bank", "bench"].map { CheckingSamples.entry($0, "en \($0)", "es banco", "~es asiento") }
    #expect(
      check(two).map(\.short) == ["error contradiction bank bench", "warning contradiction bank bench"])
  }

  @Test func regionsSeeTheirOwnTerms() {
    let national = CheckingSamples.entry("1", "en bank", "es banco", "es-BO caja")
    let box = CheckingSamples.entry("2", "en box", "es caja")
    let found = check([national, box])
    #expect(found.map(\.short) == ["error contradiction 1 2"])
    #expect(found[0].language == CheckingSamples.language("es-BO"))
    #expect(check([national, box], from: "es-PE", to: "en").isEmpty)
    let regional = ["bank", "bench"].map { CheckingSamples.entry($0, "en-US \($0)", "es-MX banco") }
    #expect(check(regional).map(\.short) == ["error contradiction bank bench"])
  }

  @Test func whatOneEntryForbidsAnotherPrefers() {
    let forbids = CheckingSamples.entry("1", "en person", "es persona", "!es sujeto", domain: "law")
    #expect(
      found(forbids, CheckingSamples.entry("2", "en subject", "es sujeto", domain: "law"))
        == ["error statusConflict 1 2"])
    #expect(
      found(forbids, CheckingSamples.entry("2", "en subject", "es sujeto", domain: "grammar"))
        == ["warning statusConflict 1 2"])
    let discourages = CheckingSamples.entry("1", "en person", "es persona", "?es sujeto")
    let prefers = CheckingSamples.entry("2", "en subject", "es sujeto")
    #expect(found(discourages, prefers) == ["warning statusConflict 1 2"])
    #expect(check([discourages, prefers])[0].message == "«sujeto» is preferred in 2 and deprecated in 1.")
  }

  @Test func caseSensitiveHereAndNotThere() {
    #expect(
      found(
        CheckingSamples.entry("1", "en aid", "=es SIDA"), CheckingSamples.entry("2", "en aids", "es SIDA"))
        == ["warning caseSensitivity 1 2"])
  }

  @Test func replacementsThatGoInACircle() {
    let entries = [
      CheckingSamples.entry("1", "?en a", "en b"), CheckingSamples.entry("2", "!en b", "en c", domain: "x"),
      CheckingSamples.entry("3", "?en c", "en A", domain: "y"), CheckingSamples.entry("4", "?en z", "en a"),
    ]
    let cycles = check(entries).filter { $0.kind == .replacementCycle }
    #expect(cycles.map(\.short) == ["error replacementCycle 1 2 3"])
    #expect(
      cycles[0].message == "Each of these terms is to be replaced by the next: «a» → «b» → «c» → «a».")
    #expect(!check(Array(entries.dropLast(2))).contains { $0.kind == .replacementCycle })
  }

  @Test func chainsMayBeLong() {
    let count = 4000
    let chain = (0..<count).map { CheckingSamples.entry("\($0)", "?en w\($0)", "en w\($0 + 1)") }
    func cycles(_ entries: [StoredEntry]) -> [GlossaryFinding] {
      check(entries).filter { $0.kind == .replacementCycle }
    }
    #expect(cycles(chain).isEmpty)
    let closed = cycles(chain + [CheckingSamples.entry("last", "?en w\(count)", "en w0")])
    #expect(closed.count == 1 && closed[0].entries.count == GlossaryFinding.maximumPlaces)
    #expect(closed[0].message.hasSuffix("→ … → «w0»."))
  }

  @Test func manyEntriesWithOneTermAreOneFinding() {
    let entries = (0..<2000).map { CheckingSamples.entry("\($0)", "en thing", "es cosa \($0)") }
    #expect(check(entries).map(\.kind) == [.contradiction])
  }

  /// The order of the entries and the number of threads change nothing but the order of what is said.
  @Test func randomGlossariesGiveTheSameFindings() {
    var random = RandomSource(seed: 11)
    let marks = ["", "", "~", "?", "!", "="]
    for _ in 0..<8 {
      let entries = (0..<300).map { index in
        func term(_ language: String) -> String {
          "\(marks[Int(random.next(below: 6))])\(language) \(["a", "B", "b c", "ñ"][Int(random.next(below: 4))])"
        }
        return CheckingSamples.entry(
          "\(index)", term("es"), term("en"), term("es-BO"), domain: "\(random.next(below: 40))")
      }
      let checker = GlossaryChecker(glossary: "g", entries: entries)
      let findings = checker.findings(threads: 1)
      #expect(!findings.isEmpty)
      #expect(checker.findings(threads: 7) == findings)
      #expect(findings.map(\.severity) == findings.map(\.severity).sorted())
    }
  }
}
