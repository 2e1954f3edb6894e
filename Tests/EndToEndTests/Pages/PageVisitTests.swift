import Foundation
import Testing

/// The pages of the real server in a real browser, which playwright drives.
struct PageVisitTests {
  private static let script =
    FileManager.default.currentDirectoryPath + "/Tests/EndToEndTests/Pages/visit_pages.py"

  /// Tells whether there is what the visits need; `visit_pages.py --check` says what is missing.
  private static let canVisit = (try? run(["--check"]))?.status == 0

  @Test(
    .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"),
    .enabled(
      if: canVisit, "The pages are visited only where python3 has playwright and chromium is installed."))
  func pagesWorkForPeople() throws {
    let result = try Self.run([RealProgram.path!, FileManager.default.currentDirectoryPath])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  private static func run(_ arguments: [String]) throws -> ProgramResult {
    try RealProgram.run(command: ["/usr/bin/env", "python3", script] + arguments)
  }
}
