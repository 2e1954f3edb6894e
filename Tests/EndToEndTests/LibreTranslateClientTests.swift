import ChasquiTestSupport
import Foundation
import Testing

/// The unmodified `libretranslatepy` package, and requests as Weblate sends them, against the real server.
@Suite(.serialized) struct LibreTranslateClientTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Clients/libretranslate_client.py").path

  /// Tells whether python has the package.
  private static let isInstalled = (try? python(["-c", "import libretranslatepy"]))?.status == 0

  @Test(
    .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program."),
    .enabled(if: isInstalled, "python3 has no package libretranslatepy."),
    .timeLimit(.minutes(5)))
  func everyMethodOfTheClient() throws {
    let folder = TemporaryFolder()
    for (source, target) in [("eng", "spa"), ("spa", "eng")] {
      var arguments = StarterCorpus.training(into: folder.file("models/\(source)-\(target)"), corpora: 12)
      arguments.replaceSubrange(1..<5, with: ["--source", source, "--target", target])
      let result = try RealProgram.run(arguments)
      try #require(result.status == 0, "\(result.errors)")
    }
    let environment = [
      "/usr/bin/env", "CHASQUI_MODELS=\(folder.file("models"))", "CHASQUI_DATA=\(folder.file("data"))",
    ]
    let key = try RealProgram.run(["keys", "create", "client"], wrapper: environment)
    try #require(key.status == 0, "\(key.errors)")
    let port = Int.random(in: 30_000...32_000)
    let server = try RealProgram.start(
      ["serve", "--port", "\(port)"], output: folder.file("out"), errors: folder.file("errors"),
      wrapper: environment)
    defer {
      server.terminate()
      server.waitUntilExit()
    }
    let result = try Self.python([
      Self.script, "http://127.0.0.1:\(port)", key.output.trimmingCharacters(in: .whitespacesAndNewlines),
    ])
    #expect(result.status == 0, "\(result.output)")
  }

  private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
