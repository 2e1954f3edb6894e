import Corpora
import Testing

@Suite struct ParallelFilesTests {
  let folder = TemporaryFolder()

  func read(_ prefix: String, options: ReadingOptions = ReadingOptions()) throws(CorpusError)
    -> ParallelCorpus
  {
    try CorpusReader.read(
      spec: CorpusSource("\(folder.path)/\(prefix)"), source: "spa", target: "grn", options: options)
  }

  @Test func readsLinesOfAnyEnding() throws {
    folder.write("train.spa", "\u{FEFF}uno\r\ndos\n\n  cuatro\tcuatro \ncinco")
    folder.write("train.grn", "peteĩ\nmokõi\r\n\nirundy\npo\n")
    let corpus = try read("train")
    #expect(corpus.name == "train")
    #expect(corpus.source == ["uno", "dos", "", "cuatro cuatro", "cinco"])
    #expect(corpus.target == ["peteĩ", "mokõi", "", "irundy", "po"])
    #expect(corpus[3].origin.line == 4)
  }

  @Test func findsFilesByOtherTags() throws {
    folder.write("t.es_PY", "hola")
    folder.write("t.es", "buenas")
    folder.write("t.gn", "mba'éichapa")
    #expect(try read("t").source == ["buenas"])
  }

  @Test func namesBothCounts() throws {
    let file = folder.write("t.spa", "uno\ndos\ntres\n")
    folder.write("t.grn", "peteĩ\nmokõi")
    let error = #expect(throws: CorpusError.self) { try read("t") }
    #expect(error?.reason == .lineCounts)
    #expect(error?.file == file)
    #expect(error?.message == "It has 3 lines, but \(folder.path)/t.grn has 2.")
  }

  @Test func saysWhatIsMissing() {
    folder.write("t.spa", "uno")
    let error = #expect(throws: CorpusError.self) { try read("t") }
    #expect(error?.reason == .missing)
    #expect(error?.file == "\(folder.path)/t.grn")
  }

