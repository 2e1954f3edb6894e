import ChasquiTestSupport
import Foundation
import Testing

/// `chasqui glossary check`, as people and scripts call it.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct GlossaryCheckTests {
  private let folder = TemporaryFolder()

  private func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
    return folder.file(name)
  }

  private func glossary(_ arguments: String..., input: String = "") throws -> ProgramResult {
    try RealProgram.run(
      ["glossary"] + arguments + ["--database", folder.file("glossaries.sqlite")], input: Data(input.utf8))
  }

  private func bring(_ table: String) throws {
    let result = try glossary("import", try write(table, "terms.tsv"))
    #expect(result.status == 0, "\(result.errors)")
  }

  private static let sound = """
    id\tlanguage\tterm\tstatus\tforms
    1\ten\thealth centre\tpreferred\thealth centres
    1\tes\tcentro de salud\tpreferred\tcentros de salud
    1\tes\tdispensario\tforbidden\t

    """

  @Test func aSoundGlossaryGivesZeroAndABrokenOneGivesOne() throws {
    try bring(Self.sound)
    let sound = try glossary("check", "terms")
    #expect(sound.status == 0 && sound.output.isEmpty)
    #expect(sound.errors.contains("0 errors, 0 warnings, 0 hints in 1 entries"))
    try bring(Self.sound + "2\ten\tdispensary\tpreferred\t\n2\tes\tcentro de salud\tpreferred\t\n")
    let broken = try glossary("check", "terms")
    #expect(
      broken.status == 1 && broken.output.hasPrefix("error\tterms/1 v1, terms/2 v1\tes: «centro de salud»"))
    #expect(try glossary("check", "terms", "--from", "en", "--to", "es").status == 0)
    let json = try glossary("check", "terms", "--json")
    #expect(json.status == 1 && json.output.contains("\"kind\":\"contradiction\""))
    #expect(try glossary("check", "none").failed(saying: "There is no glossary none."))
    #expect(try glossary("check", "terms", "--from", "en").status == 64)
  }

  @Test func translationsAreCheckedLineByLine() throws {
    try bring(Self.sound)
    let source = try write(
      "\u{FEFF}The health centre.\r\n\r\nTwo health centres, one health centre.\n", "source")
    func check(_ target: String, _ more: String...) throws -> ProgramResult {
      try RealProgram.run(
        ["glossary", "check", "terms", "--source", source, "--target", "-", "--from", "en", "--to", "es"]
          + more
          + ["--database", folder.file("glossaries.sqlite")], input: Data(target.utf8))
    }
    let kept = try check("Centro de salud.\n\nDos centros de salud, un centro de salud.")
    #expect(kept.status == 0)
    #expect(kept.output.hasPrefix("term adherence: 100.0 % (3 of 3 terms, in 2 of 3 lines)"))
    let broken = try check("Un dispensario.\n\nTres centros de salud.\n")
    #expect(broken.status == 1)
    #expect(broken.output.split(separator: "\n").count == 4)
    #expect(
      broken.output.contains("-:1:\tterms/1 v1\t«dispensario» is forbidden: expected «centro de salud»"))
    #expect(
      broken.output.contains("-:3:\tterms/1 v1\t«health centre»: expected «centro de salud», found none"))
    #expect(broken.output.contains("33.3 %"))
    let json = try check("Un dispensario.\n\nTres centros de salud.\n", "--json")
    #expect(
      json.status == 1
        && json.output.split(separator: "\n").last?.hasPrefix("{\"summary\":{\"adherence\":33.3") == true)
    #expect(try check("Centro de salud.\n").failed(saying: "source has 3 lines and - has 1."))
  }
}
