import Terminology
import Testing
import Text

@Suite struct InterchangeWorkbookTests {
  static func members(_ rows: String, strings: String = "", sheet: String = "Hoja1") -> [(
    name: String, text: String
  )] {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return [
      (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"r1\" Type=\"\(office)/officeDocument\" Target=\"/xl/wb.xml\"/>"
          + "</Relationships>"
      ),
      (
        "xl/wb.xml",
        "<workbook xmlns:r=\"\(office)\"><sheets><sheet name=\"Leeme\" r:id=\"a\"/>"
          + "<sheet name=\"\(sheet)\" r:id=\"b\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/wb.xml.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/a.xml\"/>"
          + "<Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"./worksheets/../worksheets/b.xml\"/>"
          + "<Relationship Id=\"c\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/>"
          + "<Relationship Id=\"d\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"
      ),
      ("xl/strings.xml", "<sst>\(strings)</sst>"),
      (
        "xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[Red]&quot;day&quot; 0\"/>"
          + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
          + "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
          + "<xf numFmtId=\"22\"/></cellXfs></styleSheet>"
      ),
      ("xl/worksheets/a.xml", "<worksheet><sheetData/></worksheet>"),
      ("xl/worksheets/b.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
    ]
  }

  static func options(sheet: String?) -> GlossaryReadingOptions {
    var options = GlossaryReadingOptions()
    options.sheet = sheet
    return options
  }

  @Test func readsAllKindsOfCells() throws {
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>es</t></is></c>
      <c t="str"><f>"note"</f><v>note</v></c></row>
      <row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>12</v></c><c r="D3" s="2"><v>45365</v></c></row>
      <row><c r="A4"><v>0.25</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" s="3"><v>45365.75</v></c></row>
      <row><c r="A5" t="e"><v>#N/A</v></c><c r="C5" s="1"><v>1E2</v></c><c r="D5" s="2"><v>59</v></c></row>
      <row><c r="A6" t="s"><v>9</v></c><c r="C6" t="inlineStr"><is><r><t>_x0041_b</t></r></is></c></row>
      """
    let strings = """
      <si><t>en</t></si><si><r><t xml:space="preserve">blood </t></r><r><rPr/><t>test</t></r>
      <rPh sb="0"><t>guide</t></rPh></si>
      """
    let archive = StoredZip().archive(Self.members(rows, strings: strings))
    let document = try GlossaryReader.read(archive, place: "t.xlsx", options: Self.options(sheet: "Hoja1"))
    #expect(document.entries.map { $0.texts("en") } == [["blood test"], ["0.25"], [], []])
    #expect(document.entries.map { $0.texts("es") } == [["12"], ["TRUE"], ["100"], ["Ab"]])
    #expect(document.entries.map(\.note) == ["2024-03-14", "2024-03-14T18:00:00", "1900-02-28", ""])
    #expect(document.warnings.prefix(2).map(\.line) == [5, 6])
  }

  @Test func choosesTheSheet() throws {
    let archive = StoredZip().archive(Self.members(""))
    let error = #expect(throws: TerminologyError.self) {
      try GlossaryReader.read(archive, place: "t.xlsx", options: Self.options(sheet: "Otra"))
    }
    #expect(error?.advice == "Its sheets are: «Leeme», «Hoja1».")
    let empty = #expect(throws: TerminologyError.self) { try GlossaryReader.read(archive, place: "t.xlsx") }
    #expect(empty?.reason == .malformed)
  }

  @Test func refusesWhatIsNoHonestWorkbook() throws {
    func reason(_ bytes: [UInt8]) -> TerminologyError.Reason? {
      #expect(throws: TerminologyError.self) {
        try GlossaryReader.read(bytes, place: "t.xlsx", options: Self.options(sheet: "Hoja1"))
      }?.reason
    }
    let honest = Self.members("<row><c r=\"A1\" t=\"inlineStr\"><is><t>en</t></is></c></row>")
    #expect(reason(StoredZip(flags: 1).archive(honest)) == .unsupported)
    #expect(reason(StoredZip(claimedSize: 1 << 29).archive(honest)) == .limit)
    #expect(reason(StoredZip(claimedSize: 100 << 20).archive(honest)) == .limit)
    #expect(reason(StoredZip(claimedSize: 1 << 20).archive(honest)) == .malformed)
    #expect(reason(StoredZip().archive([("a.txt", "a")])) == .malformed)
    #expect(reason(Array("PK\u{3}\u{4}".utf8)) == .malformed)
    #expect(reason([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]) == .unsupported)
    #expect(reason(Array("en,es\n".utf8)) == .malformed)
    let laughs = Self.members("").map {
      ($0.name, "<!DOCTYPE a [<!ENTITY a \"b\">]>" + $0.text)
    }
    #expect(reason(StoredZip().archive(laughs)) == .limit)
    let wide = (1...3).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }.joined()
    #expect(reason(StoredZip().archive(Self.members(wide))) == .malformed)
    #expect(reason(StoredZip().archive(Self.members("<row r=\"2000000\"/>"))) == .malformed)
  }

  @Test func survivesAnySheet() throws {
    var samples = InterchangeSamples(seed: 5)
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>es</t></is></c></row>
      <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="2"><v>45365.5</v></c></row>
      <row><c t="b"><v>1</v></c><c s="3"><v>1e300</v></c></row>
      """
    let honest = Self.members(rows, strings: "<si><t>en</t></si><si><r><t>a</t></r></si>")
    var read = 0
    for round in 0..<400 {
      let members = honest.enumerated().map { index, member in
        guard index % 3 == round % 3, index != 0 else { return member }
        let bytes = samples.mutated(Array(member.text.utf8), round: round / 3)
        return (member.name, String(decoding: bytes, as: UTF8.self))
      }
      do throws(TerminologyError) {
        _ = try GlossaryReader.read(
          StoredZip().archive(members), place: "t.xlsx", options: Self.options(sheet: "Hoja1"))
        read += 1
      } catch { #expect(!error.message.isEmpty) }
    }
    #expect(read > 0)
  }
}
