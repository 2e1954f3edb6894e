import ChasquiTestSupport
import Testing

/// What goes wrong in life, done to the real server: slow clients and those that go, bad requests, models that are
/// removed or cut short, a locked database, a kill during a document.
@Suite(.serialized) struct ServerFaultTests {
  @Test(
    .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program."),
    .enabled(if: ClientScript.runs(""), "There is no python3."),
    .timeLimit(.minutes(10)))
  func serverHolds() throws {
    let folder = TemporaryFolder()
    try RealServer.train(in: folder, [("spa", "eng")])
    let result = try RealProgram.run(
      [folder.path], wrapper: ["/usr/bin/env", "python3", ClientScript.path("server_faults.py")])
    #expect(result.status == 0, "\(result.output)\(result.errors.suffix(3_000))")
    #expect(result.output.hasSuffix("all held\n"))
  }
}
