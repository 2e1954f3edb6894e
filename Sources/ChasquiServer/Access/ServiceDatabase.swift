private import Foundation
internal import GRDB
private import Storage
private import Terminology

/// The SQLite file in which the server keeps its keys, what they have used, and the list of its jobs.
///
/// It stands beside the database of the glossaries and not in it: a glossary may be copied to anyone, and
/// counts of requests are no changes that somebody would undo. Any number of processes may have it open. Only
/// its owner may read it. Shared by all threads.
public final class ServiceDatabase: Sendable {
  public let path: String
  private let pool: DatabasePool

  /// `service.sqlite` in the folder of the database of the glossaries.
  ///
  /// - Parameter terminology: the path of that database; nil for where it is by default.
  public static func defaultPath(
    beside terminology: String? = nil, environment: [String: String]? = nil
  ) -> String {
    let neighbour = terminology ?? TerminologyDatabase.defaultPath(environment: environment)
    return "\(PathParts(neighbour).folder)/service.sqlite"
  }

  /// Opens the file; creates it and its folder where they are missing, and brings an older one up to date.
  ///
  /// - Parameter patience: how long, in seconds, to wait for another process that writes.
  public init(path: String, patience: Double = 10) throws(ServiceDatabaseError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: PathParts(path).folder, withIntermediateDirectories: true)
      // SQLite would let everybody read it. The files of its log get the same permissions.
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      if descriptor >= 0 { close(descriptor) }
      var configuration = Configuration()
      configuration.busyMode = .timeout(patience)
      configuration.label = "service"
      configuration.prepareDatabase { database in
        // What a key has used and what was uploaded must survive a power cut.
        try database.execute(sql: "PRAGMA synchronous = FULL")
      }
      pool = try DatabasePool(path: path, configuration: configuration)
      try Self.prepare(pool, path: path)
    } catch {
      throw ServiceDatabaseError(error, database: path)
    }
  }

  /// Runs `body` on one state of the database.
  func read<Result>(_ body: (Database) throws -> Result) throws(ServiceDatabaseError) -> Result {
    do {
      return try pool.read(body)
    } catch {
      throw ServiceDatabaseError(error, database: path)
    }
  }

  /// Runs `body` as one transaction: all of it is done, or nothing.
  func write<Result>(_ body: (Database) throws -> Result) throws(ServiceDatabaseError) -> Result {
    do {
      return try pool.write(body)
    } catch {
      throw ServiceDatabaseError(error, database: path)
    }
  }

  private static func prepare(_ pool: DatabasePool, path: String) throws {
    let migrator = ServiceSchema.migrator
    let isCurrent = try pool.read { database in
      let identifier = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
      guard identifier == ServiceSchema.applicationIdentifier || isEmpty else {
        throw ServiceDatabaseError(
          .foreign, path, "This is a database of another program, or the one with the glossaries.",
          advice: "Name another file.")
      }
      guard try !migrator.hasBeenSuperseded(database) else {
        throw ServiceDatabaseError(
          .tooNew, path, "The database was written by a newer version of this program.",
          advice: "Install the newer version, or name another file.")
      }
      return try migrator.hasCompletedMigrations(database)
    }
    if !isCurrent { try migrator.migrate(pool) }
  }
}
