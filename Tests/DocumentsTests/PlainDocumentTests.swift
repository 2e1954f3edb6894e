import Documents
import Testing
import Text

@Suite struct PlainDocumentTests {
  private func shouted(
    _ text: String, _ format: DocumentFormat, _ options: DocumentOptions = DocumentOptions()
  ) throws -> String {
    Samples.change(try format.open(text: text, options: options)) { $0.uppercased() }
  }

  @Test func lineEndsAndIndentsStay() throws {
    #expect(
      try shouted("\u{FEFF} a\r\n\r\n\tb c \rd\n\u{2028}e", .text) == "\u{FEFF} A\r\n\r\n\tB C \rD\n\u{2028}E"
    )
    #expect(try shouted("", .text).isEmpty)
  }

  @Test func paragraphsAreOneText() throws {
    var options = DocumentOptions()
    options.textUnits = .paragraphs
    let document = try DocumentFormat.text.open(text: "one\n two\n\nthree\n", options: options)
    #expect(document.units.map(\.text) == ["one two", "three"])
    #expect(try shouted("one\n two\n\nthree\n", .text, options) == "ONE TWO\n\nTHREE\n")
    #expect(document.renderedText(with: document.units, target: nil) == "one\n two\n\nthree\n")
  }

  @Test func aTranslationStaysInItsLineAndCell() throws {
    let text = try DocumentFormat.text.open(text: "a\nb")
    #expect(text.renderedText(with: [MarkedText("x\ny"), MarkedText("z")], target: nil) == "x y\nz")
    let table = try DocumentFormat.tsv.open(text: "h\nb\tc")
    #expect(table.renderedText(with: [MarkedText("x\ty"), MarkedText("z\r\n")], target: nil) == "h\nx y\tz ")
  }

  @Test func columnsAndTheHeaderAreChosen() throws {
    #expect(try DocumentFormat.tsv.open(text: "h\n1,234.5\tA-7\t no. 12").units.map(\.text) == ["no. 12"])
    let text = "id\tname\tnote\n1\t a \tb\n\n2\t\tc\td"
    #expect(try shouted(text, .tsv) == "id\tname\tnote\n1\t A \tB\n\n2\t\tC\tD")
    var options = DocumentOptions()
    options.tableColumns = [2, 4]
    options.tableHeader = .translated
    #expect(try shouted(text, .tsv, options) == "id\tNAME\tnote\n1\t A \tb\n\n2\t\tc\tD")
  }

  @Test func cellsStayInTheirQuotationMarks() throws {
    let text = "id,name,note\r\n7,\"Ana \"\"la\"\" Paz, jr\",b\r\n\r\n8,c d,\"one\ntwo\"\r\n9,1.5,\"2\""
    let document = try DocumentFormat.csv.open(text: text)
    #expect(document.units.map(\.text) == ["Ana \"la\" Paz, jr", "b", "c d", "one", "two"])
    #expect(
      Samples.change(document) { $0 + "," }
        == "id,name,note\r\n7,\"Ana \"\"la\"\" Paz, jr,\",\"b,\"\r\n\r\n8,\"c d,\",\"one,\ntwo,\"\r\n9,1.5,\"2\""
    )
    #expect(try shouted("a;b\nc,c;d \"e\"", .csv) == "a;b\nC,C;\"D \"\"E\"\"\"")
    #expect(try shouted("sep=;\r\na;b\r\nc,c;d", .csv) == "sep=;\r\na;b\r\nC,C;D")
    var options = DocumentOptions()
    options.tableColumns = [2]
    options.tableHeader = .translated
    #expect(try shouted("SEP=|\na|b", .csv, options) == "SEP=|\na|B")
    #expect(try shouted("a,b\nc,d", .csv, options) == "a,B\nc,D")
  }

  @Test func quotationMarksWithoutACounterpartAreText() throws {
    let text = "a;b\r\nx;\"open\r\ny;\"c\" d;e\r\n\"f\" ;g"
    #expect(
      try shouted(text, .csv)
        == "a;b\r\nX;\"\"\"OPEN\"\r\nY;\"\"\"C\"\" D\";E\r\n\"F\" ;G")
    let document = try DocumentFormat.csv.open(text: text)
    #expect(document.renderedText(with: document.units, target: nil) == text)
  }

  @Test func whatTheEncodingCannotHoldMakesTheFileUTF8() throws {
    let document = try DocumentFormat.text.open([0x61, 0xF1])
    #expect(document.units == [MarkedText("añ")])
    #expect(document.rendered(with: [MarkedText("ñ–")], target: nil) == [0xF1, 0x96])
    #expect(document.rendered(with: [MarkedText("ẽ")], target: nil) == [0xEF, 0xBB, 0xBF] + Array("ẽ".utf8))
  }

  @Test func marksAreKept() throws {
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x61, 0x0A]
    let document = try DocumentFormat.text.open(bytes)
    #expect(document.units == [MarkedText("a")])
    #expect(document.rendered(with: [MarkedText("b")], target: nil) == [0xEF, 0xBB, 0xBF, 0x62, 0x0A])
  }
}

@Suite struct DocumentFormatTests {
  @Test(arguments: [
    ("a.TXT", "<html>", DocumentFormat.text), ("b.htm", "", .html), ("file", "<!DOCTYPE html><p>x", .html),
    ("file", "\n<!-- c --><p>x</p>", .html), ("file", "<?xml version=\"1.0\"?><a/>", .xml),
    ("file", "<doc><a/></doc>", .xml),
    ("file", "a\tb\nc\td\n", .tsv), ("file", "a\tb\nc", .text), ("file", "Hello", .text), ("file", "", .text),
    ("file", "WEBVTT\n\n00:01.000 --> 00:02.000\nx", .vtt), ("README.md", "x", .markdown),
    ("t.csv", "x", .csv),
    ("file", "1\n00:00:01,000 --> 00:00:02,000\nx", .srt), ("file", "1\n2 --> 3", .text),
    ("file", "<3 you", .text), ("c.unknown", "<?xml version=\"1.0\"?><html xmlns=\"x\">", .html),
  ])
  func namesAndContentsTell(name: String, content: String, format: DocumentFormat) throws {
    #expect(try DocumentFormat.detect(name: name, content: Array(content.utf8)) == format)
  }

  @Test(arguments: [Array("PK\u{3}\u{4}x".utf8), Array("%PDF-1.4".utf8), [0, 1, 2, 3], [0x89, 0x50, 0]])
  func whatIsNotTextIsNamed(content: [UInt8]) throws {
    let error = try #require(throws: DocumentError.self) {
      try DocumentFormat.detect(name: "file", content: content)
    }
    #expect(error.reason == .unsupported)
    #expect(error.description.contains("txt, tsv, csv, html, xml, md, srt, vtt"))
  }
}
