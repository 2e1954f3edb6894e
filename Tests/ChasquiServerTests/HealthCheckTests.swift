import ChasquiServer
import Foundation
import Testing

@Suite struct HealthCheckTests {
  private func problem(port: Int) async -> String? {
    var configuration = ServerConfiguration()
    configuration.port = port
    return await HealthCheck(configuration, patience: 1).problem()
  }

  /// What accepts connections and never says anything, and what accepts none any more.
  @Test func silenceIsNoLife() async throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, size) | listen(descriptor, 1) | getsockname(descriptor, pointer, &size)
      }
    }
    try #require(status == 0)
    let port = Int(UInt16(bigEndian: address.sin_port))
    let url = "http://127.0.0.1:\(port)/health"
    #expect(await problem(port: port) == "\(url) does not answer.")
    close(descriptor)
    #expect(await problem(port: port) == "\(url) does not answer: nothing listens there.")
  }
}
