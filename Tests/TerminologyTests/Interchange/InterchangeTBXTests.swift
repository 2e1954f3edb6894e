import Terminology
import Testing
import Text

@Suite struct InterchangeTBXTests {
  static let version2 = """
    <?xml version='1.0' encoding='UTF-8'?>
    <!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
    <martif type="TBX-Default" xml:lang="en">
    <martifHeader><fileDesc><titleStmt><title>Salud</title><note>Revisado</note></titleStmt>
    <publicationStmt><p>CC-BY-4.0</p></publicationStmt><sourceDesc><p>Ministerio</p><p>2024</p></sourceDesc>
    </fileDesc></martifHeader>
    <text><body>
    <termEntry id="c1">
      <descrip type="subjectField">health</descrip>
      <descripGrp><descrip type="definition">A disease of
        the lungs.</descrip><admin type="source">WHO</admin></descripGrp>
      <transacGrp><transac type="transactionType">origination</transac><date>2020-01-01</date></transacGrp>
      <note>general</note><xref type="externalCrossReference" target="http://x.org/1">more</xref>
      <langSet xml:lang="es">
        <descrip type="definition">Enfermedad.</descrip>
        <ntig><termGrp><term>tubercu<hi>losis</hi></term>
          <termNote type="partOfSpeech">Noun</termNote>
          <termNote type="grammaticalGender">feminine</termNote></termGrp>
          <descrip type="context">Tiene tuberculosis.</descrip></ntig>
        <ntig><termGrp><term>TB</term><termNote type="termType">acronym</termNote>
          <termNoteGrp><termNote type="normativeAuthorization">admittedTerm</termNote></termNoteGrp></termGrp></ntig>
      </langSet>
      <langSet xml:lang="en"><tig><term>tuberculosis</term></tig>
        <tig><term>consumption</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
        <tig><term>the white plague</term><termNote type="usage">forbidden</termNote></tig></langSet>
    </termEntry>
    </body></text></martif>
    """

