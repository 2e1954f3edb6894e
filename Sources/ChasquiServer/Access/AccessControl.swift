internal import Databases
internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Says who a caller is, what they may do, and when it is too much.
///
/// All questions are answered from memory. As a service it follows the keys and writes what was counted; it is to
/// be stopped after the HTTP server, so that nothing counts after its last batch. Shared by all threads.
final class AccessControl: Service, Sendable {
  struct Options: Sendable {
    var anonymous = AnonymousAccess.translate
    /// Of callers without a key: requests and characters a day for each address, characters a month for all of them
    /// together.
    var anonymousLimits = CallerLimits()
    /// How long a revoked key may still count.
    var keyInterval = Duration.milliseconds(250)
    /// How much counting a killed process may lose.
    var usageInterval = Duration.seconds(1)
  }

  let keys: KeyStore
  let usage: UsageMeter
  private let options: Options
  private let limiter: RateLimiter
  private let logger: Logger
  private let queue = StorageQueue(label: "chasqui.access")

  init(
    database: ServiceDatabase, options: Options = Options(), limiter: RateLimiter = RateLimiter(),
    logger: Logger
  ) throws(DatabaseFileError) {
    keys = try KeyStore(database: database)
    usage = try UsageMeter(database: database)
    self.options = options
    self.limiter = limiter
    self.logger = logger
  }

  /// Who presents this key.
  ///
  /// A key that is wrong is never taken for none, unless no key was ever made and all may come without one: some
  /// clients cannot do without sending a key, and what they send then means nothing.
  ///
  /// - Parameters:
  ///   - key: nil or empty for a caller without one.
  ///   - address: where the request comes from, which tells callers without a key apart. It is kept in memory for as
  ///     long as limits need it, and nowhere else.
  func caller(
    presenting key: String?, from address: String = "", now: Date = Date()
  ) throws(AccessError) -> Caller {
    let isOpen = options.anonymous != .off && keys.isEmpty
    guard let key, !key.isEmpty, !isOpen else {
      guard options.anonymous != .off else { throw .missingKey }
      return Caller(
        keyID: nil, name: "anonymous", scopes: options.anonymous.scopes, limits: options.anonymousLimits,
        client: RateLimiter.client(address: address))
    }
    guard let found = keys.key(presented: key) else { throw .unknownKey }
    guard found.revoked == nil else { throw .revokedKey }
    if let expires = found.expires, expires <= now { throw .expiredKey }
    return Caller(
      keyID: found.number, name: found.name, scopes: found.scopes,
      limits: CallerLimits(
        requestsPerMinute: found.requestsPerMinute, charactersPerMonth: found.charactersPerMonth))
  }

  /// - Throws: `AccessError.lacksScope` unless the caller may do this.
  func authorize(_ caller: Caller, for scope: AccessScope) throws(AccessError) {
    guard caller.has(scope) else { throw .lacksScope(scope) }
  }

  /// Counts a request of the caller.
  ///
  /// - Throws: `AccessError.rateLimited` if it is one too many; then it is not counted.
  func admit(_ caller: Caller, now: ContinuousClock.Instant = .now) throws(AccessError) {
    if let limit = caller.limits.requestsPerMinute {
      let client = caller.keyID.map(RateLimiter.Client.key) ?? caller.client ?? .others
      try limiter.admit(client, requestsPerMinute: limit, now: now)
    }
    usage.addRequest(of: caller)
  }

  /// Follows the keys and writes what was counted, until it is told to stop; then writes the rest.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      var nextFlush = ContinuousClock.now + self.options.usageInterval
      var failed = false
      while !Task.isCancelled {
        do {
          try await self.queue.run { () throws(DatabaseFileError) in try self.keys.refresh() }
          if ContinuousClock.now >= nextFlush {
            try await self.queue.run { () throws(DatabaseFileError) in try self.usage.flush() }
            nextFlush = .now + self.options.usageInterval
          }
          failed = false
        } catch {
          // Once, and not four times a second.
          if !failed { self.logger.error("Keys and usage cannot be kept up to date: \(error)") }
          failed = true
        }
        try? await Task.sleep(for: self.options.keyInterval)
      }
    }
    try await queue.run { () throws(DatabaseFileError) in try self.usage.flush() }
  }
}
