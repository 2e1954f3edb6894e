internal import Chasqui
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
    try await group.run()
  }

  /// The server as Hummingbird runs it.
  ///
  /// - Parameter onStart: gets the port once it is open.
  func application(onStart: @escaping @Sendable (Int) -> Void = { _ in }) throws -> some ApplicationProtocol {
    var channel = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionWatch()], idleTimeout: .seconds(75))
    channel.httpDecoder = .init(
      maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100)
    var server = HTTPServerBuilder.http1(configuration: channel)
    if let certificate = configuration.certificate, let key = configuration.privateKey {
      let chain = try NIOSSLCertificate.fromPEMFile(certificate).map(NIOSSLCertificateSource.certificate)
      server = try .tls(
        server,
        tlsConfiguration: .makeServerConfiguration(
          certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))))
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

  func router() -> Router<ServerRequestContext> {
    let router = Router(context: ServerRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestFrame(metrics: services.metrics))
    router.add(middleware: ErrorMiddleware(dialect: ProblemDialect(), metrics: services.metrics))
    router.add(
      middleware: OriginGuard(origins: configuration.corsOrigins, hosts: configuration.answeredHosts))
    // Once more: pages of other origins are to read the errors of the routes too.
    router.add(middleware: ErrorMiddleware(dialect: ProblemDialect(), metrics: services.metrics))
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
