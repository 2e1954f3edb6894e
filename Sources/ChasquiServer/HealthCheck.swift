private import NIOCore
private import NIOHTTP1
private import NIOPosix
private import NIOSSL

/// Asks a server on this machine whether it is alive, as containers and supervisors want to know.
public struct HealthCheck: Sendable {
  private let configuration: ServerConfiguration
  private let patience: TimeAmount

  /// - Parameters:
  ///   - configuration: that of the server.
  ///   - patience: how long to wait for an answer, in seconds.
  public init(_ configuration: ServerConfiguration, patience: Int64 = 5) {
    self.configuration = configuration
    self.patience = .seconds(patience)
  }

  /// Why the server is not alive, as a sentence; nil if it is.
  public func problem() async -> String? {
    let url = configuration.localURL + Self.path
    do {
      guard let status = try await status() else { return "\(url) does not answer." }
      return status == .ok ? nil : "\(url) answers \(status.code)."
    } catch is NIOConnectionError {
      return "\(url) does not answer: nothing listens there."
    } catch {
      return "\(url) does not answer: \(error)"
    }
  }

  /// The status of the answer; nil if none comes in time.
  private func status() async throws -> HTTPResponseStatus? {
    let channel = try await connect()
    let end = channel.channel.eventLoop.scheduleTask(in: patience) { channel.channel.close(promise: nil) }
    defer { end.cancel() }
    return try await channel.executeThenClose { answer, question in
      try await question.write(.head(head))
      try await question.write(.end(nil))
      for try await part in answer {
        if case .head(let head) = part { return head.status }
      }
      return nil
    }
  }

  private func connect() async throws -> Connection {
    let context = configuration.certificate == nil ? nil : try Self.tls()
    return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connectTimeout(patience)
      .connect(host: configuration.localHost, port: configuration.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let context {
            try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
          }
          try pipeline.addHTTPClientHandlers()
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }

  private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

  private var head: HTTPRequestHead {
    let host = configuration.allowedHosts.first ?? configuration.localAuthority
    return HTTPRequestHead(
      version: .http1_1, method: .GET, uri: Self.path, headers: ["Host": host, "Connection": "close"])
  }

  private static let path = "/health"

  /// The certificate is for the name that others know, and nothing secret is said.
  private static func tls() throws -> NIOSSLContext {
    var options = TLSConfiguration.makeClientConfiguration()
    options.certificateVerification = .none
    return try NIOSSLContext(configuration: options)
  }
}
