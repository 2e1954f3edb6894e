import ChasquiTestSupport
import Foundation
import Testing

/// `serve --check`, with which containers ask whether the server is alive.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY names no program"))
struct HealthCheckCommandTests {
  private static let hasOpenSSL =
    (try? RealProgram.run(command: ["/usr/bin/env", "openssl", "version"]))?.status == 0

  @Test func livingAndDeadAreTold() async throws {
    try await check([])
  }

  @Test(.enabled(if: hasOpenSSL, "skipped: there is no openssl"))
  func certificatesForOtherNamesDoNotMatter() async throws {
    let folder = TemporaryFolder()
    let (key, certificate) = (folder.file("key.pem"), folder.file("certificate.pem"))
    let made = try RealProgram.run(
      command: ["/usr/bin/env", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        + ["-subj", "/CN=translate.example", "-keyout", key, "-out", certificate])
    try #require(made.status == 0, "\(made.errors)")
    try await check(["--certificate", certificate, "--private-key", key])
  }

  private func check(_ options: [String]) async throws {
    let folder = TemporaryFolder()
    let server = try await RealServer(in: folder, options)
    let port = String(try #require(server.address.split(separator: ":").last))
    let arguments = ["serve", "--check", "--port", port] + options
    let living = try RealProgram.run(arguments)
    #expect(living.status == 0 && living.output.isEmpty, "\(living)")
    server.stop()
    let dead = try RealProgram.run(arguments)
    #expect(dead.failed(saying: "/health does not answer: nothing listens there."), "\(dead)")
  }
}
