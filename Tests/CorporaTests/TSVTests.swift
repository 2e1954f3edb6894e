import Corpora
import Testing

@Suite struct TSVTests {
  let folder = TemporaryFolder()

  func read(_ text: String, options: ReadingOptions = ReadingOptions()) throws(CorpusError) -> ParallelCorpus
  {
    let path = folder.write("t.tsv", text)
    return try CorpusReader.read(
      spec: CorpusSource(path), source: "spa", target: "eng", options: options)
  }

  @Test func readsTwoColumns() throws {
    let corpus = try read("uno\tone\r\n\n\"dos\"\ttwo\tmore\n")
    #expect(corpus.source == ["uno", "\"dos\""])
    #expect(corpus.target == ["one", "two"])
    #expect(corpus.line(1) == 3)
  }

  @Test(arguments: ["eng\tid\tspa", "en-GB\tn\tes_MX", "target\tscore\tsource"])
  func readsHeaders(header: String) throws {
    let corpus = try read("\(header)\none\t7\tuno\n")
    #expect(corpus.source == ["uno"])
    #expect(corpus.target == ["one"])
  }

  @Test(arguments: ["English\tEspañol", "inglés\tSpanish"])
  func readsHeadersWithNames(header: String) throws {
    let corpus = try read("\(header)\none\tuno\n")
    #expect(corpus.source == ["uno"])
  }

  @Test(arguments: ["eng\tfra", "en\tfr", "id\tpt-BR\tes", "French\tEnglish"])
  func refusesHeadersOfOtherLanguages(header: String) {
    let error = #expect(throws: CorpusError.self) { try read("\(header)\nhello\tbonjour\thola\n") }
    #expect(error?.reason == .language)
    #expect(error?.line == 1)
    #expect(error?.message.hasSuffix(", not spa and eng.") == true)
  }

  @Test(arguments: ["uno\tone", "no\tnot", "que\tthat", "inglés\tEnglish", "es\tis"])
  func takesShortWordsForText(row: String) throws {
    #expect(try read("\(row)\ndos\ttwo\n").count == 2)
  }

  @Test func textThatLooksLikeAHeaderStandsBelowOne() throws {
    #expect(try read("spa\teng\neng\tfra\n").source == ["eng"])
  }

  @Test func takesColumnsFromOptions() throws {
    var options = ReadingOptions()
    options.columns = TSVColumns(source: 3, target: 2)
    #expect(try read("7\tone\tuno\n", options: options).source == ["uno"])
  }

  @Test func namesTheColumnOfABadByte() throws {
    let path = folder.write("bad.tsv", Array("ñandú\tone\ndós\tt".utf8) + [0xF1] + Array("o\n".utf8))
    let error = #expect(throws: CorpusError.self) {
      try CorpusReader(source: "spa", target: "eng").read(CorpusSource(path))
    }
    #expect(error?.line == 2 && error?.column == 6)
  }

  @Test func namesTheNarrowRow() {
    let error = #expect(throws: CorpusError.self) { try read("uno\tone\ndos two\n") }
    #expect(error?.line == 2)
    #expect(error?.message == "The row has 1 column, but column 2 is needed.")
  }
}
