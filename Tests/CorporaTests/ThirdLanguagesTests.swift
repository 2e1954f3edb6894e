import Corpora
import Testing

@Suite struct ThirdLanguagesTests {
  private func clean(_ source: String, _ target: String, target code: String = "grn") -> CleaningReport {
    let corpus = ParallelCorpus(name: "c", pairs: SideLanguagesTests.pairs + [(source, target)])
    var cleaner = CorpusCleaner()
    cleaner.learnLanguages(source: "spa", target: code, from: [corpus])
    _ = cleaner.clean(corpus)
    return cleaner.report
  }

  @Test(arguments: [
    ("La policía cerró ayer la carretera del norte", "The police have closed the road to the north"),
    ("Os preços não vão baixar até ao fim do ano", "hepykue ndoguejymo'ãi ko ary opa peve"),
    ("Nous avons fermé la route du nord pour les voitures", "oñemboty tape yvate gotyo"),
  ])
  func dropsSegmentsInAThirdLanguage(source: String, target: String) {
    let report = clean(source, target)
    #expect(report.count(.thirdLanguage) == 1, "\(report)")
    #expect(report.kept == SideLanguagesTests.pairs.count)
  }

  @Test(arguments: [
    ("The Beatles", "The Beatles"),
    ("Bank of America y World Trade Center", "Bank of America ha World Trade Center"),
    ("Microsoft Windows XP Professional", "Microsoft Windows XP Professional"),
    (
      "la niña trabaja en The New York Times todos los días",
      "mitãkuña omba'apo The New York Times-pe ára ha ára"
    ),
    ("Sí.", "Yes."), ("el maestro no quiere hablar de eso", "mbo'ehára noñe'ẽséi upévare"),
  ])
  func keepsNamesShortLinesAndQuotations(source: String, target: String) {
    #expect(clean(source, target).count(.thirdLanguage) == 0)
  }

  @Test func aLanguageOfTheCorpusIsNoThird() {
    let report = clean("La policía cerró ayer la carretera", "The police have closed the road", target: "eng")
    #expect(report.count(.thirdLanguage) == 0)
  }

  @Test func fewPairsTeachNothing() {
    let few = ParallelCorpus(name: "c", pairs: Array(SideLanguagesTests.pairs.prefix(100)))
    #expect(ThirdLanguages(source: "spa", target: "grn", learningFrom: [few]) == nil)
  }
}
