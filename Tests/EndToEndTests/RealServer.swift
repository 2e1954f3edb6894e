import ChasquiTestSupport
import Foundation
import Testing

/// `chasqui serve` on a port that the system gave it, until the object goes.
final class RealServer {
  let address: String
  private let process: Process

  var isRunning: Bool { process.isRunning }

  /// - Parameters:
  ///   - folder: where the output goes; models and database are in `models` and `data` there.
  ///   - options: more options of `serve`.
  init(in folder: TemporaryFolder, _ options: [String] = []) async throws {
    let logs = ["server.out", "server.err"].map(folder.file)
    let process = try RealProgram.start(
      ["serve", "--port", "0"] + options, output: logs[0], errors: logs[1],
      wrapper: Self.environment(folder))
    func said() -> String {
      logs.map { (try? String(contentsOfFile: $0, encoding: .utf8)) ?? "" }.joined()
    }
    func address() -> String? {
      said().firstMatch(of: /127\.0\.0\.1:[1-9]\d*/).map { "http://\($0.output)" }
    }
    guard try await eventually({ address() != nil || !process.isRunning }), let address = address() else {
      process.terminate()
      throw ServerDidNotStart(said: said())
    }
    self.process = process
    self.address = address
  }

  /// Ends the server in an orderly way.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  deinit { stop() }

  /// What starts the program with the folder's models and data.
  static func environment(_ folder: TemporaryFolder) -> [String] {
    ["/usr/bin/env", "CHASQUI_MODELS=\(folder.file("models"))", "CHASQUI_DATA=\(folder.file("data"))"]
  }

  /// Trains small models of both directions into the folder.
  static func train(
    in folder: TemporaryFolder,
    _ pairs: [(source: String, target: String)] = [("eng", "spa"), ("spa", "eng")]
  ) throws {
    for (source, target) in pairs {
      var arguments = StarterCorpus.training(into: folder.file("models/\(source)-\(target)"), corpora: 12)
      arguments.replaceSubrange(1..<5, with: ["--source", source, "--target", target])
      let result = try RealProgram.run(arguments)
      try #require(result.status == 0, "\(result.errors)")
    }
  }

  /// Makes a key, and gives it.
  static func key(in folder: TemporaryFolder, _ arguments: String...) throws -> String {
    let result = try RealProgram.run(["keys", "create"] + arguments, wrapper: environment(folder))
    try #require(result.status == 0, "\(result.errors)")
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private struct ServerDidNotStart: Error { var said: String }
}

/// Programs in Python that speak with a server as its users' programs do.
enum ClientScript {
  /// The path of a script in `Clients`.
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Clients/\(name)").path
  }

  /// Tells whether Python runs these statements, such as imports.
  static func runs(_ statements: String) -> Bool { (try? python(["-c", statements]))?.status == 0 }

  static func run(_ name: String, _ arguments: [String]) throws -> ProgramResult {
    try python([path(name)] + arguments)
  }

  private static func python(_ arguments: [String]) throws -> ProgramResult {
    try RealProgram.run(command: ["/usr/bin/env", "python3"] + arguments)
  }
}
