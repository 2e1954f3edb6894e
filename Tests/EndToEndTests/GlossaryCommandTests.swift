import ChasquiTestSupport
import Foundation
import Testing

/// What a terminologist does in a day, by the real program.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct GlossaryCommandTests {
  private let desk = GlossaryDesk()
  private static let sentence = "The tap is broken."

  private static let table = """
    id\tlanguage\tterm\tstatus\tforms\tcase\ttranslatable
    t1\ten\ttap\tpreferred\ttaps\t\t
    t1\tes\tgrifo de agua\tpreferred\tgrifos de agua\t\t
    t1\tes\tllave de paso\tadmitted\t\t\t
    t1\tes\tcanilla\tforbidden\t\t\t
    t2\ten\tNGO\tpreferred\tNGOs\tsensitive\t
    t2\tes\tONG\tpreferred\t\tsensitive\t
    t3\tes\tTelefónica Andina\tpreferred\t\tsensitive\tno

    """

  @Test func importsListsShowsAndSearches() throws {
    let file = try desk.write(
      tbx([("c1", "tap", "grifo"), ("c2", "polling station", "mesa")]), to: "water.tbx")
    #expect(try desk.done("import", file).contains("water: 2 added"))
    let csv = try desk.write(
      "id,source,target\n1,village,aldea\n2,\"corn, dry\",\"maíz \"\"seco\"\"\"\n", to: "v.csv")
    #expect(try desk.done("import", csv, "--name", "rural", "--from", "en", "--to", "es").contains("2 added"))
    try desk.done("export", "rural", "-o", desk.folder.file("book.xlsx"))
    #expect(try desk.done("import", desk.folder.file("book.xlsx")).contains("book: 2 added"))
    let list = try desk.done("list")
    #expect(list.split(separator: "\n").map { $0.prefix { $0 != "\t" } } == ["book", "rural", "water"])
    #expect(try desk.entries("book") == desk.entries("rural"))
    #expect(try desk.done("show", "rural").contains("maíz \"seco\""))
    #expect(try desk.done("show", "water", "c2").contains("polling station"))
    #expect(try desk.done("search", "maiz").contains("rural/2"))
    #expect(try desk.done("search", "POLLING").contains("water/c2"))
    #expect(try desk.done("search", "nothing").isEmpty)
  }

  @Test func aTranslationSaysWhichTermsItKeptAndHow() throws {
    _ = try desk.done("import", try desk.write(Self.table, to: "water.tsv"))
    let result = try desk.translate(Self.sentence + "\nThe taps of the NGO.", "--glossary", "water", "--json")
    #expect(result.status == 0, "\(result)")
    let lines = result.output.split(separator: "\n")
    try #require(lines.count == 2)
    let sentence = try #require(try (fields(lines[0])["sentences"] as? [[String: Any]])?.first)
    let term = try #require((sentence["terms"] as? [[String: Any]])?.first)
    #expect(term["glossary"] as? String == "water" && term["entry"] as? String == "t1")
    #expect(term["version"] as? Int == 1 && term["term"] as? String == "tap")
    #expect(term["form"] as? String == "tap" && term["status"] as? String == "preferred")
    #expect(term["sourceTokens"] as? [Int] == [1])
    #expect(term["target"] as? String == "grifo de agua")
    let tokens = try #require(sentence["targetTokens"] as? [String])
    let places = try #require(term["targetTokens"] as? [Int])
    #expect(places.map { tokens[$0] } == ["grifo", "de", "agua"])
    #expect(sentence["forbiddenTerms"] as? [String] == [])
    let second = try #require(try (fields(lines[1])["sentences"] as? [[String: Any]])?.first)
    let terms = try #require(second["terms"] as? [[String: Any]])
    #expect(terms.map { $0["form"] as? String } == ["taps", "NGO"])
    #expect(terms.map { $0["target"] as? String } == ["grifos de agua", "ONG"])
    let text = try desk.translate(Self.sentence, "--glossary", "water")
    #expect(text.output.lowercased().contains("grifo de agua"), "\(text)")
    #expect(
      try fields(lines[0])["translation"] as? String
        == text.output.split(separator: "\n").first.map(String.init))
  }

  /// A glossary that says nothing of a text changes no byte of its translation, nor of the alternatives.
  @Test func textWithoutTermsIsAsWithoutAGlossary() throws {
    try desk.done("import", try desk.write(Self.table, to: "water.tsv"))
    let file = StarterCorpus.folder + "/health.tsv"
    let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst().prefix(25)
    let lines = rows.map { $0.split(separator: "\t")[1] }.filter { !$0.lowercased().contains("tap") }
    let text = lines.joined(separator: "\n") + "\n\n  \n"
    for more in [[], ["--nbest", "5"], ["--json"], ["--alignment"], ["--minimum-bayes-risk", "10"]] {
      let command = ["translate", "--model", try GlossaryDesk.model.get()] + more
      let input = Data(text.utf8)
      let without = try RealProgram.run(command, input: input)
      let with = try RealProgram.run(
        command + ["--glossary", "water", "--database", desk.database], input: input)
      #expect(with.status == 0 && with.output == without.output, "\(more): \(with)")
    }
  }

  /// A text that the entry has already takes the place of the one that is replaced.
  @Test func noTermStandsTwiceInAnEntry() throws {
    _ = try desk.done("import", try desk.write(tbx([("c1", "tap", "grifo")]), to: "water.tbx"))
    let add = ["add", "water", "--from", "en", "--to", "es", "--source", "tap", "--target", "canilla"]
    let more = ["--status", "admitted", "--database", desk.database]
    let added = try RealProgram.run(["glossary"] + add + more)
    #expect(added.status == 0, "\(added)")
    let edited = try desk.done("edit", "water", "c1", "--from", "en", "--to", "es", "--target", "canilla")
    #expect(edited.components(separatedBy: "canilla").count == 2, "\(edited)")
    #expect(!edited.contains("grifo") && !edited.contains("admitted"), "\(edited)")
  }

  @Test func changesCountAtOnceAndCanBeUndone() throws {
    _ = try desk.done("import", try desk.write(tbx([("c1", "tap", "grifo")]), to: "water.tbx"))
    func translation() throws -> String { try desk.translate(Self.sentence, "--glossary", "water").output }
    let before = try translation()
    #expect(before.lowercased().contains("grifo"))
    let entries = try desk.entries("water")
    try desk.done("edit", "water", "c1", "--target", "canilla azul", "--author", "ana")
    #expect(try translation().lowercased().contains("canilla azul"))
    let conflict = try desk.glossary("edit", "water", "c1", "--target", "x", "--version", "1")
    #expect(conflict.failed(saying: "version 2") && conflict.errors.contains("ana"), "\(conflict)")
    let add = ["--from", "en", "--to", "es", "--source", "broken", "--target", "descompuesta"]
    let added = try RealProgram.run(["glossary", "add", "water", "--database", desk.database] + add)
    #expect(added.status == 0, "\(added)")
    #expect(try translation().contains("descompuesta"))
    let history = try desk.done("history", "water")
    #expect(history.contains("ana\tentry edited in water"))
    let numbers = history.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    #expect(numbers.count == 4)
    try desk.done("undo", numbers[0])
    try desk.done("undo", numbers[1])
    #expect(try translation() == before)
    #expect(try desk.done("show", "water", "c1", "--json").contains("\"version\" : 3"))
    #expect(try desk.entries("water")?.replacing("\"version\":3", with: "\"version\":1") == entries)
    #expect(try desk.done("history", "water", "c1").contains("canilla azul"))
    let again = try desk.glossary("undo", "999")
    #expect(again.failed(saying: "999"), "\(again)")
  }

  /// Sentences of the memory come out as they stand there; those that break a term are left out with `--strict`.
  @Test func strictLeavesOutWhatBreaksATerm() throws {
    _ = try desk.done("import", try desk.write(Self.table, to: "water.tsv"))
    let memory = try desk.write(
      "eng\tspa\nThe tap is broken.\tLa canilla está rota.\nThe tap is new.\tEl grifo de agua es nuevo.\n",
      to: "memory.tsv")
    let text = "The tap is broken.\nThe tap is new.\nIs anyone hurt?"
    let loose = try desk.translate(text, "--glossary", "water", "--memory", memory)
    #expect(loose.status == 0 && loose.output.hasPrefix("La canilla está rota.\n"), "\(loose)")
    let strict = try desk.translate(text, "--glossary", "water", "--memory", memory, "--strict")
    #expect(strict.status == 3 && !strict.crashed, "\(strict)")
    #expect(strict.errors.contains("-:1: These terms cannot be kept: tap, canilla."), "\(strict)")
    let lines = strict.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.count == 4 && lines[0].isEmpty && lines[1] == "El grifo de agua es nuevo." && !lines[2].isEmpty)
    let json = try desk.translate(text, "--glossary", "water", "--memory", memory, "--strict", "--json")
    #expect(json.status == 3 && json.output.hasPrefix("null\n{"), "\(json)")
    let kept = try desk.translate("The tap is broken.", "--glossary", "water", "--strict")
    #expect(kept.status == 0 && !kept.output.contains("canilla"), "\(kept)")
  }

  @Test func exportsComeBackAsTheyWere() throws {
    let file = try desk.write(Self.table, to: "water.tsv")
    try desk.done("import", file)
    let entries = try desk.entries("water")
    for arguments in [
      ["--format", "tbx"], ["--format", "tbx", "--tbx-version", "2"],
      ["--format", "tbx", "--tbx-version", "3-dct"],
      ["--format", "csv"], ["--format", "csv", "--byte-order-mark"], ["--format", "tsv"],
      ["--format", "xlsx"],
    ] {
      let name = "out-\(arguments.joined())/water.\(arguments[1])"
      let path = try desk.write("", to: name)
      let export = ["glossary", "export", "water", "-o", path, "--database", desk.database] + arguments
      #expect(try RealProgram.run(export).status == 0)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let preview = try desk.done("sync", folder, "--dry-run")
      #expect(
        preview == "water: 0 added, 0 changed, 3 unchanged, 0 removed (nothing was written)\n", "\(arguments)"
      )
      let other = GlossaryDesk()
      try other.done("import", path)
      #expect(try other.entries("water") == entries, "\(arguments)")
    }
    let output = try desk.glossary("export", "water", "--format", "tsv")
    #expect(output.status == 0 && output.output.contains("Telefónica Andina"))
  }

  @Test func syncingTwiceChangesNothing() throws {
    let path = try desk.write(Self.table, to: "files/water.tsv")
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let preview = try desk.done("sync", folder, "--dry-run")
    #expect(preview.contains("water: 3 added") && preview.contains("nothing was written"))
    #expect(!FileManager.default.fileExists(atPath: desk.database))
    try desk.done("sync", folder)
    let history = try desk.done("history")
    #expect(try desk.done("sync", folder).contains("0 added, 0 changed, 3 unchanged, 0 removed"))
    #expect(try desk.done("history") == history)
    _ = try desk.write(Self.table.replacing("llave de paso", with: "llave"), to: "files/water.tsv")
    #expect(try desk.done("sync", folder).contains("0 added, 1 changed, 2 unchanged, 0 removed"))
    #expect(try desk.done("show", "water", "t1").contains("llave  (admitted)"))
  }

  @Test func theGlossariesOfTheRepositoryAreKept() throws {
    let folder = FileManager.default.currentDirectoryPath + "/glossaries"
    try desk.done("sync", folder)
    #expect(
      try desk.done("sync", folder, "--dry-run").split(separator: "\n").allSatisfy {
        $0.contains("0 added, 0 changed")
      })
    let input = try String(
      contentsOfFile: FileManager.default.currentDirectoryPath + "/examples/health-notice.eng.txt",
      encoding: .utf8)
    let result = try desk.translate(
      input, "--glossary", "health, law,administration,disaster", "--strict", "--json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\"glossary\":\"health\""))
  }

  @Test func whatCannotBeAddedLeavesNoGlossary() throws {
    let languages = ["--from", "en", "--to", "es", "--database", desk.database]
    func add(_ source: String, _ target: String, _ more: [String] = []) throws -> ProgramResult {
      try RealProgram.run(
        ["glossary", "add", "water", "--source", source, "--target", target] + languages + more)
    }
    let empty = try add(" ", "grifo")
    #expect(empty.failed(saying: "water: The entry"), "\(empty)")
    #expect(try desk.done("list").isEmpty)
    #expect(try add("tap", "grifo", ["--status", "admitted"]).output.hasPrefix("water/1  (version 1)"))
    #expect(try add("crane", "grúa", ["--id", "c9"]).output.hasPrefix("water/c9  (version 1)"))
    // The term of an entry that is there already.
    #expect(try add("Tap", "llave").output.hasPrefix("water/1  (version 2)"))
    #expect(try desk.done("show", "water", "1").contains("grifo  (admitted)"))
  }

  @Test func previewsOfImportsWriteNothing() throws {
    let file = try desk.write(Self.table, to: "water.tsv")
    let result = try desk.done("import", file, "--dry-run")
    #expect(result.contains("water: 3 added") && result.contains("+ t1"))
    #expect(!FileManager.default.fileExists(atPath: desk.database))
  }
}
