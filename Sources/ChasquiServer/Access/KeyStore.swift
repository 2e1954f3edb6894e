public import Databases
public import Foundation
internal import GRDB
internal import Storage
private import Synchronization

/// The keys by which callers are known.
///
/// Requests look keys up in a copy in memory; `refresh` brings it up to date with what any process has changed.
/// Shared by all threads.
public final class KeyStore: Sendable {
  public let database: ServiceDatabase
  private let cache: Mutex<Cache>

  private struct StoredKey {
    let key: APIKey
    let digest: SHA256Digest
  }

  private struct Cache {
    /// How often the keys had changed when the copy was made.
    var change: Int64
    /// By the prefix of the secret.
    var keys: [String: [StoredKey]]
  }

  /// The keys in `database`.
  public init(database: ServiceDatabase) throws(DatabaseFileError) {
    self.database = database
    cache = Mutex(Cache(change: -1, keys: [:]))
    try refresh()
  }

  /// Makes a key. Its secret is given here and never again.
  public func create(_ request: KeyRequest, now: Date = Date()) throws(KeyError) -> NewKey {
    let name = request.name
    guard !name.isEmpty, name.count <= 200,
      !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw .invalid("The name of a key is one line of 1 to 200 characters.")
    }
    guard !request.scopes.isEmpty else { throw .invalid("A key without a scope may do nothing.") }
    guard request.requestsPerMinute ?? 1 > 0, request.charactersPerMonth ?? 1 > 0 else {
      throw .invalid("A limit is at least 1; leave it out where there shall be none.")
    }
    if let expires = request.expires, expires <= now {
      throw .invalid("The key would have expired already.")
    }
    let secret = KeySecret()
    let number: Int64?
    do {
      number = try database.write { database -> Int64? in
        let sameName = "SELECT 1 FROM apiKey WHERE name = ? AND revoked IS NULL"
        guard try Row.fetchOne(database, sql: sameName, arguments: [name]) == nil else { return nil }
        try database.execute(
          sql: """
            INSERT INTO apiKey (name, prefix, digest, scopes, requestsPerMinute, charactersPerMonth, created, expires)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            name, secret.prefix, Data(secret.digest.bytes), Self.text(request.scopes),
            request.requestsPerMinute, request.charactersPerMonth, now.milliseconds,
            request.expires?.milliseconds,
          ])
        return database.lastInsertedRowID
      }
      try refresh()
    } catch {
      throw .database(error)
    }
    guard let number else { throw .exists(name) }
    return NewKey(key: try key(number), secret: secret.text)
  }

  /// All keys, revoked ones too, oldest first.
  public func list() throws(DatabaseFileError) -> [APIKey] {
    try database.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM apiKey ORDER BY number").map { try Self.key($0) }
    }
  }

  /// Ends the use of a key, for good.
  ///
  /// - Parameter name: its name, the prefix of its secret, or the secret.
  public func revoke(_ name: String, now: Date = Date()) throws(KeyError) -> APIKey {
    let number: Int64?
    do {
      number = try database.write { database -> Int64? in
        // The name first: it may look like the prefix of another.
        let found = try Int64.fetchOne(
          database,
          sql: """
            SELECT number FROM apiKey WHERE revoked IS NULL AND (name = ?1 OR prefix = ?2)
            ORDER BY name = ?1 DESC LIMIT 1
            """, arguments: [name, Self.prefix(in: name)])
        guard let found else { return nil }
        try database.execute(
          sql: "UPDATE apiKey SET revoked = ? WHERE number = ?", arguments: [now.milliseconds, found])
        return found
      }
      try refresh()
    } catch {
      throw .database(error)
    }
    guard let number else { throw .missing(name) }
    return try key(number)
  }

  /// Brings the copy in memory up to date; mostly that is one look at a number.
  public func refresh() throws(DatabaseFileError) {
    let known = cache.withLock { $0.change }
    let fresh = try database.read { database -> Cache? in
      let change = try Int64.fetchOne(database, sql: "SELECT number FROM keyChange") ?? 0
      guard change != known else { return nil }
      var keys: [String: [StoredKey]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT * FROM apiKey") {
        guard let digest = SHA256Digest(bytes: Array(row["digest"] as Data)) else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "A key has no digest.")
        }
        let key = try Self.key(row)
        keys[key.prefix, default: []].append(StoredKey(key: key, digest: digest))
      }
      return Cache(change: change, keys: keys)
    }
    guard let fresh else { return }
    cache.withLock { cache in
      // Another thread may have read a later state meanwhile.
      if fresh.change > cache.change { cache = fresh }
    }
  }

  /// Whether no key was ever made.
  var isEmpty: Bool { cache.withLock { $0.keys.isEmpty } }

  /// The key with this secret, be it revoked or not; nil if there is none.
  func key(presented text: String) -> APIKey? {
    let secret = KeySecret(presented: text)
    // What cannot be a secret may be of any length, and is not worth the work.
    let digest = SHA256Digest(of: (secret?.text ?? KeySecret.mark).utf8)
    let candidates = cache.withLock { cache in secret.flatMap { cache.keys[$0.prefix] } ?? [] }
    // All candidates are compared, and one where there is none: the prefix, which is public, is all that
    // the time may depend on.
    var found: APIKey?
    for candidate in candidates where candidate.digest == digest { found = candidate.key }
    if candidates.isEmpty { _ = Self.noDigest == digest }
    return found
  }

  /// Of no secret that can be presented.
  private static let noDigest = SHA256Digest(of: "".utf8)

  private func key(_ number: Int64) throws(KeyError) -> APIKey {
    do {
      return try database.read { database in
        try Row.fetchOne(database, sql: "SELECT * FROM apiKey WHERE number = ?", arguments: [number])
          .map { try Self.key($0) }
          ?? { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "A key is gone.") }()
      }
    } catch {
      throw .database(error)
    }
  }

  /// The prefix in what was given as one: alone, or as secrets begin, and then perhaps with what follows it.
  private static func prefix(in text: String) -> String {
    guard text.hasPrefix(KeySecret.mark) else { return text }
    return String(text.dropFirst(KeySecret.mark.count).prefix(KeySecret.shownCharacters))
  }

  private static func text(_ scopes: Set<AccessScope>) -> String {
    scopes.sorted().map(\.rawValue).joined(separator: " ")
  }

  private static func key(_ row: Row) throws -> APIKey {
    let names = (row["scopes"] as String).split(separator: " ")
    return APIKey(
      number: row["number"], name: row["name"], prefix: row["prefix"],
      // A scope that only a later version knows is none here.
      scopes: Set(names.compactMap { AccessScope(rawValue: String($0)) }),
      requestsPerMinute: row["requestsPerMinute"], charactersPerMonth: row["charactersPerMonth"],
      created: Date(milliseconds: row["created"]),
      expires: (row["expires"] as Int64?).map(Date.init(milliseconds:)),
      lastUsed: (row["lastUsed"] as Int64?).map(Date.init(milliseconds:)),
      revoked: (row["revoked"] as Int64?).map(Date.init(milliseconds:)))
  }
}

/// Why a key was not made or revoked.
public enum KeyError: Error, Equatable, CustomStringConvertible {
  /// What is wrong with the request.
  case invalid(String)
  /// A key in use has this name.
  case exists(String)
  /// No key in use has this name or prefix.
  case missing(String)
  case database(DatabaseFileError)

  public var description: String {
    switch self {
    case .invalid(let problem): problem
    case .exists(let name):
      "There is a key with the name \(name) already. Choose another name, or revoke that key first."
    case .missing(let name):
      "No key in use has the name or prefix \(name). `chasqui keys list` shows them."
    case .database(let error): error.description
    }
  }
}

extension Date {
  /// Since 1970, as the database has it.
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
