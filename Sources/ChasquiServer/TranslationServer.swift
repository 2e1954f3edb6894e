internal import Chasqui
private import Foundation
internal import Hummingbird
internal import HummingbirdCore
private import HummingbirdTLS
public import Logging
internal import NIOCore
private import NIOSSL
private import ServiceLifecycle
internal import Storage
internal import UnixSignals

/// The HTTP server: the engine and the glossaries behind the native API, the dialects of other systems, and the
/// pages.
public struct TranslationServer: Sendable {
  let services: Services
  private let configuration: ServerConfiguration
  private let logger: Logger

  /// Opens the databases and the models.
  ///
  /// - Throws: an error that says what cannot be opened and what to do. A model that is damaged is no error: it
  ///   is named in the log and in `/v1/models`, and does not serve.
  public init(configuration: ServerConfiguration, logger: Logger) throws {
    self.configuration = configuration
    self.logger = logger
    // A model whose files are cut short must not end the server.
    try MemoryGuard.install()
    services = try Services(configuration: configuration, logger: logger)
    services.registry.reload()
  }

  /// Serves until the program is told to end by SIGTERM or SIGINT; then what is running is finished.
  public func run() async throws {
    let application = try application { port in
      logger.notice(
        "Chasqui serves", metadata: ["address": "\(configuration.host):\(port)"])
      if services.registry.current.ready.isEmpty {
        logger.warning(
          "No model serves yet. A model that is put into one of these folders does at once.",
          metadata: ["models": "\(configuration.models.joined(separator: ", "))"])
      }
    }
    // They end in the opposite order: nothing counts any more when the last counts are written.
    var lifecycle = ServiceGroupConfiguration(
      services: [services.access, services.jobs, application], gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger)
    lifecycle.maximumGracefulShutdownDuration = .seconds(configuration.shutdownGrace)
    let group = ServiceGroup(configuration: lifecycle)
    do {
      try await group.run()
    } catch let error as IOError {
      throw listening(error) ?? error as any Error
    } catch is SocketAddressError.UnknownHost {
      throw ConfigurationError("host", "There is no address \(configuration.host) on this machine.")
    }
  }

  /// What keeps the server from listening; nil for other errors.
  private func listening(_ error: IOError) -> ConfigurationError? {
    let (host, port) = (configuration.host, configuration.port)
    return switch error.errnoCode {
    case EADDRINUSE:
      ConfigurationError("port", "Another program listens on port \(port) of \(host). Choose another port.")
    case EACCES:
      ConfigurationError("port", "This user may not listen on port \(port). Choose one above 1023.")
    case EADDRNOTAVAIL: ConfigurationError("host", "There is no address \(host) on this machine.")
    default: nil
    }
  }

  /// The server as Hummingbird runs it.
  ///
  /// - Parameter onStart: gets the port once it is open.
  func application(onStart: @escaping @Sendable (Int) -> Void = { _ in }) throws -> some ApplicationProtocol {
    var channel = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionWatch()], idleTimeout: .seconds(75))
    channel.httpDecoder = .init(
      maxHeaderFieldSize: UnreadableRequest.longestField, maxHeaderListSize: UnreadableRequest.longestHead,
      maxHeaderFieldCount: UnreadableRequest.mostFields)
    var server = HTTPServerBuilder.http1(configuration: channel)
    if let certificate = configuration.certificate, let key = configuration.privateKey {
      server = try Self.tls(server, certificate: certificate, key: key)
    }
    return Application(
      router: router(), server: server,
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "Chasqui"),
      services: [
        ModelWatch(
          registry: services.registry, pool: services.storage, interval: configuration.reloadInterval)
      ],
      onServerRunning: { channel in onStart(channel.localAddress?.port ?? configuration.port) },
      logger: logger)
  }

  /// - Throws: `ConfigurationError` that names the setting and its file.
  private static func tls(_ server: HTTPServerBuilder, certificate: String, key: String) throws
    -> HTTPServerBuilder
  {
    func read<Content>(_ setting: String, _ path: String, _ reading: () throws -> Content) throws -> Content {
      do {
        return try reading()
      } catch {
        let isThere = FileManager.default.isReadableFile(atPath: path)
        throw ConfigurationError(
          setting, isThere ? "\(path) holds no such thing as PEM." : "\(path) cannot be read.")
      }
    }
    let chain = try read("certificate", certificate) { try NIOSSLCertificate.fromPEMFile(certificate) }
    let privateKey = try read("privateKey", key) { try NIOSSLPrivateKey(file: key, format: .pem) }
    do {
      return try .tls(
        server,
        tlsConfiguration: .makeServerConfiguration(
          certificateChain: chain.map(NIOSSLCertificateSource.certificate),
          privateKey: .privateKey(privateKey)))
    } catch {
      throw ConfigurationError("privateKey", "\(key) is not the key of the certificate \(certificate).")
    }
  }

  func router() -> Router<ServerRequestContext> {
    let router = Router(context: ServerRequestContext.self, options: .autoGenerateHeadEndpoints)
    let trust = configuration.proxyTrust
    let bounds = configuration.requestsPerMinute > 0 || configuration.charactersPerDay > 0
    router.add(
      middleware: RequestFrame(
        metrics: services.metrics, proxies: trust, notice: ProxyNotice(trust, isDue: bounds)))
    router.add(middleware: ErrorMiddleware(dialect: nil, metrics: services.metrics))
    router.add(
      middleware: OriginGuard(origins: configuration.corsOrigins, hosts: configuration.answeredHosts))
    // Once more: pages of other origins are to read the errors of the routes too.
    router.add(middleware: ErrorMiddleware(dialect: nil, metrics: services.metrics))
    HealthRoutes(services: services).add(to: router)
    TranslationRoutes(services: services).add(to: router)
    LanguageRoutes(services: services).add(to: router)
    DocumentRoutes(services: services).add(to: router)
    GlossaryRoutes(services: services).add(to: router)
    EntryRoutes(services: services).add(to: router)
    ChangeRoutes(services: services).add(to: router)
    MemoryRoutes(services: services).add(to: router)
    UsageRoutes(services: services).add(to: router)
    DescriptionRoutes().add(to: router)
    LibreTranslateRoutes(services: services).add(to: router)
    DeepLRoutes(services: services).add(to: router)
    addPages(to: router, settings: PageSettings(maximumCharacters: configuration.maximumCharacters))
    // Last, because it looks at all routes.
    MethodGuard.add(to: router)
    return router
  }
}
