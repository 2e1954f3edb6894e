import ChasquiTestSupport
import Testing

/// The unmodified `libretranslatepy` package, and requests as Weblate sends them, against the real server.
@Suite(.serialized) struct LibreTranslateClientTests {
  @Test(
    .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program."),
    .enabled(if: ClientScript.runs("import libretranslatepy"), "python3 has no package libretranslatepy."),
    .timeLimit(.minutes(5)))
  func everyMethodOfTheClient() async throws {
    let folder = TemporaryFolder()
    try RealServer.train(in: folder)
    let key = try RealServer.key(in: folder, "client")
    let server = try await RealServer(in: folder)
    let result = try ClientScript.run("libretranslate_client.py", [server.address, key])
    #expect(result.status == 0, "\(result)")
    server.stop()
  }
}
