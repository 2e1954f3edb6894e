import ChasquiTestSupport
import Foundation
import GRDB
import Testing

@testable import ChasquiServer

@Suite struct KeyStoreTests {
  private let samples: ServiceSamples
  private let keys: KeyStore

  init() throws {
    samples = try ServiceSamples()
    keys = try KeyStore(database: samples.database)
  }

  @Test func secretsHaveTheirForm() throws {
    let secrets = (0..<50).map { _ in KeySecret() }
    for secret in secrets {
      #expect(secret.text.wholeMatch(of: /chq_[A-Za-z0-9_-]{43}/) != nil)
      #expect(secret.text.hasPrefix("chq_" + secret.prefix) && secret.prefix.count == 8)
      #expect(KeySecret(presented: secret.text) == secret)
    }
    #expect(Set(secrets.map(\.text)).count == 50)
    let good = secrets[0].text
    for bad in [
      "", "chq_", good + "a", String(good.dropLast()), "CHQ_" + good.dropFirst(4), good.dropLast() + "é",
      good.dropLast() + "=", good.dropLast() + "\0", good + "\n",
    ] {
      #expect(KeySecret(presented: String(bad)) == nil, "\(bad)")
    }
  }

  @Test func aKeyIsWhatWasAsked() throws {
    let expires = Date(timeIntervalSinceNow: 86_400)
    let new = try keys.create(
      KeyRequest(
        name: "Ministerio", scopes: [.edit, .translate], requestsPerMinute: 60, charactersPerMonth: 1_000,
        expires: expires))
    let key = try #require(try keys.list().first)
    #expect(key == new.key)
    #expect(key.number == 1 && key.name == "Ministerio" && key.scopes == [.edit, .translate])
    #expect(key.requestsPerMinute == 60 && key.charactersPerMonth == 1_000)
    #expect(abs(key.expires!.timeIntervalSince(expires)) < 0.002)
    #expect(key.revoked == nil && key.lastUsed == nil)
    #expect(new.secret.dropFirst(4).hasPrefix(key.prefix))
    #expect(keys.key(presented: new.secret) == key)
    let json = try JSONDecoder().decode(APIKey.self, from: JSONEncoder().encode(key))
    #expect(json == key)
  }

  /// Not even in the log of SQLite.
  @Test func theSecretIsNotStored() throws {
    let secret = try keys.create(KeyRequest(name: "a")).secret
    for name in try FileManager.default.contentsOfDirectory(atPath: samples.folder.file("data")) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: samples.folder.file("data/\(name)")))
      #expect(bytes.range(of: Data(secret.utf8.dropFirst(12))) == nil, "\(name)")
    }
  }

  @Test func onlyTheWholeSecretCounts() throws {
    let secret = try keys.create(KeyRequest(name: "a")).secret
    #expect(keys.key(presented: secret) != nil)
    let other = KeySecret().text
    let samePrefix = String(secret.prefix(12) + other.dropFirst(12))
    for wrong in [other, samePrefix, String(secret.dropLast()), secret + "x", secret.lowercased() + "A", ""] {
      #expect(keys.key(presented: wrong) == nil)
    }
  }

  @Test func namesAreUniqueAmongKeysInUse() throws {
    _ = try keys.create(KeyRequest(name: "a"))
    #expect(throws: KeyError.exists("a")) { try keys.create(KeyRequest(name: "a")) }
    _ = try keys.revoke("a")
    #expect(throws: KeyError.missing("a")) { try keys.revoke("a") }
    _ = try keys.create(KeyRequest(name: "a"))
    #expect(try keys.list().map(\.name) == ["a", "a"])
    #expect(try keys.list().map { $0.revoked != nil } == [true, false])
  }

  @Test func aKeyIsRevokedByItsPrefix() throws {
    let first = try keys.create(KeyRequest(name: "a"))
    // The name of another key is what the first one's prefix is.
    let second = try keys.create(KeyRequest(name: first.key.prefix))
    #expect(try keys.revoke(first.key.prefix).number == second.key.number)
    #expect(try keys.revoke("chq_" + first.key.prefix).number == first.key.number)
    #expect(throws: KeyError.self) { try keys.revoke("") }
    #expect(throws: KeyError.self) { try keys.revoke("chq_") }
    let third = try keys.create(KeyRequest(name: "c"))
    #expect(try keys.revoke("chq_\(third.key.prefix)…").number == third.key.number)
    let fourth = try keys.create(KeyRequest(name: "d"))
    #expect(try keys.revoke(fourth.secret).number == fourth.key.number)
  }

  @Test(arguments: [
    KeyRequest(name: ""), KeyRequest(name: "a\nb"), KeyRequest(name: "a\0b"),
    KeyRequest(name: String(repeating: "x", count: 201)),
    KeyRequest(name: "a", scopes: []), KeyRequest(name: "a", requestsPerMinute: 0),
    KeyRequest(name: "a", charactersPerMonth: -1),
    KeyRequest(name: "a", expires: Date(timeIntervalSince1970: 0)),
  ])
  func nonsenseIsRefused(request: KeyRequest) throws {
    let error = #expect(throws: KeyError.self) { try keys.create(request) }
    guard case .invalid = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try keys.list().isEmpty)
  }

  @Test func anotherConnectionFollows() throws {
    let other = try KeyStore(database: samples.another())
    let secret = try other.create(KeyRequest(name: "a")).secret
    #expect(keys.key(presented: secret) == nil)
    try keys.refresh()
    #expect(keys.key(presented: secret)?.revoked == nil)
    _ = try other.revoke("a")
    try keys.refresh()
    #expect(keys.key(presented: secret)?.revoked != nil)
  }

  /// What somebody changes by hand counts as well; that a key was used does not.
  @Test func everyChangeIsNoticed() throws {
    let secret = try keys.create(KeyRequest(name: "a")).secret
    func change(_ sql: String) throws -> Int64? {
      try samples.database.write { database in
        try database.execute(sql: sql)
        return try Int64.fetchOne(database, sql: "SELECT number FROM keyChange")
      }
    }
    let first = try change("UPDATE apiKey SET lastUsed = 5")
    #expect(first == 1)
    #expect(try change("UPDATE apiKey SET requestsPerMinute = 7") == 2)
    try keys.refresh()
    #expect(keys.key(presented: secret)?.requestsPerMinute == 7)
    #expect(try change("DELETE FROM apiKey") == 3)
    try keys.refresh()
    #expect(keys.key(presented: secret) == nil)
  }
}
