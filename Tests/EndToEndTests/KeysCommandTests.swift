import ChasquiTestSupport
import Foundation
import Testing

/// `chasqui keys`, as a script uses it.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct KeysCommandTests {
  private let folder = TemporaryFolder()

  private func keys(_ arguments: String...) throws -> ProgramResult {
    try RealProgram.run(
      ["keys"] + arguments, wrapper: ["/usr/bin/env", "CHASQUI_DATA=\(folder.file("data"))"])
  }

  @Test func aKeyLivesAndEnds() throws {
    #expect(try keys("list").output.isEmpty)
    #expect(try keys("list", "--json").output == "[\n\n]\n")
    #expect(!FileManager.default.fileExists(atPath: folder.file("data")), "a look makes nothing")
    let made = try keys(
      "create", "ministry", "--scope", "edit", "--scope", "translate", "--requests-per-minute", "9",
      "--expires",
      "90d")
    #expect(made.status == 0 && made.output.wholeMatch(of: /chq_[A-Za-z0-9_-]{43}\n/) != nil, "\(made)")
    #expect(made.errors.contains("cannot be shown again"))
    let secret = made.output.dropLast()
    let list = try keys("list")
    #expect(list.output.hasPrefix("ministry\t\(secret.prefix(12))…\ttranslate,edit\t9 requests a minute\t"))
    #expect(try keys("create", "ministry").failed(saying: "Choose another name"))
    let json = try keys(
      "create", "visitor", "--characters-per-month", "500", "--expires", "2999-12-31", "--json")
    let key = try #require(try fields(json.output)["key"] as? [String: Any])
    #expect(key["charactersPerMonth"] as? Int == 500 && key["expires"] as? String == "3000-01-01T00:00:00Z")
    #expect(try keys("revoke", "ministry").status == 0)
    #expect(try keys("revoke", "ministry").failed(saying: "No key in use has the name or prefix ministry."))
    #expect(try keys("list").output.hasPrefix("visitor\t"))
    #expect(try keys("list", "--all").output.contains("\trevoked "))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.file("data")) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("data/\(name)")))
      #expect(bytes.range(of: Data(secret.utf8.dropFirst(12))) == nil, "the secret is in \(name)")
    }
  }

  @Test func mistakesAreTold() throws {
    for arguments in [
      ["--scope", "root"], ["--expires", "soon"], ["--expires", "2027-02-30"], ["--expires", "0d"],
    ] {
      let result = try RealProgram.run(["keys", "create", "a", "--database", folder.file("a")] + arguments)
      #expect(result.status == 64 && result.errors.contains(arguments[1]), "\(result)")
    }
    #expect(try keys("create", "a", "--requests-per-minute", "0").failed(saying: "at least 1"))
    #expect(try keys("create", "").failed(saying: "1 to 200 characters"))
    let missing = folder.file("none.sqlite")
    #expect(try keys("list", "--database", missing).failed(saying: "\(missing): There is no database."))
    try Data(String(repeating: "This is no database. ", count: 100).utf8).write(
      to: URL(fileURLWithPath: missing))
    #expect(try keys("list", "--database", missing).failed(saying: "The file is not a database."))
  }
}
