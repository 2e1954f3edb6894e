import ChasquiTestSupport
import Foundation
import GRDB
import Logging

@testable import ChasquiServer

/// A database of the server in a folder of its own.
struct ServiceSamples {
  let folder = TemporaryFolder()
  let database: ServiceDatabase
  var path: String { database.path }

  init() throws {
    database = try ServiceDatabase(path: folder.file("data/service.sqlite"))
  }

  static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// Another connection to the same file, as another process has it.
  func another(patience: Double = 10) throws -> ServiceDatabase {
    try ServiceDatabase(path: path, patience: patience)
  }

  /// Runs `body` while another connection is in the middle of writing.
  func whileLocked(_ body: () throws -> Void) throws {
    try DatabaseQueue(path: path).inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      let outcome = Result { try body() }
      try database.execute(sql: "ROLLBACK")
      try outcome.get()
    }
  }

  func control(_ options: AccessControl.Options = AccessControl.Options()) throws -> AccessControl {
    try AccessControl(database: database, options: options, logger: Self.logger)
  }

  static func caller(_ key: Int64?, quota: Int? = nil, scopes: Set<AccessScope> = [.translate]) -> Caller {
    Caller(
      keyID: key, name: key.map { "key \($0)" } ?? "anonymous", scopes: scopes,
      limits: CallerLimits(charactersPerMonth: quota))
  }

  static func date(_ text: String) -> Date {
    do { return try Date(text, strategy: .iso8601) } catch { fatalError("\(error)") }
  }
}
