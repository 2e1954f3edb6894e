import ChasquiTestSupport
import Foundation
import Testing

/// The OpenAPI document and the server are held against each other by programs of others, where they are
/// installed: `openapi-spec-validator` and `schemathesis` from PyPI.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program")) struct DescriptionCheckTests
{
  private static let validator = tool("openapi-spec-validator")
  private static let schemathesis = tool("schemathesis")

  @Test(.enabled(if: validator != nil, "skipped: openapi-spec-validator is not installed"))
  func theDocumentIsValid() throws {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL.path
    let result = try Self.run(
      [Self.validator!, "\(root)/Sources/ChasquiServer/Native/Resources/openapi.json"])
    #expect(result.status == 0, "\(result.output)")
  }

  /// Few examples: enough to see that a change has left the document behind.
  @Test(
    .enabled(if: schemathesis != nil, "skipped: schemathesis is not installed"), .timeLimit(.minutes(10)))
  func theServerDoesWhatTheDocumentSays() async throws {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("models"), withIntermediateDirectories: true)
    let model = try GlossaryDesk.model.get()
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("models/eng-spa"), withDestinationPath: model)
    let server = try await RealServer(in: folder, ["--log-format", "json"])
    // What is valid by the document may still name a language or a glossary that is not there.
    try Data(
      """
      [checks]
      positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "413", "415", "422"]
      """.utf8
    ).write(to: URL(fileURLWithPath: folder.file("schemathesis.toml")))
    let result = try Self.run([
      Self.schemathesis!, "--config-file", folder.file("schemathesis.toml"), "run",
      "\(server.address)/openapi.json", "--max-examples", "5", "--seed", "1", "--no-color",
      "--exclude-path-regex", "^/metrics", "--continue-on-failure",
    ])
    #expect(result.status == 0, "\(result.output.suffix(6_000))")
    #expect(server.isRunning)
  }

  /// The path of an installed program; nil if there is none.
  private static func tool(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let folder = TemporaryFolder()
    let output = folder.file("output")
    try Data().write(to: URL(fileURLWithPath: output))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    // Such programs leave notes in the folder where they run.
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let handle = FileHandle(forWritingAtPath: output)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus,
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
    )
  }
}
