private import Chasqui
private import Foundation
public import Logging
private import Storage
private import Terminology

/// Everything about a server that its operator decides.
///
/// `ServerSetting.all` names each value for flags, environment and file; `ConfigurationSources` reads them.
public struct ServerConfiguration: Sendable, Equatable {
  public enum LogFormat: String, Sendable, CaseIterable {
    case json, text
  }

  /// The address or name of the interface to listen on.
  public var host = "127.0.0.1"
  /// The port to listen on; 0 takes any free one.
  public var port = 8080
  /// Where people reach the server, for links and `Location` headers; nil takes it from the request.
  public var publicURL: String?
  /// The addresses and ranges of the proxies that are believed when they tell whom a request comes from.
  public var trustedProxies: [String] = []
  /// The field in which they tell it; nil stands for `X-Forwarded-For`.
  public var proxyField: ProxyField?
  /// The PEM files of the certificate chain and of its private key; both or neither.
  public var certificate: String?
  public var privateKey: String?

  /// The folders with models, in the order in which they are searched.
  public var models: [String]
  /// Seconds between two looks for new, changed and removed models; 0 never looks.
  public var reloadInterval = 5.0
  /// The file of glossaries and corrections.
  public var database: String
  /// The file of keys, usage and jobs; nil stands for `service.sqlite` beside `database`.
  public var serviceDatabase: String?
  /// The glossaries of requests that name none.
  public var glossaries: [String] = []

  /// What callers without a key may do; nil stands for `edit` where only this machine can call, `translate` elsewhere.
  public var anonymous: AnonymousAccess?
  /// Requests a minute of one address without a key; 0 for no limit.
  public var requestsPerMinute = 0
  /// Characters a calendar month of all callers without a key; 0 for no limit.
  public var charactersPerMonth = 0
  /// Characters a day of one address without a key; 0 for no limit.
  public var charactersPerDay = 0
  /// The origins whose pages may call the API: `scheme://host[:port]`, or `*` for all.
  public var corsOrigins = ["*"]
  /// The names that a `Host` header may have, without port; empty for loopback names and addresses on a
  /// loopback address, and for all names elsewhere.
  public var allowedHosts: [String] = []

  /// The longest body of a request, in bytes.
  public var maximumBodyBytes = 10 << 20
  /// The largest document, in bytes.
  public var maximumUploadBytes = 50 << 20
  /// Characters (Unicode code points) in one request.
  public var maximumCharacters = 100_000
  /// Texts in one request.
  public var maximumTexts = 500
  /// Threads that translate.
  public var threads = ProcessInfo.processInfo.activeProcessorCount
  /// Requests that may wait or be at work at the same time; more are told to come back.
  public var queue = 256
  /// Seconds that a request may take.
  public var deadline = 30.0
  /// Seconds that requests at work may go on when the server is told to end.
  public var shutdownGrace = 20.0

  /// Whether files may be sent for translation.
  public var files = true
  /// The folder of uploads and results; nil stands for `jobs` beside `database`.
  public var jobs: String?
  /// Seconds that a finished document is kept.
  public var jobsKept = 86_400.0
  /// Seconds that the translation of a document may take; 0 for no limit.
  public var jobTime = 21_600.0
  /// Documents that are translated at the same time.
  public var concurrentJobs = 2
  /// Whether readers may propose corrections and terms.
  public var suggestions = true

  public var logLevel = Logger.Level.info
  /// nil stands for text on a terminal, JSON elsewhere.
  public var logFormat: LogFormat?
  /// Whether `/metrics` answers.
  public var metrics = true
  /// What a reader of `/metrics` must present as a bearer token; nil for nothing.
  public var metricsToken: String?

  /// The defaults; models and database are those of the other commands.
  public init(environment: [String: String]? = nil) {
    models = ModelStore(environment: environment).folders
    database = TerminologyDatabase.defaultPath(environment: environment)
  }

  /// What callers without a key may do.
  public var anonymousAccess: AnonymousAccess { anonymous ?? (isLocal ? .edit : .translate) }

  /// Tells whether only this machine can call: it listens on a loopback address, and no proxy stands before it.
  private var isLocal: Bool { isLoopback && publicURL == nil && trustedProxies.isEmpty }

  /// Which proxies are believed.
  var proxyTrust: ProxyTrust {
    ProxyTrust(proxies: trustedProxies.compactMap(AddressRange.init), field: proxyField ?? .xForwardedFor)
  }

  /// Tells whether only this machine can reach the server.
  public var isLoopback: Bool {
    ["localhost", "::1"].contains(host)
      || host.wholeMatch(of: /127(\.[0-9]{1,3}){3}/) != nil
  }

  /// The path of the file of keys, usage and jobs.
  public var serviceDatabasePath: String {
    serviceDatabase ?? "\(PathParts(database).folder)/service.sqlite"
  }

  /// The path of the folder of uploads and results.
  public var jobsFolder: String { jobs ?? "\(PathParts(database).folder)/jobs" }

  /// The names that a `Host` header may have; empty for all.
  var answeredHosts: [String] {
    if !allowedHosts.isEmpty { return allowedHosts.map { $0.lowercased() } }
    guard isLoopback else { return [] }
    let publicHost = publicURL.flatMap { URL(string: $0)?.host() }?.lowercased()
    return ["localhost", "127.0.0.1", "::1", host.lowercased()] + (publicHost.map { [$0] } ?? [])
  }

  /// The address under which this machine reaches the server.
  public var localURL: String { "\(certificate == nil ? "http" : "https")://\(localAuthority)" }

  /// Its host and port, as a URL has them.
  var localAuthority: String { "\(localHost.contains(":") ? "[\(localHost)]" : localHost):\(port)" }

  /// Its host: one that is listened on.
  var localHost: String {
    switch host {
    case "0.0.0.0": "127.0.0.1"
    case "::": "::1"
    default: host
    }
  }
}
