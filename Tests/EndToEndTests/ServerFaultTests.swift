import ChasquiTestSupport
import Foundation
import Testing

/// What goes wrong in life, done to the real server: slow clients and those that go, bad requests, models that are
/// removed or cut short, a locked database, a kill during a document.
@Suite(.serialized) struct ServerFaultTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Clients/server_faults.py").path

  private static let hasPython =
    (try? RealProgram.run(command: ["/usr/bin/env", "python3", "-c", ""]))?.status == 0

  @Test(
    .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program."),
    .enabled(if: hasPython, "There is no python3."),
    .timeLimit(.minutes(10)))
  func serverHolds() throws {
    let folder = TemporaryFolder()
    var arguments = StarterCorpus.training(into: folder.file("models/spa-eng"), corpora: 12)
    arguments.replaceSubrange(1..<5, with: ["--source", "spa", "--target", "eng"])
    let training = try RealProgram.run(arguments)
    try #require(training.status == 0, "\(training.errors)")
    let result = try RealProgram.run(
      [folder.path], wrapper: ["/usr/bin/env", "python3", Self.script])
    #expect(result.status == 0, "\(result.output)\(result.errors.suffix(3_000))")
    #expect(result.output.hasSuffix("all held\n"))
  }
}
