private import AsyncHTTPClient
private import NIOCore
private import NIOHTTP1
private import NIOSSL

/// Asks a server on this machine whether it is alive, as containers and supervisors want to know.
public struct HealthCheck: Sendable {
  private let configuration: ServerConfiguration

  /// - Parameter configuration: that of the server.
  public init(_ configuration: ServerConfiguration) {
    self.configuration = configuration
  }

  /// Why the server is not alive, as a sentence; nil if it is.
  public func problem() async -> String? {
    var tls = TLSConfiguration.makeClientConfiguration()
    // The certificate is for the name that others know, and nothing secret is said.
    tls.certificateVerification = .none
    var options = HTTPClient.Configuration(tlsConfiguration: tls)
    // A proxy that the environment names is not on the way to this machine.
    options.proxy = nil
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: options)
    let url = configuration.localURL + "/health"
    var request = HTTPClientRequest(url: url)
    if let name = configuration.allowedHosts.first { request.headers.replaceOrAdd(name: "Host", value: name) }
    let result: String?
    do {
      let response = try await client.execute(request, timeout: .seconds(Self.patience))
      result = response.status == .ok ? nil : "\(url) answers \(response.status.code)."
    } catch {
      result = "\(url) does not answer: \(error)"
    }
    try? await client.shutdown()
    return result
  }

  private static let patience: Int64 = 5
}
