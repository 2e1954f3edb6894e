import Corpora
import Foundation
import Testing

@Suite struct GettextTests {
  let folder = TemporaryFolder()

  func read(_ path: String, _ source: String = "eng", _ target: String = "spa") throws(CorpusError)
    -> ParallelCorpus
  {
    try CorpusReader.read(spec: CorpusSource(path), source: source, target: target)
  }

  static let po = #"""
    # translators
    #, fuzzy
    msgid ""
    msgstr ""
    "Language: es\n"
    "Content-Type: text/plain; charset=UTF-8\n"

    #: file.c:1
    msgid "_Open \"%s\""
    msgstr "_Abrir «%s»"

    #, fuzzy, c-format
    #| msgid "Old"
    msgid "New"
    msgstr "Viejo"

    msgctxt "menu"
    msgid ""
    "Save\t"
    "it"
    msgstr "Gu\303\241rdalo"
    msgid "%d file"
    msgid_plural "%d files"
    msgstr[0] "%d archivo"
    msgstr[1] "%d archivos"

    msgid "Untranslated"
    msgstr ""

    #~ msgid "Gone"
    #~ msgstr "Ido"
    """#

  /// 0xA5 has no meaning in ISO 8859-3.
  @Test func marksBytesThatAreNotInTheCharacterSet() throws {
    var bytes = Array("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-3\\n\"\n".utf8)
    bytes += Array("msgid \"a b\"\nmsgstr \"c ".utf8) + [0xA5] + Array("d\"\n".utf8)
    let path = folder.write("bad.po", bytes)
    #expect(throws: CorpusError.self) { try read(path) }
    var options = ReadingOptions()
    options.invalidText = .repair
    let corpus = try CorpusReader.read(
      spec: CorpusSource(path), source: "eng", target: "spa", options: options)
    #expect(corpus.target == ["c \u{FFFD}d"])
  }

  @Test func readsPO() throws {
    let path = folder.write("t.po", Self.po)
    let corpus = try read(path)
    #expect(corpus.source == ["Open \"%s\"", "Save it", "%d file", "%d files"])
    #expect(corpus.target == ["Abrir «%s»", "Guárdalo", "%d archivo", "%d archivos"])
    #expect(corpus.notes.skippedUnits == 3)
    #expect(corpus.line(0) == 9)
    #expect(try read(path, "spa", "eng").source[1] == "Guárdalo")
    #expect(throws: CorpusError.self) { try read(path, "eng", "fra") }
    #expect(throws: CorpusError.self) { try read(path, "spa", "por") }
  }

  @Test(arguments: [
    ("msgid \"a\"\nmsgstr \"é\"\n  foo \"b\"", 3, 3), ("msgid \"a\nmsgstr \"b\"", 1, 7), ("msgid", 1, 6),
  ])
  func namesTheColumn(text: String, line: Int, column: Int) {
    let error = #expect(throws: CorpusError.self) { try read(folder.write("t.po", text)) }
    #expect(error?.line == line && error?.column == column)
  }

  @Test(arguments: [
    ("msgid \"a\nmsgstr \"b\"", 1), ("msgid \"a\"\nfoo \"b\"", 2), ("\"a\"", 1), ("msgstr \"a\"", 1),
    ("msgid \"a\"\nmsgstr[1] \"b\"", 2), ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"", 3), ("msgid", 1),
  ])
  func namesTheLine(text: String, line: Int) {
    let error = #expect(throws: CorpusError.self) { try read(folder.write("t.po", text)) }
    #expect(error?.line == line)
  }

  @Test func convertsCharacterSets() throws {
    let header = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n"
    let path = folder.write(
      "t.po", Array("\(header)msgid \"year\"\nmsgstr \"a".utf8) + [0xF1] + Array("o\"".utf8))
    #expect(try read(path).target == ["año"])
    let unknown = folder.write(
      "u.po", "\(header.replacing("ISO-8859-1", with: "KLINGON"))msgid \"a\"\nmsgstr \"b\"")
    #expect(throws: CorpusError.self) { try read(unknown) }
  }

  @Test(arguments: [false, true])
  func readsMO(isBigEndian: Bool) throws {
    let path = folder.write(
      "t.mo",
      MOFile.make(
        [
          ("", "Content-Type: text/plain; charset=UTF-8\n"), ("E_xit", "_Salir"), ("menu\u{4}Tea", "Té"),
          ("one\u{0}many", "uno\u{0}muchos"), ("none", ""),
        ], isBigEndian: isBigEndian))
    let corpus = try read(path)
    #expect(corpus.source == ["Exit", "Tea", "one", "many"])
    #expect(corpus.target == ["Salir", "Té", "uno", "muchos"])
  }

  @Test func joinsCataloguesByMessage() throws {
    folder.write("es/LC_MESSAGES/p.mo", MOFile.make([("Hello", "Hola"), ("Bye", "Adiós"), ("One", "Uno")]))
    folder.write("pt_BR/LC_MESSAGES/p.mo", MOFile.make([("Hello", "Olá"), ("Bye", "Tchau")]))
    folder.write("pt_BR/LC_MESSAGES/q.mo", MOFile.make([("Hello", "Olá")]))
    folder.write("sr@latin/LC_MESSAGES/p.mo", MOFile.make([("Hello", "Zdravo")]))
    folder.write("es/LC_MESSAGES/bad.mo", [1, 2, 3])
    let joined = try read(folder.path, "spa", "por")
    #expect(joined.source == ["Hola", "Adiós"])
    #expect(joined.target == ["Olá", "Tchau"])
    #expect(try read(folder.path, "por", "eng").target == ["Hello", "Bye"])
    let error = #expect(throws: CorpusError.self) { try read(folder.path, "srp", "eng") }
    #expect(error?.reason == .language)
  }

  @Test(arguments: [
    ("_File", "_Archivo", ["File"], ["Archivo"]), ("E&xit", "&Salir", ["Exit"], ["Salir"]),
    ("Edit", "_Editar", ["Edit"], ["Editar"]), ("_File", "文件(_F)", ["File"], ["文件"]),
    ("set foo_bar", "pon foo_bar", ["set foo_bar"], ["pon foo_bar"]),
    ("a &amp; b", "a &amp; b", ["a &amp; b"], ["a &amp; b"]), ("~Copy", "~Copiar", ["Copy"], ["Copiar"]),
    ("cp ~/x", "cp ~/x", ["cp ~/x"], ["cp ~/x"]),
    ("G_TYPE_INT", "G_TYPE_INT", ["G_TYPE_INT"], ["G_TYPE_INT"]),
    ("One.\nTwo.\n", "Uno.\nDos.\n", ["One.", "Two."], ["Uno.", "Dos."]),
    ("One and\ntwo.\n\nThree.", "Uno y dos.\n\nTres.", ["One and two.", "Three."], ["Uno y dos.", "Tres."]),
    ("One\ntwo", "Uno\ndos", ["One two"], ["Uno dos"]),
    ("One.\nTwo.\nThree.", "Uno.\nDos y tres.", ["One. Two. Three."], ["Uno. Dos y tres."]),
  ])
  func cleansSoftwareStrings(source: String, target: String, sources: [String], targets: [String]) throws {
    let corpus = try read(folder.write("t.mo", MOFile.make([(source, target)])))
    #expect(corpus.source == sources)
    #expect(corpus.target == targets)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/locale/es/LC_MESSAGES")))
  func readsWhatIsInstalled() throws {
    let clock = ContinuousClock()
    for (source, target) in [("eng", "spa"), ("spa", "por"), ("grn", "eng")] {
      let start = clock.now
      if let corpus = try? read("/usr/share/locale", source, target) {
        #expect(!corpus.isEmpty)
        print("installed gettext \(source)-\(target): \(corpus.count) pairs in \(clock.now - start)")
      }
    }
  }
}

/// Makes compiled catalogues.
enum MOFile {
  static func make(_ messages: [(String, String)], isBigEndian: Bool = false) -> [UInt8] {
    var header: [UInt8] = []
    func word(_ value: Int) {
      let number = UInt32(value)
      withUnsafeBytes(of: isBigEndian ? number.bigEndian : number.littleEndian) { header += $0 }
    }
    let count = messages.count
    var strings: [UInt8] = []
    let start = 28 + 16 * count
    var originals: [(Int, Int)] = []
    var translations: [(Int, Int)] = []
    for message in messages {
      originals.append((message.0.utf8.count, start + strings.count))
      strings += Array(message.0.utf8) + [0]
      translations.append((message.1.utf8.count, start + strings.count))
      strings += Array(message.1.utf8) + [0]
    }
    for value in [0x9504_12DE, 0, count, 28, 28 + 8 * count, 0, start] { word(value) }
    for pair in originals + translations {
      word(pair.0)
      word(pair.1)
    }
    return header + strings
  }
}
