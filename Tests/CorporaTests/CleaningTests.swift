import Corpora
import Foundation
import Testing

@Suite struct CleaningTests {
  func corpus(_ pairs: [(String, String)]) -> ParallelCorpus {
    ParallelCorpus(name: "c", pairs: pairs.map { (source: $0.0, target: $0.1) })
  }

  func reasons(_ pairs: [(String, String)], _ cleaner: CorpusCleaner = CorpusCleaner()) -> [CleaningReport
    .Reason?]
  {
    pairs.map { pair in
      var cleaner = cleaner
      _ = cleaner.clean(corpus([pair]))
      return CleaningReport.Reason.allCases.first { cleaner.report.count($0) > 0 }
    }
  }

  @Test func dropsByReason() {
    let long = String(repeating: "palabra ", count: 200)
    let found = reasons([
      ("Hola, mundo.", "Hello, world."), ("", "Hello"), ("\u{A0}\u{2003}", "Hello"), (long, long + "a"),
      ("12:30 — 14", "12.30"), ("::: a :::: ::::", "word"), ("uno", "a b c d e f g h i j"),
      ("una frase que es normal", "x"), ("Exactly the same text", "Exactly the same text"),
      ("Madrid", "Madrid"),
      ("Привет, мир", "Hola, mundo"),
    ])
    #expect(
      found == [
        nil, .empty, .empty, .tooLong, .notLanguage, .notLanguage, .wordRatio, .lengthRatio, .identical, nil,
        nil,
      ])
  }

  @Test func dropsDuplicatesOverCorpora() {
    var cleaner = CorpusCleaner()
    #expect(
      cleaner.clean(corpus([("uno", "one"), ("dos", "two"), ("uno", "one")])).source == ["uno", "dos"])
    #expect(cleaner.clean(corpus([("dos", "two"), ("dos", "2 two")])).target == ["2 two"])
    #expect(cleaner.report.count(.duplicate) == 2)
    #expect(cleaner.report.kept == 3)
    #expect(
      cleaner.report.examples(.duplicate).first
        == CleaningReport.Example(corpus: "c", line: 3, source: "uno", target: "one"))
    #expect(cleaner.report.dropped.map(\.count) == [2])
  }

  @Test func dropsWhatIsHeldOut() {
    var cleaner = CorpusCleaner()
    cleaner.holdOut(corpus([("¿Qué tal, señor?", "Mba'éichapa, karai?"), ("—", "…")]))
    let found = reasons(
      [
        ("que tal señor", "x y"), ("QUÉ TAL SEÑOR", "otro texto"),
        ("Que\u{301} tal, sen\u{303}or", "otro texto"),
        ("otro", "mbaʼéichapa karai"), ("otro", "mbae"),
      ], cleaner)
    #expect(found == [nil, .heldOut, .heldOut, .heldOut, nil])
  }

  @Test func checksLanguages() {
    let check = CorpusCleaner.LanguageCheck(source: "spa", target: "eng") { text in
      (text.contains("the") ? "en" : "es", text.contains("?") ? 0.5 : 0.9)
    }
    let found = reasons(
      [
        ("una frase larga en castellano", "and the long translation of it"),
        ("this is the wrong language here", "and the long translation of it"),
        ("is this the wrong language here?", "and the long translation of it"), ("the sea", "the sea side"),
      ], CorpusCleaner(languageCheck: check))
    #expect(found == [nil, .wrongLanguage, nil, nil])
  }

  @Test func learnsTheUsualRatio() {
    // The target is always three times as long: what is as long as the source is wrong.
    var pairs = (0..<300).map { number -> (String, String) in
      let text = "frase numero \(number) de prueba aqui"
      return (text, "\(text) \(text) \(text) \(number)")
    }
    pairs.append(("esta es una frase de prueba bastante larga", "that is a sentence which is quite as long"))
    var cleaner = CorpusCleaner()
    #expect(cleaner.clean(corpus(pairs)).count == 300)
    #expect(cleaner.report.count(.lengthRatio) == 1)
  }

  @Test func splitsByContent() throws {
    let all = corpus((0..<1000).map { ("frase \($0)", "sentence \($0)") })
    let splitter = try CorpusSplitter(parts: [.pairs(50), .share(0.1), .rest])
    let parts = splitter.split(all)
    #expect(parts[0].count == 50)
    #expect((60...140).contains(parts[1].count))
    #expect(parts.map(\.count).reduce(0, +) == 1000)
    let backwards = corpus((0..<1000).reversed().map { ("frase \($0)", "sentence \($0)") })
    #expect(Set(splitter.split(backwards)[0].source) == Set(parts[0].source))
    #expect(
      try Set(CorpusSplitter(parts: [.pairs(50)], seed: 2).split(all)[0].source) != Set(parts[0].source))
    let doubled = try CorpusSplitter(parts: [.share(0.5), .rest]).split(
      corpus((0..<200).flatMap { [("Frase \($0)", "a \($0)"), ("frase \($0).", "b \($0)")] }))
    #expect(doubled[0].count % 2 == 0)
    for sizes in [[.share(0.6), .share(0.5)], [.pairs(-1)], [.rest, .rest]] as [[CorpusSplitter.Size]] {
      #expect(throws: CorpusError.self) { try CorpusSplitter(parts: sizes) }
    }
  }

  @Test func countsWords() {
    let statistics = CorpusStatistics(corpus([("uno dos uno", "one"), ("", "añil azul"), ("tres", "three")]))
    #expect(statistics.pairs == 3)
    #expect(statistics.source.tokens == 4)
    #expect(statistics.source.types == 3)
    #expect(statistics.source.longest == 3)
    #expect(statistics.source.histogram.prefix(4) == [1, 1, 0, 1])
    #expect(statistics.target.characters == 17)
  }

  @Test func writesWhatItReads() throws {
    let folder = TemporaryFolder()
    let original = corpus([("a <b> & \"c\"", "x\ty\nz"), ("", "vacío"), ("\u{FFFF}ñ\u{FFFE}", "😀\u{1}!")])
    for name in ["t.tsv", "t.tmx", "t"] {
      try CorpusWriter(source: "spa", target: "eng").write(original, to: "\(folder.path)/\(name)")
      let read = try CorpusReader.read(
        spec: CorpusSource("\(folder.path)/\(name)"), source: "spa", target: "eng")
      #expect(read.target == ["x y z", "vacío", "😀 !"])
      #expect(read.source[..<2] == ["a <b> & \"c\"", ""])
      #expect(read.count == 3)
    }
    #expect(folder.text("t.tsv").hasPrefix("spa\teng\na <b> & \"c\"\tx y z\n"))
    #expect(throws: CorpusError.self) {
      try CorpusWriter(source: "a", target: "b").write(original, to: "x.po")
    }
    #expect(throws: CorpusError.self) {
      try CorpusWriter(source: "a", target: "b").write(original, to: "\(folder.path)/no/x.tsv")
    }
  }
}

