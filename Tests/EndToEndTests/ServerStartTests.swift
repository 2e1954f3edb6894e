import ChasquiTestSupport
import Foundation
import Testing

/// A server that cannot start says which setting is wrong.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program")) struct ServerStartTests {
  private let folder = TemporaryFolder()

  private func serve(_ options: String...) throws -> ProgramResult {
    try RealProgram.run(["serve"] + options, wrapper: RealServer.environment(folder))
  }

  @Test func certificatesAreNamed() throws {
    let (certificate, key) = (folder.file("c.pem"), folder.file("k.pem"))
    try Data("no PEM".utf8).write(to: URL(fileURLWithPath: certificate))
    for (path, message) in [
      (certificate, "holds no such thing as PEM"), (folder.file("none"), "cannot be read"),
    ] {
      let result = try serve("--port", "0", "--certificate", path, "--private-key", key)
      #expect(result.status != 0 && !result.crashed)
      #expect(result.errors.contains("certificate: \(path) \(message)"), "\(result)")
    }
  }

  @Test func portsAndHostsAreNamed() async throws {
    let server = try await RealServer(in: folder)
    let port = String(try #require(server.address.split(separator: ":").last))
    let taken = try serve("--port", port)
    #expect(
      taken.status != 0 && taken.errors.contains("port: Another program listens on port \(port)"), "\(taken)")
    let nowhere = try serve("--port", "0", "--host", "nowhere.invalid")
    #expect(nowhere.status != 0 && nowhere.errors.contains("host: There is no address"), "\(nowhere)")
    server.stop()
  }
}
