import ChasquiTestSupport
import Foundation
import Terminology
import Testing
import Text

@Suite struct InterchangeTableTests {
  static func options(_ source: String? = nil, _ target: String? = nil, columns: String? = nil) throws
    -> GlossaryReadingOptions
  {
    var options = GlossaryReadingOptions()
    options.sourceLanguage = try source.map { try LanguageTag($0) }
    options.targetLanguage = try target.map { try LanguageTag($0) }
    options.columns = try columns.map { try GlossaryColumns($0) }
    return options
  }

  @Test(arguments: [
    "en,es\nhouse,casa\n", "\u{FEFF}en;es\r\nhouse;casa\r\n", "en\tes\nhouse\tcasa",
    "sep=;\nen;es\nhouse;casa",
    "English,español\nhouse,casa\n", "Inglés;Spanish\nhouse;casa\n", "\"es\",\"en\"\n\"casa\",\"house\"",
    "id,EN,es_XX\n,house,casa\n", "sourceLang,targetLang,sourceString,targetString\nen,es,house,casa",
    "source lang,target lang,term,translation\nEnglish,Spanish,house,casa", "es |,en\ncasa|,house\n",
    "en,es\r\rhouse,casa\r", "en,unknown thing,es\nhouse,?,casa",
  ])
  func readsHeaders(text: String) throws {
    let entries = try read(text, "t.csv").entries
    #expect(entries.count == 1)
    #expect(entries.first?.texts("en") == ["house"])
    #expect(entries.first?.texts("es") == ["casa"])
  }