@Suite struct CorpusSpeedTests {
  static let bench = CatalogueTests.root + "/../shared/bench/spa-grn"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: bench + "/train.spa")))
  func cleansTheBenchmark() throws {
    let reader = CorpusReader(source: "spa", target: "grn")
    let clock = ContinuousClock()
    let start = clock.now
    let corpus = try reader.read(CorpusSource("\(Self.bench)/train"))
    let afterReading = clock.now
    var cleaner = CorpusCleaner()
    for set in ["tune", "dev"] { cleaner.holdOut(try reader.read(CorpusSource("\(Self.bench)/\(set)"))) }
    let kept = cleaner.clean(corpus)
    let afterCleaning = clock.now
    _ = CorpusStatistics(corpus)
    print(
      "spa-grn: \(corpus.count) pairs read in \(afterReading - start),",
      "cleaned in \(afterCleaning - afterReading), counted in \(clock.now - afterCleaning)")
    print(cleaner.report)
    #expect(kept.count > corpus.count / 2)
  }

  @Test func readsLargeMemories() throws {
    let folder = TemporaryFolder()
    let pairs = (0..<20_000).map {
      (
        source: "Esta es la frase número \($0) de la prueba & más.",
        target: "This is sentence number \($0) of the test."
      )
    }
    let path = "\(folder.path)/t.tmx"
    try CorpusWriter(source: "es", target: "en").write(ParallelCorpus(name: "t", pairs: pairs), to: path)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    let clock = ContinuousClock()
    let start = clock.now
    let corpus = try CorpusReader.read(spec: CorpusSource(path), source: "spa", target: "eng")
    let time = clock.now - start
    #expect(corpus.count == 20_000)
    print("TMX: \(size) bytes in \(time), \(Double(size) / 1e6 / (time / .seconds(1))) MB/s")
  }
}
