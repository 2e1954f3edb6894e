import ChasquiTestSupport
import Foundation
import Testing

/// The unmodified `deepl` package against the real server.
@Suite(.serialized) struct DeepLClientTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Clients/deepl_client.py").path

  /// Tells whether python has the package.
  private static let isInstalled = (try? python(["-c", "import deepl, requests"]))?.status == 0

  @Test(
    .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program."),
    .enabled(if: isInstalled, "python3 has no package deepl."),
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
    let keys = try [
      ["editor", "--scope", "edit"], ["reader"], ["poor", "--characters-per-month", "5"],
    ].map { arguments in
      let result = try RealProgram.run(["keys", "create"] + arguments, wrapper: environment)
      try #require(result.status == 0, "\(result.errors)")
      return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let port = Int.random(in: 20_000...29_999)
    let server = try RealProgram.start(
      ["serve", "--port", "\(port)"], output: folder.file("out"), errors: folder.file("errors"),
      wrapper: environment)
    defer {
      server.terminate()
      server.waitUntilExit()
    }
    let address = "http://127.0.0.1:\(port)"
    try #require(Self.isReady(address, server), "The server did not start.")
    let result = try Self.python([Self.script, address] + keys)
    #expect(result.status == 0, "\(result.output)")
  }

  private static func isReady(_ address: String, _ server: Process) -> Bool {
    for _ in 0..<300 where server.isRunning {
      let script = "import requests; requests.get('\(address)/ready', timeout=2).raise_for_status()"
      if (try? python(["-c", script]))?.status == 0 { return true }
      Thread.sleep(forTimeInterval: 0.1)
    }
    return false
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
