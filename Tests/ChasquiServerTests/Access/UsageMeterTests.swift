import Databases
import Foundation
import GRDB
import Testing

@testable import ChasquiServer

@Suite struct UsageMeterTests {
  private let samples: ServiceSamples
  private let november = ServiceSamples.date("2026-11-30T23:59:59Z")
  private let december = ServiceSamples.date("2026-12-01T00:00:00Z")

  init() throws { samples = try ServiceSamples() }

  private func meter() throws -> UsageMeter {
    try UsageMeter(database: samples.database, now: november)
  }

  @Test func whatIsNotWrittenYetCounts() throws {
    let meter = try meter()
    let caller = ServiceSamples.caller(3, quota: 100)
    _ = try meter.charge(caller, characters: 60, now: november)
    #expect(throws: AccessError.quotaExceeded(limit: 100)) {
      try meter.charge(caller, characters: 41, now: november)
    }
    try meter.flush(now: november)
    #expect(throws: AccessError.quotaExceeded(limit: 100)) {
      try meter.charge(caller, characters: 41, now: november)
    }
    _ = try meter.charge(caller, characters: 40, documents: 2, now: november)
    meter.addRequest(of: caller, now: november)
    let expected = UsageReport(
      key: "key 3", period: "2026-11", characters: 100, characterLimit: 100, requests: 1, documents: 2)
    #expect(meter.usage(of: caller, now: november) == expected)
    try meter.flush(now: november)
    #expect(meter.usage(of: caller, now: november) == expected)
    // Another server finds it.
    #expect(try self.meter().usage(of: caller, now: november) == expected)
    #expect(throws: AccessError.self) { try meter.charge(caller, characters: .max, now: november) }
  }

  @Test func addressesHaveTheirOwnDailyQuota() throws {
    let meter = try meter()
    func caller(_ address: String) -> Caller {
      Caller(
        keyID: nil, name: "anonymous", scopes: [.translate],
        limits: CallerLimits(charactersPerMonth: 25, charactersPerDay: 10),
        client: RateLimiter.client(address: address))
    }
    let charge = try meter.charge(caller("192.0.2.1"), characters: 10, now: november)
    let error = #expect(throws: AccessError.self) {
      try meter.charge(caller("192.0.2.1"), characters: 5, now: november)
    }
    guard case .dailyQuotaExceeded(limit: 10, let wait?) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((43_000...43_200).contains(wait), "half a day brings half of it back")
    #expect(throws: AccessError.dailyQuotaExceeded(limit: 10, retryAfter: nil)) {
      try meter.charge(caller("192.0.2.2"), characters: 11, now: november)
    }
    _ = try meter.charge(caller("192.0.2.2"), characters: 10, now: november)
    // What was not translated is given back, and so is what the month has no room for.
    meter.refund(charge)
    _ = try meter.charge(caller("192.0.2.1"), characters: 10, now: november)
    #expect(throws: AccessError.quotaExceeded(limit: 25)) {
      try meter.charge(caller("192.0.2.3"), characters: 10, now: november)
    }
    _ = try meter.charge(caller("192.0.2.3"), characters: 5, now: november)
    #expect(meter.usage(of: caller("192.0.2.9"), now: november).characters == 25)
    // A key has no address.
    _ = try meter.charge(ServiceSamples.caller(3), characters: 100, now: november)
  }

  @Test func monthsAreApart() throws {
    let meter = try meter()
    let caller = ServiceSamples.caller(nil, quota: 10)
    _ = try meter.charge(caller, characters: 10, now: november)
    let charge = try meter.charge(caller, characters: 9, now: december)
    #expect(meter.usage(of: caller, now: december).characters == 9)
    #expect(meter.usage(of: caller, now: december).key == nil)
    try meter.flush(now: december)
    meter.refund(charge)
    #expect(meter.usage(of: caller, now: december).characters == 0)
    try meter.flush(now: december)
    let rows = try samples.database.read {
      try Row.fetchAll($0, sql: "SELECT month, characters FROM usage ORDER BY month")
    }
    #expect(rows.map { $0["month"] as String } == ["2026-11", "2026-12"])
    #expect(rows.map { $0["characters"] as Int } == [10, 0])
  }

  /// Many threads ask for more than there is, while batches are written: never more than the quota is given, and
  /// the database has it all in the end.
  @Test func theQuotaHoldsUnderConcurrency() async throws {
    let meter = try meter()
    let november = november
    let granted = await withTaskGroup(of: Int.self) { group in
      for task in 0..<6 {
        group.addTask {
          (0..<500).reduce(0) { sum, index in
            if index % 50 == task { try? meter.flush(now: november) }
            meter.addRequest(of: ServiceSamples.caller(1), now: november)
            let charge = try? meter.charge(
              ServiceSamples.caller(1, quota: 5_000), characters: 7, now: november)
            return sum + (charge == nil ? 0 : 7)
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(granted == 5_000 / 7 * 7)
    try meter.flush(now: november)
    let report = try self.meter().usage(of: ServiceSamples.caller(1), now: november)
    #expect(report.characters == granted && report.requests == 3_000)
  }

  @Test func twoServersShareTheQuota() throws {
    let first = try meter()
    let second = try UsageMeter(database: samples.another(), now: november)
    let caller = ServiceSamples.caller(1, quota: 100)
    _ = try first.charge(caller, characters: 50, now: november)
    _ = try second.charge(caller, characters: 30, now: november)
    try first.flush(now: november)
    try second.flush(now: november)
    #expect(throws: AccessError.self) { try second.charge(caller, characters: 21, now: november) }
    #expect(second.usage(of: caller, now: november).characters == 80)
    try first.flush(now: november)
    #expect(first.usage(of: caller, now: november).characters == 80)
  }

  @Test func aLockedDatabaseLosesNoCounts() throws {
    let meter = try UsageMeter(database: samples.another(patience: 0.02), now: november)
    let caller = ServiceSamples.caller(1, quota: 100)
    _ = try meter.charge(caller, characters: 5, now: november)
    try samples.whileLocked {
      for _ in 0..<3 {
        let error = #expect(throws: DatabaseFileError.self) { try meter.flush(now: november) }
        #expect(error?.reason == .locked)
        _ = try meter.charge(caller, characters: 5, now: november)
      }
    }
    #expect(meter.usage(of: caller, now: november).characters == 20)
    try meter.flush(now: november)
    #expect(try self.meter().usage(of: caller, now: november).characters == 20)
  }

  @Test func aKeyThatIsUsedSaysWhen() throws {
    let keys = try KeyStore(database: samples.database)
    let key = try keys.create(KeyRequest(name: "a")).key
    let meter = try meter()
    meter.addRequest(of: ServiceSamples.caller(key.number), now: december)
    meter.addRequest(of: ServiceSamples.caller(nil), now: december)
    try meter.flush(now: december)
    #expect(try keys.list()[0].lastUsed == december)
    meter.addRequest(of: ServiceSamples.caller(key.number), now: november)
    try meter.flush(now: december)
    #expect(try keys.list()[0].lastUsed == december, "it does not go back")
  }

  @Test func reportsSayNull() throws {
    let report = try meter().usage(of: ServiceSamples.caller(nil), now: november)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(report), as: UTF8.self)
        == #"{"characterLimit":null,"characters":0,"documents":0,"key":null,"period":"2026-11","requests":0}"#
    )
  }
}