  @Test func repairsOrReportsWhatIsNotUTF8() throws {
    folder.write("t.spa", Array("uno\na".utf8) + [0xF1] + Array("o\nx\u{0}y".utf8))
    folder.write("t.grn", "a\nb\nc")
    var options = ReadingOptions()
    options.invalidText = .repair
    let corpus = try read("t", options: options)
    #expect(corpus.source == ["uno", "a\u{FFFD}o", "x y"])
    #expect(corpus.notes.repairedPairs == 1)
    #expect(corpus.notes.firstRepairedLine == 2)
    let error = #expect(throws: CorpusError.self) { try read("t") }
    #expect(error?.reason == .encoding)
    #expect(
      error?.description.hasPrefix(
        "\(folder.path)/t.spa:2:2: There are bytes that are not UTF-8: 0xF1 after «a».") == true)
  }

  /// A file with few such bytes is damaged here and there; one with many has another encoding.
  @Test(arguments: [(10, true), (9, false)]) func fewBytesThatAreNotUTF8AreRepaired(good: Int, isRead: Bool)
    throws
  {
    let lines =
      Array(repeating: Array("mañana\n".utf8), count: good - 1) + [Array("ma".utf8) + [0xF1] + [0x0A]]
    folder.write("t.spa", Array(lines.joined()) + Array("uno\n".utf8))
    folder.write("t.grn", String(repeating: "a\n", count: good + 1))
    guard isRead else {
      #expect(throws: CorpusError.self) { try read("t") }
      #expect(throws: CorpusError.self) { try TextLines.read("\(folder.path)/t.spa") }
      return
    }
    let corpus = try read("t")
    #expect(corpus.count == good + 1 && corpus.notes.repairedPairs == 1)
    #expect(corpus.source[good - 1] == "ma\u{FFFD}")
    #expect(try TextLines.read("\(folder.path)/t.spa") == corpus.source)
    var cleaner = CorpusCleaner()
    #expect(!cleaner.clean(corpus).source.contains("ma\u{FFFD}"))
    #expect(cleaner.report.count(.unreadable) == 1)
  }

  @Test func namesTheSideThatIsNotUTF8() throws {
    folder.write("t.spa", "uno\ndos")
    let file = folder.write("t.grn", Array("a\n".utf8) + [0xF1])
    let error = #expect(throws: CorpusError.self) { try read("t") }
    #expect(error?.file == file)
    #expect(error?.line == 2)
  }

  @Test func linesThatAreNotUTF8AreAnError() throws {
    let file = folder.write("mono.spa", Array("uno\nma".utf8) + [0xF1] + Array("ana\n".utf8))
    let error = #expect(throws: CorpusError.self) { try TextLines.read(file) }
    #expect(error?.line == 2)
    #expect(error?.advice.contains("iconv -f WINDOWS-1252 -t UTF-8") == true)
  }

  @Test func saysWhatIsNoText() {
    func units(_ text: String, _ size: Int, isLittle: Bool) -> [UInt8] {
      text.unicodeScalars.flatMap { scalar in
        let bytes =
          [UInt8(scalar.value & 0xFF), UInt8(scalar.value >> 8)] + Array(repeating: 0, count: size - 2)
        return isLittle ? bytes : bytes.reversed()
      }
    }
    let text = "La niña come pan.\n"
    let cases: [([UInt8], String)] = [
      (units(text, 2, isLittle: true), "UTF-16LE"), (units(text, 2, isLittle: false), "UTF-16BE"),
      (units(text, 4, isLittle: true), "UTF-32LE"), (units(text, 4, isLittle: false), "UTF-32BE"),
      ([0xFF, 0xFE, 0, 0] + units(text, 4, isLittle: true), "UTF-32"), ([0x1F, 0x8B, 8], "gunzip"),
      ([0x89] + Array("PNG\r\n".utf8), "PNG"), (Array("PK\u{3}\u{4}__xl/workbook".utf8), ".xlsx"),
      (Array(repeating: 1, count: 64), "binary"),
    ]
    for (bytes, sign) in cases {
      let found = ForeignContent(bytes)
      #expect(
        found.map { $0.message + $0.advice }?.contains(sign) == true, "\(sign): \(String(describing: found))")
    }
    for text in ["", "a", "ok\u{0}\u{0} text\n", "BZhang\n", "ĀĂ àé\n", "\u{FEFF}a"] {
      #expect(ForeignContent(Array(text.utf8)) == nil)
    }
  }

  @Test(arguments: [[0xFF, 0xFE, 0x41, 0], [0x1F, 0x8B, 8, 0], [0x50, 0x4B, 3, 4]] as [[UInt8]])
  func refusesOtherEncodings(bytes: [UInt8]) {
    folder.write("t.spa", bytes)
    folder.write("t.grn", "a")
    #expect(throws: CorpusError.self) { try read("t") }
  }

  @Test func takesEmptyFiles() throws {
    folder.write("t.spa", "")
    folder.write("t.grn", "")
    #expect(try read("t").isEmpty)
  }
}

@Suite struct CorpusSourceTests {
  @Test(
    arguments: [
      ("data/train", "train", "data/train", 1), ("news=data/train.tmx@2.5", "news", "data/train.tmx", 2.5),
      ("a/b.tsv@.5", "b", "a/b.tsv", 0.5), ("/usr/share/locale", "locale", "/usr/share/locale", 1),
      ("./a=b", "a=b", "./a=b", 1), ("x@y", "x@y", "x@y", 1), ("-", "-", "-", 1),
      ("p@2/q", "q", "p@2/q", 1),
    ] as [(String, String, String, Double)])
  func parses(text: String, name: String, path: String, weight: Double) throws {
    #expect(try CorpusSource(text) == CorpusSource(name: name, path: path, weight: weight))
  }

  @Test(arguments: ["", "a=", "a@0", "a@-1", "a@1x", "a@1e999", "@2"])
  func refuses(text: String) {
    #expect(throws: CorpusError.self) { try CorpusSource(text) }
  }
}
