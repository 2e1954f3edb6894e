import ChasquiTestSupport
import Testing

/// The unmodified `deepl` package against the real server.
@Suite(.serialized) struct DeepLClientTests {
  @Test(
    .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program."),
    .enabled(if: ClientScript.runs("import deepl, requests"), "python3 has no package deepl."),
    .timeLimit(.minutes(5)))
  func everyMethodOfTheClient() async throws {
    let folder = TemporaryFolder()
    try RealServer.train(in: folder)
    let keys = [
      try RealServer.key(in: folder, "editor", "--scope", "edit"), try RealServer.key(in: folder, "reader"),
      try RealServer.key(in: folder, "poor", "--characters-per-month", "5"),
    ]
    let server = try await RealServer(in: folder)
    let result = try ClientScript.run("deepl_client.py", [server.address] + keys)
    #expect(result.status == 0, "\(result)")
    server.stop()
  }
}