  @Test func readsVersion2() throws {
    let document = try read(Self.version2, "t.tbx")
    #expect(document.title == "Salud")
    #expect(document.note == "Revisado")
    #expect(document.license == "CC-BY-4.0")
    #expect(document.source == "Ministerio\n2024")
    #expect(document.skipped == ["history of changes": 2])
    let entry = try #require(document.entries.first)
    #expect(entry.identifier == "c1")
    #expect(entry.domain == "health")
    #expect(entry.source == "WHO")
    #expect(entry.note == "general\nexternalCrossReference: more (http://x.org/1)")
    #expect(
      entry.definitions == [
        .init(language: nil, text: "A disease of the lungs."),
        .init(language: try LanguageTag("es"), text: "Enfermedad."),
      ])
    #expect(entry.texts("es") == ["tuberculosis", "TB"])
    #expect(entry.terms[0].partOfSpeech == "noun")
    #expect(entry.terms[0].note == "grammaticalGender: feminine\ncontext: Tiene tuberculosis.")
    #expect(entry.terms[1].note == "termType: acronym")
    #expect(entry.terms.map(\.status) == [.preferred, .admitted, .preferred, .deprecated, .forbidden])
  }

  @Test func readsVersion3InBothStyles() throws {
    let elements = """
      <tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
        xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
      <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
      <conceptEntry id="c5"><min:subjectField>law</min:subjectField>
      <langSec xml:lang="fr"><descripGrp><basic:definition>Règle.</basic:definition></descripGrp>
      <termSec><term>loi</term><min:partOfSpeech>noun</min:partOfSpeech>
      <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
      <langSec xml:lang="en"><termSec><term>law</term></termSec></langSec></conceptEntry></body></text></tbx>
      """
    let attributes = """
      <tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
      <text><body><conceptEntry id="c5"><descrip type="subjectField">law</descrip>
      <langSec xml:lang="en"><termSec><term>law</term></termSec></langSec>
      <langSec xml:lang="fr"><descripGrp><descrip type="definition">Règle.</descrip></descripGrp>
      <termSec><term>loi</term><termNote type="partOfSpeech">noun</termNote><termNote
      type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
      </conceptEntry></body></text></tbx>
      """
    let undeclared = elements.replacing(/xmlns:\w+="[^"]*"/, with: "")
    for text in [elements, attributes, undeclared] {
      let entry = try #require(try read(text, "t.tbx").entries.first)
      #expect(entry.domain == "law")
      #expect(entry.definitions.map(\.text) == ["Règle."])
      #expect(entry.texts("en") == ["law"])
      let french = entry.terms(in: try LanguageTag("fr"))
      #expect(french.map(\.text) == ["loi"])
      #expect(french.map(\.status) == [.deprecated])
      #expect(french.map(\.partOfSpeech) == ["noun"])
    }
  }

  @Test func readsTBXMin() throws {
    let document = try read(
      """
      <TBX dialect="TBX-Min"><header><id>Casa</id><license>CC0</license><description>nota</description>
      <languages source="es" target="en"/></header><body><entry id="C1"><subjectField>home</subjectField>
      <langGroup xml:lang="en"><termGroup><term>house</term><termStatus>notRecommended</termStatus></termGroup>
      </langGroup><langGroup xml:lang="es"><termGroup><term>casa</term></termGroup></langGroup></entry></body></TBX>
      """, "-")
    #expect([document.title, document.license, document.note] == ["Casa", "CC0", "nota"])
    #expect(document.entries.first?.domain == "home")
    #expect(document.entries.first?.terms.map(\.status) == [.deprecated, .preferred])
  }

  @Test func warnsWithTheLine() throws {
    let document = try read(
      """
      <tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
      <conceptEntry id="a"><langSec xml:lang="en"><termSec><term>one</term></termSec></langSec></conceptEntry>
      <conceptEntry id="a"><langSec xml:lang="en"><termSec><term>two</term></termSec></langSec>
      <langSec xml:lang="es"><termSec><term>dos</term></termSec>
      </langSec></conceptEntry>
      <conceptEntry id="b"/>
      <conceptEntry><langSec xml:lang="!"><termSec><term>x</term></termSec></langSec>
      <langSec><termSec><term>x</term></termSec></langSec>
      <langSec xml:lang="es"><termSec><term> </term></termSec><termSec><term>tres</term></termSec></langSec>
      </conceptEntry>
      </body></text></tbx>
      """, "t.tbx")
    #expect(document.entries.map(\.identifier) == ["a", "a~2", "es:tres"])
    #expect(document.skipped == ["entry without terms": 1, "unknown language": 2, "empty term": 1])
    #expect(document.warnings.map(\.line) == [2, 3, 6, 7, 8, 9, 7])
  }

  /// ICU would take the second part of such a tag for a language.
  @Test func tagsOfNoLanguageAreNone() throws {
    let document = try read(
      """
      <tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
      <conceptEntry id="a"><langSec xml:lang="xx-bad-tag-"><termSec><term>x</term></termSec></langSec>
      <langSec xml:lang="es"><termSec><term>dos</term></termSec></langSec></conceptEntry>
      </body></text></tbx>
      """, "t.tbx")
    #expect(document.entries.map { $0.terms.map(\.text) } == [["dos"]])
    #expect(document.skipped == ["unknown language": 1])
    #expect(document.warnings.first?.line == 2)
    #expect(document.warnings.first?.message.contains("«xx-bad-tag-»") == true)
    #expect(throws: TextError.self) { try LanguageTag("xx-bad") }
    #expect(throws: TextError.self) { try LanguageTag("es-") }
    #expect(try LanguageTag("zh-yue").code == "yue")
  }

  @Test(arguments: ["administrativeStatus", "normativeAuthorization"])
  func refusesWordsThatAreNoStatus(field: String) {
    let error = #expect(throws: TerminologyError.self) {
      try read(
        """
        <tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="a"><langSec xml:lang="es"><termSec>
        <term>dos</term><termNote type="\(field)">forbiden</termNote></termSec></langSec></conceptEntry>
        </body></text></tbx>
        """, "t.tbx")
    }
    #expect(
      error?.description
        == "t.tbx:2: «forbiden» in \(field) is no status. Is «forbidden» meant? Write one of «preferred», "
        + "«admitted», «deprecated», «forbidden».")
  }

  @Test func refusesAttacks() {
    let body = "<text><body><conceptEntry/></body></text>"
    let laughs = "<!DOCTYPE tbx [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><tbx>\(body)</tbx>"
    let external = "<!DOCTYPE tbx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><tbx>&x;</tbx>"
    func term(_ count: Int) -> String {
      "<tbx><text><body>\n<conceptEntry><langSec xml:lang=\"es\"><termSec><term>"
        + String(repeating: "á", count: count)
        + "</term></termSec></langSec></conceptEntry></body></text></tbx>"
    }
    let many = "<tbx><conceptEntry>" + String(repeating: "<a/>", count: 100_001) + "</conceptEntry></tbx>"
    for text in [laughs, external, term(2001), term(1 << 20), many] {
      let error = #expect(throws: TerminologyError.self) { try read(text, "t.tbx") }
      #expect(error?.reason == .limit)
    }
    let error = #expect(throws: TerminologyError.self) { try read(term(2001), "t.tbx") }
    #expect(
      error?.description.hasPrefix("t.tbx:2: The term has 2001 characters; at most 2000 are read.") == true)
    #expect(throws: Never.self) { try read(term(2000), "t.tbx") }
    let other = #expect(throws: TerminologyError.self) { try read("<html/>", "t.tbx") }
    #expect(other?.reason == .malformed)
    let damaged = #expect(throws: TerminologyError.self) { try read("<tbx>\n<a></tbx>", "t.tbx") }
    #expect(damaged?.line == 2)
  }

  @Test func namesOurDialectOnlyWhereItIsNeeded() throws {
    let spanish = try LanguageTag("es")
    func text(_ term: Term, _ dialect: GlossaryWritingOptions.TBXDialect) throws -> String {
      var options = GlossaryWritingOptions()
      options.dialect = dialect
      let document = GlossaryDocument(entries: [GlossaryEntry(identifier: "country:BO", terms: [term])])
      return String(
        decoding: try GlossaryWriter.bytes(of: document, format: .tbx, options: options), as: UTF8.self)
    }
    for dialect in GlossaryWritingOptions.TBXDialect.allCases {
      let plain = try text(Term(language: spanish, text: "Bolivia", partOfSpeech: "properNoun"), dialect)
      #expect(plain.contains("TBX-Basic"))
      #expect(!plain.contains("hasqui"))
      #expect(plain.contains("id=\"id_country_3A_BO\""))
      let own = try text(Term(language: spanish, text: "Bolivia", forms: ["bolivias"]), dialect)
      #expect(own.contains("TBX-Chasqui"))
    }
  }
}