  @Test(arguments: [
    ("forbiden", "Is «forbidden» meant? "), ("prohivido", "Is «forbidden» meant? "), ("odd", ""),
  ])
  func refusesWordsThatAreNoStatus(word: String, hint: String) throws {
    let error = #expect(throws: TerminologyError.self) {
      try read("en,es,es status\nboat,barco,preferred\nboat,lancha,\(word)\n", "t.csv")
    }
    #expect(
      error?.description
        == "t.csv:3: «\(word)» in column 3 is no status. \(hint)Write one of «preferred», «admitted», "
        + "«deprecated», «forbidden».")
  }

  @Test func readsRegions() throws {
    let entry = try #require(
      try read("Portuguese (Brazil),Español (Perú),fr-CA\nônibus,bus,autobus\n", "t.csv").entries.first)
    #expect(entry.terms.map(\.language.description) == ["por-BR", "spa-PE", "fra-CA"])
  }

  @Test(arguments: [
    ("Quechua", "quy"), ("quechua", "quy"), ("AYMARA", "aym"), ("aimara", "aym"), ("Guaraní", "grn"),
    ("avañe'ẽ", "grn"), ("francés", "fra"), ("Français", "fra"), ("alemão", "deu"), ("ayr", "aym"),
    ("Term (gn)", "grn"), ("es-419", "spa-419"), ("Haitian Creole", "hat"), ("wayuunaiki", "guc"),
  ])
  func knowsNamesOfLanguages(name: String, code: String) throws {
    let entry = try #require(try read("\(name),it\nuno,due\n", "t.csv").entries.first)
    #expect(entry.terms.first?.language.description == code)
  }

  @Test func keepsAThousandWarnings() throws {
    let rows = (0..<3000).map { "word\($0),\n" }.joined()
    let document = try read("en,es\n\(rows)", "t.csv")
    #expect(document.entries.count == 3000)
    #expect(document.warnings.count == GlossaryDocument.maximumWarnings)
  }

  @Test func readsAllFields() throws {
    let text = #"""
      id;source;target;pos;domain;definition;status;note;target forms;case;do not translate;synonyms (es)
      7;AIDS;SIDA;Nombre propio;salud;A disease;admitido;"dos
      líneas, ""sí"" ";el SIDA|los SIDA;sí;no;sida|síndrome
      7;HIV disease;SIDA;;salud;;;;;;;
      8;Chasqui;Chasqui;;;;;;;;yes;
      """#
    let document = try read(text, "t.csv", Self.options("en", "es"))
    #expect(document.entries.map(\.identifier) == ["7", "8"])
    let entry = document.entries[0]
    #expect(entry.texts("en") == ["AIDS", "HIV disease"])
    #expect(entry.domain == "salud")
    #expect(entry.definitions == [.init(language: try LanguageTag("en"), text: "A disease")])
    #expect(entry.note == "dos\nlíneas, \"sí\"")
    let term = try #require(entry.terms.first { $0.text == "SIDA" })
    #expect(term.partOfSpeech == "properNoun")
    #expect(term.forms == ["el SIDA", "los SIDA"])
    #expect(term.isCaseSensitive)
    #expect(term.status == .admitted)
    #expect(document.entries[1].isUntranslatable)
    #expect(document.skipped.isEmpty)
  }

  @Test func readsColumnsThatTheCallerNames() throws {
    let text = "1,x,house,casa\n2,y,dog,perro\n"
    let numbered = try read(text, "t.csv", Self.options("en", "es", columns: "source=3,target=4,id=1"))
    #expect(numbered.entries.map(\.identifier) == ["1", "2"])
    #expect(numbered.entries[1].texts("es") == ["perro"])
    let named = try read("A,B,C\n1,house,casa\n", "t.csv", Self.options(columns: "en=b,es=C"))
    #expect(named.entries.map { $0.texts("en") } == [["house"]])
    let plain = try read("house,casa\nno,si\n", "t.csv", Self.options("en", "es"))
    #expect(plain.entries.map { $0.texts("es") } == [["casa"], ["si"]])
    let norwegian = try read("no,si\nhouse,casa\n", "t.tsv", Self.options("en", "es"))
    #expect(norwegian.entries.count == 2)
    for columns in ["source", "source=0,target=2", "source=1", "wrong thing=1", "source=Z,target=1"] {
      let error = #expect(throws: TerminologyError.self) {
        try read(text, "t.csv", Self.options("en", "es", columns: columns))
      }
      #expect(error?.reason == .argument)
    }
  }

  @Test func findsTheSeparator() throws {
    let tabs = try read("uno, dos, tres\tone, two\n\"a\" b\tc\n", "t.tsv", Self.options("es", "en"))
    #expect(tabs.entries.first?.texts("es") == ["uno, dos, tres"])
    #expect(tabs.entries.last?.texts("es") == ["a b"])
    #expect(tabs.warnings.first?.message == "There is text behind a closing quotation mark; it is kept.")
    let header = try read("\n\nen;es;\"a,b,c,d\";e,f,g\nhouse;casa;;\n", "t.csv")
    #expect(header.entries.first?.texts("es") == ["casa"])
    var options = GlossaryReadingOptions()
    options.separator = "|"
    #expect(try read("en|es\nhouse|casa\n", "-", options).entries.count == 1)
    options.separator = "é"
    let error = #expect(throws: TerminologyError.self) { try read("en|es\n", "t.csv", options) }
    #expect(error?.reason == .argument)
  }

  @Test func asksForLanguages() throws {
    for text in ["source,target\na,b\n", "house,casa\n", "a,b,c\nd,e,f\n"] {
      let error = #expect(throws: TerminologyError.self) { try read(text, "t.csv") }
      #expect(error?.reason == .language)
    }
    let empty = #expect(throws: TerminologyError.self) { try read("\n\n", "t.csv") }
    #expect(empty?.reason == .malformed)
  }

  @Test func countsWhatItSkips() throws {
    let document = try read(
      "id,en,es,colour\n1,house,casa,red\n2,,,\n3,dog,,\n\n1,home,casa,\n,cat,gato\n,cat,michi", "t.csv")
    #expect(document.entries.map(\.identifier) == ["1", "3", "en:cat", "en:cat~2"])
    #expect(document.entries[0].texts("en") == ["house", "home"])
    #expect(document.skipped == ["unknown column": 1, "entry without terms": 1])
    #expect(document.warnings.map(\.line) == [1, 3, 4])
  }

  @Test func warnsOfMoreCellsThanTheHeaderHas() throws {
    let document = try read("en,es\nfever,fiebre, calentura\nhouse,casa,\n\"a, b\",c\n", "t.csv")
    #expect(document.entries[0].texts("es") == ["fiebre"])
    #expect(document.warnings.map(\.line) == [2])
    #expect(document.warnings.first?.message.contains("«calentura» is not read") == true)
    let named = try read(
      "a,b\nhouse,x,casa\n", "t.csv", Self.options("en", "es", columns: "source=1,target=3"))
    #expect(!named.warnings.contains { $0.message.contains("more cells") })
  }

  @Test func refusesOtherEncodingsAndOpenQuotes() throws {
    let latin = #expect(throws: TerminologyError.self) {
      try GlossaryReader.read(Array("en,es\nyear,a".utf8) + [0xF1, 0x6F], place: "t.csv")
    }
    #expect(latin?.reason == .encoding)
    #expect(latin?.line == 2)
    let open = #expect(throws: TerminologyError.self) { try read("en,es\na,b\n\"c,d\ne,f\n", "t.csv") }
    #expect(open?.reason == .malformed)
    #expect(open?.line == 3)
    let wide = "en,es\n" + String(repeating: "a", count: 2 << 20) + ",b\n"
    let large = #expect(throws: TerminologyError.self) { try read(wide, "t.csv") }
    #expect(large?.reason == .limit)
    let note = "en,es,note\n\na,b,\(String(repeating: "n", count: 100_001))\n"
    let long = #expect(throws: TerminologyError.self) { try read(note, "t.csv") }
    #expect(long?.description.hasPrefix("t.csv:3: The note has 100001 characters; at most 100000") == true)
    let utf16: [UInt8] =
      [0xFF, 0xFE] + "en;es\nyear;año\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try GlossaryReader.read(utf16, place: "t.csv").entries.first?.texts("es") == ["año"])
    let odd = #expect(throws: TerminologyError.self) {
      try GlossaryReader.read([0xFF, 0xFE, 0x00, 0xD8, 0x41, 0], place: "t.csv")
    }
    #expect(odd?.reason == .encoding)
    let missing = #expect(throws: TerminologyError.self) { try GlossaryReader.read("/no/such.csv") }
    #expect(missing?.reason == .missing)
    let folder = #expect(throws: TerminologyError.self) { try GlossaryReader.read("/") }
    #expect(folder?.reason == .unsupported)
  }

  @Test func noCellIsAFormula() throws {
    let english = try LanguageTag("en")
    let texts = ["=1+1", "+1", "-kuna", "@x", "'=a", "''+b", "'quoted'"]
    let entries = texts.enumerated().map {
      GlossaryEntry(identifier: "\($0.offset)", terms: [Term(language: english, text: $0.element)])
    }
    let bytes = try GlossaryWriter.bytes(of: GlossaryDocument(entries: entries), format: .csv)
    let text = String(decoding: bytes, as: UTF8.self)
    for row in text.split(separator: "\r\n") {
      for cell in row.split(separator: ",") { #expect(!"=+-@".contains(cell.first!)) }
    }
    #expect(try read(text, "t.csv").entries.flatMap(\.terms).map(\.text) == texts)
  }

  @Test func writesTheLayoutThatIsDocumented() throws {
    let english = try LanguageTag("en")
    let spanish = try LanguageTag("es")
    let entry = GlossaryEntry(
      identifier: "health-1", domain: "health", definitions: [.init(language: english, text: "A, \"b\"")],
      isUntranslatable: true,
      terms: [
        Term(language: english, text: "vaccine", partOfSpeech: "noun", forms: ["vaccines", "a|b"]),
        Term(language: spanish, text: "vacuna", status: .forbidden, isCaseSensitive: true),
      ])
    var options = GlossaryWritingOptions()
    options.byteOrderMark = true
    let bytes = try GlossaryWriter.bytes(
      of: GlossaryDocument(entries: [entry]), format: .csv, options: options)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{FEFF}id,language,term,status,pos,forms,case,usage,definition,domain,note,origin,translatable\r\n"
        + "health-1,en,vaccine,preferred,noun,vaccines|a\\|b,,,\"A, \"\"b\"\"\",health,,,no\r\n"
        + "health-1,es,vacuna,forbidden,,,yes,,,,,,\r\n")
  }

  @Test(
    .enabled(if: BenchCorpora.arePresent),
    arguments: [
      ("tico19_f_en-fr_XX.csv", 306, "fr"), ("tico19_g_en_ht.csv", 304, "ht"),
      ("tico19_g_en_pt-BR.csv", 328, "pt-BR"),
    ])
  func readsTheGlossariesOfTICO19(name: String, count: Int, language: String) throws {
    let folder = try #require(BenchCorpora.folder)
    let document = try GlossaryReader.read("\(folder)/glossaries/\(name)")
    #expect(document.entries.count == count)
    #expect(document.skipped.isEmpty)
    #expect(document.warnings.isEmpty)
    for entry in document.entries {
      #expect(Set(entry.terms.map(\.language)) == [try LanguageTag("en"), try LanguageTag(language)])
    }
    for format in GlossaryFormat.allCases {
      let bytes = try GlossaryWriter.bytes(of: document, format: format)
      #expect(try GlossaryReader.read(bytes, place: "t.\(format)").entries == document.entries)
    }
  }
}
