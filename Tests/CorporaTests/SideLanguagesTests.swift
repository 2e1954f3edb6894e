import ChasquiTestSupport
import Corpora
import Foundation
import Testing

@Suite struct SideLanguagesTests {
  /// Made-up sentences of two small languages; both use the names.
  static let pairs: [(source: String, target: String)] = {
    let people = ["María", "Juan Gómez", "Asunción", "la Dra. Ríos", "Caacupé"]
    let subjects = [
      ("el perro", "jagua"), ("la niña", "mitãkuña"), ("el maestro", "mbo'ehára"), ("la casa", "óga"),
    ]
    let verbs = [
      ("come en la plaza con", "okaru okárape hendive"),
      ("trabaja todos los días para", "omba'apo ára ha ára"),
      ("no quiere hablar de", "noñe'ẽséi hese"),
      ("vuelve mañana a la escuela de", "ou jey ko'ẽrõ mbo'ehaópe"),
    ]
    var result: [(source: String, target: String)] = []
    for number in 1...5 {
      for person in people {
        for subject in subjects {
          for verb in verbs {
            result.append(
              ("\(subject.0) \(verb.0) \(person) \(number)", "\(person) \(subject.1) \(verb.1) \(number)"))
          }
        }
      }
    }
    return result
  }()

  func clean(
    _ extra: [(source: String, target: String)], learning: Bool = true
  ) -> (kept: [String], report: CleaningReport) {
    let corpus = ParallelCorpus(name: "c", pairs: Self.pairs + extra)
    var cleaner = CorpusCleaner()
    if learning { cleaner.sideLanguages = SideLanguages(learningFrom: [corpus]) }
    let kept = cleaner.clean(corpus)
    return ((0..<kept.count).map { "\(kept.source($0)) | \(kept.target($0))" }, cleaner.report)
  }

  @Test func dropsUntranslatedSegments() {
    let extra = [
      ("la niña no quiere hablar", "la niña no quiere hablar todos los días"),
      ("mbo'ehára noñe'ẽséi hese ko'ẽrõ", "mbo'ehára ou jey ko'ẽrõ mbo'ehaópe"),
      ("el perro vuelve mañana a la plaza", "el perro, vuelve mañana a la plaza."),
    ]
    let result = clean(extra)
    #expect(result.report.count(.untranslated) == 3)
    #expect(result.report.kept == Self.pairs.count)
    #expect(clean(extra, learning: false).report.kept == Self.pairs.count + 3)
  }

  @Test(arguments: [
    ("María", "María"), ("Juan Gómez, Asunción 12/03", "Juan Gómez, Asunción (12/03)"),
    ("la plaza", "la plaza"),
    ("la niña come en la plaza", "mitãkuña okaru la plaza-pe"),
    ("el maestro trabaja en la escuela", "pe maestro omba'apo la escuela-pe todos los días"),
    ("una frase de otras cosas aquí", "ambue mba'e rehegua ñe'ẽ ko'ápe"),
  ])
  func keepsNamesShortLinesAndMixedText(source: String, target: String) {
    let result = clean([(source, target)])
    #expect(result.kept.last == "\(source) | \(target)")
  }

  @Test func swapsSidesBack() {
    let result = clean([
      ("mitãkuña omba'apo ára ha ára okárape", "la niña trabaja todos los días en la plaza")
    ])
    #expect(
      result.kept.last == "la niña trabaja todos los días en la plaza | mitãkuña omba'apo ára ha ára okárape")
    #expect(result.report.swapped == 1)
    #expect(result.report.description.contains("1 of them with the sides swapped back"))
  }

  @Test func learnsInSpiteOfNoise() {
    // One pair in ten is not translated.
    let noise = Self.pairs.enumerated().compactMap { index, pair in
      index % 9 == 0 ? (source: pair.source, target: "\(pair.source) y la plaza") : nil
    }
    let result = clean(noise)
    #expect(result.report.count(.untranslated) == noise.count)
    #expect(result.report.kept == Self.pairs.count)
  }

  @Test func fewPairsAndSidesOfOneLanguageTeachNothing() {
    #expect(SideLanguages(learningFrom: []) == nil)
    #expect(SideLanguages(learningFrom: [ParallelCorpus(name: "c", pairs: Self.pairs.prefix(50))]) == nil)
    let same = ParallelCorpus(name: "c", pairs: Self.pairs.map { ($0.source, "\($0.source) x") })
    var cleaner = CorpusCleaner()
    cleaner.sideLanguages = SideLanguages(learningFrom: [same])
    #expect(cleaner.clean(same).count == same.count)
  }

  @Test(.enabled(if: BenchCorpora.arePresent, "the bench corpora are not here"))
  func fewPairsOfRealCorporaAreDropped() throws {
    let path = (BenchCorpora.folder ?? "") + "/spa-grn/train"
    let corpus = try CorpusReader(source: "spa", target: "grn").read(CorpusSource(path))
    let clock = ContinuousClock()
    let start = clock.now
    var cleaner = CorpusCleaner()
    cleaner.sideLanguages = SideLanguages(learningFrom: [corpus])
    _ = cleaner.clean(corpus)
    print("spa-grn: \(corpus.count) pairs judged in \(clock.now - start)")
    #expect((1...50).contains(cleaner.report.count(.untranslated)))
    #expect(cleaner.report.swapped == 3)
  }
}
