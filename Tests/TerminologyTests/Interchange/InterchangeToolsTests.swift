import ChasquiTestSupport
import Foundation
import Terminology
import Testing
import Text

/// Other programs read what we write, and we read what they write.
@Suite struct InterchangeToolsTests {
  let folder = TemporaryFolder()

  static func document() throws -> GlossaryDocument {
    let (english, spanish) = (try LanguageTag("en"), try LanguageTag("es"))
    return GlossaryDocument(
      title: "Salud",
      entries: [
        GlossaryEntry(
          identifier: "health:1", definitions: [.init(language: nil, text: "A <preparation> & more")],
          note: "uno\ndos",
          terms: [
            Term(language: english, text: "vaccine", partOfSpeech: "noun", forms: ["vaccines"]),
            Term(language: spanish, text: "vacuna"),
            Term(language: spanish, text: "vacunación", status: .deprecated, isCaseSensitive: true),
          ]),
        GlossaryEntry(
          identifier: "2", isUntranslatable: true, terms: [Term(language: english, text: "=Chasqui_x0041_")]),
      ])
  }

  /// Translate Toolkit knows the elements of version 2 only, and refuses the root of version 3.
  @Test(.enabled(if: PythonTools.hasTranslateToolkit, "python3 with translate-toolkit is not here: skipped"))
  func translateToolkitReadsVersion2() throws {
    var options = GlossaryWritingOptions()
    options.dialect = .version2
    try GlossaryWriter.write(Self.document(), to: folder.file("t.tbx"), options: options)
    let output = try PythonTools.run(
      """
      import sys
      from translate.storage import tbx
      for unit in tbx.tbxfile.parsefile(sys.argv[1]).units:
          terms = [(t.text, t.deprecated) for t in unit.get_target_terms()] if unit.target else []
          print(unit.getid(), unit.source, terms, unit.istranslatable(), sep='|')
      """, [folder.file("t.tbx")])
    #expect(
      output == """
        id_health_3A_1|vaccine|[('vacuna', False), ('vacunación', True)]|True
        id_2|=Chasqui_x0041_|[]|False

        """)
  }

  @Test(.enabled(if: PythonTools.hasTranslateToolkit, "python3 with translate-toolkit is not here: skipped"))
  func readsWhatTranslateToolkitWrites() throws {
    _ = try PythonTools.run(
      """
      import sys
      from translate.storage import tbx
      store = tbx.tbxfile(sourcelanguage='en', targetlanguage='es')
      unit = store.addsourceunit('house <b>')
      unit.settarget('casa & hogar', 'es')
      unit.addnote('nota', origin='translator')
      store.savefile(sys.argv[1])
      """, [folder.file("t.tbx")])
    let document = try GlossaryReader.read(folder.file("t.tbx"))
    #expect(document.entries.first?.texts("en") == ["house <b>"])
    #expect(document.entries.first?.texts("es") == ["casa & hogar"])
  }

  @Test(.enabled(if: PythonTools.hasOpenpyxl, "python3 with openpyxl is not here: skipped"))
  func openpyxlReadsWorkbooks() throws {
    try GlossaryWriter.write(Self.document(), to: folder.file("t.xlsx"))
    let output = try PythonTools.run(
      """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      sheet = book.active
      print(sheet.title, sheet.freeze_panes, sheet.column_dimensions['A'].width, sep='|')
      for row in sheet.iter_rows(values_only=True):
          print(repr(row[:3]), repr(row[10]))
      """, [folder.file("t.xlsx")])
    #expect(
      output == """
        Salud|A2|10.0
        ('id', 'language', 'term') 'note'
        ('health:1', None, None) 'uno\\ndos'
        ('health:1', 'en', 'vaccine') None
        ('health:1', 'es', 'vacuna') None
        ('health:1', 'es', 'vacunación') None
        ('2', 'en', '=Chasqui_x005F_x0041_') None

        """)
  }

  @Test(.enabled(if: PythonTools.hasOpenpyxl, "python3 with openpyxl is not here: skipped"))
  func readsWhatOpenpyxlWrites() throws {
    _ = try PythonTools.run(
      """
      import sys, datetime, openpyxl
      book = openpyxl.Workbook()
      book.active.title = 'uno'
      sheet = book.create_sheet('Términos & más')
      sheet.append(['English', None, 'español', 'note'])
      sheet.append(['house', 'x', 'casa ', datetime.date(2024, 3, 14)])
      sheet.append([])
      sheet.append([12, None, 0.5, datetime.datetime(1999, 12, 31, 23, 59, 59)])
      book.save(sys.argv[1])
      """, [folder.file("t.xlsx")])
    var options = GlossaryReadingOptions()
    options.sheet = "Términos & más"
    let document = try GlossaryReader.read(folder.file("t.xlsx"), options: options)
    #expect(document.entries.map { $0.texts("en") } == [["house"], ["12"]])
    #expect(document.entries.map { $0.texts("es") } == [["casa"], ["0.5"]])
    #expect(document.entries.map(\.note) == ["2024-03-14", "1999-12-31T23:59:59"])
  }
}

/// The Python of this machine.
enum PythonTools {
  static let hasTranslateToolkit = (try? run("import translate.storage.tbx; print(1)", [])) == "1\n"
  static let hasOpenpyxl = (try? run("import openpyxl; print(1)", [])) == "1\n"

  static func run(_ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONUTF8": "1"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
