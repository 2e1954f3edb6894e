import ChasquiTestSupport
import Foundation
import ServiceLifecycle
import Testing

@testable import ChasquiServer

@Suite struct AccessControlTests {
  private let samples: ServiceSamples

  init() throws { samples = try ServiceSamples() }

  private func options(_ anonymous: AnonymousAccess) -> AccessControl.Options {
    var options = AccessControl.Options()
    options.anonymous = anonymous
    return options
  }

  @Test func callersWithoutAKey() throws {
    let off = try samples.control(options(.off))
    #expect(throws: AccessError.missingKey) { try off.caller(presenting: nil) }
    #expect(throws: AccessError.missingKey) { try off.caller(presenting: "") }
    let translating = try samples.control(options(.translate))
    let caller = try translating.caller(presenting: nil)
    #expect(caller.keyID == nil && caller.name == "anonymous")
    try translating.authorize(caller, for: .translate)
    #expect(throws: AccessError.lacksScope(.edit)) { try translating.authorize(caller, for: .edit) }
    let editing = try samples.control(options(.edit))
    try editing.authorize(try editing.caller(presenting: nil), for: .translate)
    try editing.authorize(try editing.caller(presenting: nil), for: .edit)
    #expect(throws: AccessError.lacksScope(.admin)) {
      try editing.authorize(try editing.caller(presenting: nil), for: .admin)
    }
  }

  @Test func keysAreWhatTheyAre() throws {
    let control = try samples.control()
    let soon = Date(timeIntervalSinceNow: 60)
    let new = try control.keys.create(
      KeyRequest(name: "a", scopes: [.edit], requestsPerMinute: 2, charactersPerMonth: 9, expires: soon))
    let caller = try control.caller(presenting: new.secret)
    #expect(caller.keyID == new.key.number && caller.name == "a")
    #expect(caller.limits == CallerLimits(requestsPerMinute: 2, charactersPerMonth: 9))
    try control.authorize(caller, for: .translate)
    #expect(throws: AccessError.expiredKey) {
      try control.caller(presenting: new.secret, now: soon.addingTimeInterval(1))
    }
    #expect(throws: AccessError.unknownKey) { try control.caller(presenting: KeySecret().text) }
    #expect(throws: AccessError.unknownKey) { try control.caller(presenting: "' OR 1=1 --") }
    _ = try control.keys.revoke("a")
    #expect(throws: AccessError.revokedKey) { try control.caller(presenting: new.secret) }
  }

  /// Some clients cannot do without a key, also where there are none.
  @Test func keysMeanNothingBeforeTheFirstIsMade() throws {
    let open = try samples.control(options(.translate))
    let caller = try open.caller(presenting: "whatever the client wanted")
    #expect(caller.keyID == nil && caller.scopes == AnonymousAccess.translate.scopes)
    let closed = try samples.control(options(.off))
    #expect(throws: AccessError.unknownKey) { try closed.caller(presenting: "whatever") }
    _ = try open.keys.create(KeyRequest(name: "a"))
    #expect(throws: AccessError.unknownKey) { try open.caller(presenting: "whatever") }
    // A revoked one is one that was made.
    _ = try open.keys.revoke("a")
    #expect(throws: AccessError.unknownKey) { try open.caller(presenting: "whatever") }
  }

  @Test func limitsAreOfTheKeyOrOfTheAddress() throws {
    var options = options(.translate)
    options.anonymousLimits = CallerLimits(requestsPerMinute: 1, charactersPerMonth: nil)
    let control = try samples.control(options)
    let anonymous = try control.caller(presenting: nil, from: "192.0.2.1")
    let now = ContinuousClock.now
    try control.admit(anonymous, now: now)
    #expect(throws: AccessError.rateLimited(retryAfter: 60)) { try control.admit(anonymous, now: now) }
    try control.admit(try control.caller(presenting: nil, from: "192.0.2.2"), now: now)
    let secret = try control.keys.create(KeyRequest(name: "a", requestsPerMinute: 1)).secret
    let caller = try control.caller(presenting: secret, from: "192.0.2.1")
    try control.admit(caller, now: now)
    let elsewhere = try control.caller(presenting: secret, from: "192.0.2.9")
    #expect(throws: AccessError.self) { try control.admit(elsewhere, now: now) }
    #expect(control.usage.usage(of: anonymous).requests == 2, "those refused are not counted")
    try control.usage.flush()
    for name in try FileManager.default.contentsOfDirectory(atPath: samples.folder.file("data")) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: samples.folder.file("data/\(name)")))
      #expect(bytes.range(of: Data("192.0.2".utf8)) == nil, "an address is in \(name)")
    }
  }

  /// Another connection revokes a key while a server runs, and the server writes its counts when it stops.
  @Test func aServerFollowsAndLosesNothing() async throws {
    let control = try samples.control()
    let keys = try KeyStore(database: samples.another())
    let secret = try keys.create(KeyRequest(name: "a")).secret
    let group = ServiceGroup(
      configuration: .init(services: [control], logger: ServiceSamples.logger))
    let running = Task { try await group.run() }
    #expect(try await eventually { (try? control.caller(presenting: secret)) != nil })
    let caller = try control.caller(presenting: secret)
    _ = try keys.revoke("a")
    #expect(try await eventually { (try? control.caller(presenting: secret)) == nil })
    #expect(throws: AccessError.revokedKey) { try control.caller(presenting: secret) }
    _ = try control.usage.charge(caller, characters: 12, documents: 1)
    await group.triggerGracefulShutdown()
    try await running.value
    let report = try UsageMeter(database: samples.another()).usage(of: caller)
    #expect(report.characters == 12 && report.documents == 1)
  }

  @Test func errorsSayWhatToDo() {
    let errors: [AccessError] = [
      .missingKey, .unknownKey, .revokedKey, .expiredKey, .lacksScope(.edit), .rateLimited(retryAfter: 3),
      .quotaExceeded(limit: 500), .dailyQuotaExceeded(limit: 500, retryAfter: nil),
      .dailyQuotaExceeded(limit: 500, retryAfter: 61),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
    #expect(AccessError.rateLimited(retryAfter: 3).description.hasSuffix("Try again in 3 s."))
    #expect(AccessError.dailyQuotaExceeded(limit: 500, retryAfter: 61).description.hasSuffix("in 2 min."))
    #expect(AccessError.quotaExceeded(limit: 500).description.contains("500 characters"))
  }
}
