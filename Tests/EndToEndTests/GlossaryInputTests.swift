import ChasquiTestSupport
import Foundation
import Testing

/// Files of glossaries that are broken or mean harm.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct GlossaryInputTests {
  private let desk: GlossaryDesk

  init() throws {
    desk = GlossaryDesk()
    try desk.done("import", try desk.write(tbx([("c1", "tap", "grifo")]), to: "water.tbx"))
  }

  /// What is refused with a message that names the file and the line.
  private static let refused: [(name: String, line: Int, bytes: Data)] = {
    let good = tbx([("c1", "tap", "grifo")])
    func file(_ name: String, _ line: Int, _ text: String) -> (String, Int, Data) {
      (name, line, Data(text.utf8))
    }
    let bomb =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE tbx [\n<!ENTITY a0 \"ha\">\n"
      + (1...9).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">\n" }.joined()
      + "]>\n<tbx type=\"TBX-Core\"><text><body><conceptEntry id=\"1\"><langSec xml:lang=\"en\"><termSec>\n"
      + "<term>&a9;</term></termSec></langSec></conceptEntry></body></text></tbx>\n"
    return [
      file("open.tbx", 0, String(good.prefix(good.count - 60))),
      file(
        "tags.tbx", 0, good.replacing("</term></termSec></langSec>\n<lang", with: "</langSec></term>\n<lang")),
      file("bomb.tbx", 0, bomb),
      file("long.csv", 2, "id,en,es\n1,\(String(repeating: "a", count: 1 << 20)),b\n"),
      file("quote.csv", 0, "id,en,es\n1,tap,\"grifo\n2,a,b\n"),
      file("columns.csv", 0, "red,green,blue\n1,2,3\n"),
      ("latin.csv", 3, Data("id,en,es\n1,tap,grifo\n2,crane,gr".utf8) + [0xFA, 0x61, 0x0A]),
      ("zip.xlsx", 0, Data([0x50, 0x4B, 3, 4]) + Data(repeating: 7, count: 500)),
      file("none.tbx", 0, ""),
    ]
  }()

  @Test(arguments: refused.map(\.name)) func whatIsBrokenChangesNothing(name: String) throws {
    let input = try #require(Self.refused.first { $0.name == name })
    let path = try desk.write(input.bytes, to: name)
    let before = try desk.done("history")
    let result = try desk.glossary("import", path, "--name", "water")
    #expect(
      result.failed(saying: input.line > 0 ? "\(path):\(input.line): " : path), "\(result.errors.prefix(500))"
    )
    #expect(result.errors.utf8.count < 2_000 && result.output.isEmpty)
    #expect(try desk.done("history") == before)
    let new = GlossaryDesk()
    #expect(try new.glossary("import", path).status == 1)
    #expect(!FileManager.default.fileExists(atPath: new.database))
  }

  @Test func outsideEntitiesAreNotRead() throws {
    let secret = try desk.write("topsecret", to: "secret.txt")
    let text = """
      <?xml version="1.0"?>
      <!DOCTYPE tbx [<!ENTITY x SYSTEM "file://\(secret)">]>
      <tbx type="TBX-Core" style="dca"><text><body><conceptEntry id="1"><langSec xml:lang="en"><termSec>
      <term>word &x;</term></termSec></langSec><langSec xml:lang="es"><termSec><term>palabra</term></termSec>
      </langSec></conceptEntry></body></text></tbx>
      """
    let path = try desk.write(text, to: "outside.tbx")
    let result = try desk.glossary("import", path)
    #expect(result.failed(saying: path) || result.status == 0, "\(result)")
    #expect(!result.errors.contains("topsecret"))
    #expect(try desk.entries("outside")?.contains("topsecret") != true)
  }

  @Test func controlCharactersDoNotReachTheTerminal() throws {
    let path = try desk.write(
      "id\ten\tes\n1\ttap\u{1B}[31m\u{0}\u{7}\tgrifo\u{9B}x\u{85}\n2\u{7}\tcrane\tgrúa\n", to: "control.tsv")
    let result = try desk.glossary("import", path)
    #expect(result.status == 0 || result.failed(saying: path), "\(result)")
    let shown = try desk.glossary("show", "control").output + result.output + result.errors
    let isControl = { (scalar: Unicode.Scalar) in
      (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
    }
    #expect(!shown.unicodeScalars.contains(where: isControl), "\(shown.debugDescription)")
  }

  /// In tables rows of one identifier are one entry; in TBX they are two, and the second gets another name.
  @Test func identifiersThatComeTwiceAreReported() throws {
    let path = try desk.write(tbx([("c1", "tap", "grifo"), ("c1", "crane", "grúa")]), to: "twice.tbx")
    let result = try desk.glossary("import", path)
    #expect(result.status == 0 && result.output.contains("2 added"), "\(result)")
    #expect(result.errors.contains("\(path): line 9: There is an entry «c1» already"), "\(result)")
    let entries = try #require(try desk.entries("twice"))
    #expect(entries.contains("\"identifier\":\"c1\"") && entries.contains("\"identifier\":\"c1~2\""))
  }

  /// An entry that the database refuses takes the whole file with it, also the glossary that was to be made.
  @Test func whatTheDatabaseRefusesLeavesNoEmptyGlossary() throws {
    let forms = (1...11_000).map { "word \($0)" }.joined(separator: "|")
    let path = try desk.write(
      "id\ten\tes\tforms (en)\n1\ttap\tgrifo\t\n2\tword\tpalabra\t\(forms)\n", to: "many.tsv")
    let result = try desk.glossary("import", path)
    #expect(result.failed(saying: "many: The entry 2 is too large."), "\(result.errors.prefix(500))")
    #expect(try desk.entries("many") == nil)
    let name = try desk.glossary("import", path, "--name", "../water")
    #expect(name.failed(saying: "cannot be the name"), "\(name.errors.prefix(500))")
  }
}
