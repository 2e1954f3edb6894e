import ChasquiTestSupport
import Foundation
import Testing

/// Documents in the real program.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct DocumentCommandTests {
  private let folder = TemporaryFolder()

  private func translate(_ content: String, name: String, _ arguments: [String]) throws -> ProgramResult {
    let input = folder.file(name)
    try Data(content.utf8).write(to: URL(fileURLWithPath: input))
    return try RealProgram.run(["translate", "--model", folder.file("model"), input] + arguments)
  }

  @Test func documentsComeBackWithTheirMarkup() throws {
    let training = try RealProgram.run(StarterCorpus.training(into: folder.file("model"), corpora: 1))
    #expect(training.status == 0, "\(training.errors)")

    let page =
      "<html lang='en'><!-- c -->\r\n<p class=a>The <b>water</b> &amp; <code>make all</code>.</p></html>\n"
    let output = folder.file("page.es.html")
    let written = try translate(page, name: "page.html", ["--format", "auto", "--output", output])
    #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
    let text = try String(contentsOfFile: output, encoding: .utf8)
    #expect(text.hasPrefix("<html lang='es'><!-- c -->\r\n<p class=a>") && text.hasSuffix("</p></html>\n"))
    #expect(text.contains("<code>make all</code>") && text.contains("<b>") && text.contains("</b>"))
    let named = try translate(page, name: "page.html", [])
    #expect(named.output == text)
    #expect(try translate(page, name: "page.html", ["--json"]).status == 64)
    #expect(try translate(page, name: "page.html", [output]).status == 64)
    let letter = folder.file("letter.es.txt")
    #expect(try translate("Water.\r\n\r\n", name: "letter.txt", ["-o", letter]).status == 0)
    #expect(try String(contentsOfFile: letter, encoding: .utf8).hasSuffix("\r\n\r\n"))

    let table = try translate("id\tnote\n7\twater\n", name: "t.tsv", ["--format", "tsv", "--columns", "2"])
    #expect(table.output.hasPrefix("id\tnote\n7\t") && table.output.hasSuffix("\n"))

    let broken = try translate("<a>\n<b></a>", name: "b.xml", ["--format", "xml"])
    #expect(broken.failed(saying: "b.xml: Line 2, column 4: This is not well-formed XML"), "\(broken.errors)")
    let unknown = try translate("\u{0}\u{1}", name: "b.bin", ["--format", "auto"])
    #expect(unknown.failed(saying: "The file is not a text of a known format."), "\(unknown.errors)")
    #expect(try translate("", name: "a.txt", ["--format", "pdf"]).status == 64)
    #expect(try translate("", name: "a.txt", ["--format", "text", "--json"]).status == 64)
  }
}
