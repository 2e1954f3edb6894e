private import Foundation
public import GRDB
public import Storage

/// A SQLite file of this program.
///
/// Any number of processes may have it open: readers never wait (write-ahead log), writers take turns. What is
/// written survives a power cut. Shared by all threads.
public final class DatabaseFile: Sendable {
  public enum Access: Sendable {
    case readAndWrite
    /// The file must exist; nothing is created and every change is refused.
    case readOnly
  }

  public let path: String
  private let schema: DatabaseSchema
  private let pool: DatabasePool

  /// Opens the file; creates it and its folder where they are missing, and brings an older one up to date.
  ///
  /// - Parameters:
  ///   - isPrivate: whether only its owner may read a file that is created.
  ///   - patience: how long, in seconds, to wait for another process that writes.
  public init(
    path: String, schema: DatabaseSchema, access: Access = .readAndWrite, isPrivate: Bool = false,
    patience: Double = 10
  ) throws(DatabaseFileError) {
    self.path = path
    self.schema = schema
    do {
      if access == .readAndWrite {
        try FileManager.default.createDirectory(
          atPath: PathParts(path).folder, withIntermediateDirectories: true)
      } else if !FileManager.default.fileExists(atPath: path) {
        throw DatabaseFileError(.missing, path, "There is no database.", advice: "Name another file.")
      }
      if isPrivate { Self.createPrivately(path) }
      var configuration = Configuration()
      configuration.readonly = access == .readOnly
      configuration.busyMode = .timeout(patience)
      pool = try Self.patiently(patience) {
        let pool = try DatabasePool(path: path, configuration: configuration)
        try Self.prepare(pool, path: path, schema: schema, access: access)
        return pool
      }
    } catch {
      let error = DatabaseFileError(error, path: path, remedy: schema.remedy)
      guard access == .readOnly, error.reason == .readOnly else { throw error }
      throw DatabaseFileError(
        .readOnly, path, "SQLite reads the database by a log in the same folder, which may not be written.",
        advice: "Ask for write permission on the folder, or copy the database to another.")
    }
  }

  /// Runs `body` on one state of the database.
  ///
  /// - Throws: what `body` throws, errors of SQLite among it; `failure(_:)` tells what they mean.
  public func read<Result>(_ body: (Database) throws -> Result) throws -> Result { try pool.read(body) }

  /// Runs `body` as one transaction: all of it is done, or, when it throws, nothing.
  ///
  /// - Throws: as `read` does.
  public func write<Result>(_ body: (Database) throws -> Result) throws -> Result { try pool.write(body) }

  /// Of the file and its log: what changes when any process writes. It costs some microseconds.
  public var stamps: [FileStamp] { ["", "-wal"].compactMap { FileStamp(path: path + $0) } }

  /// What an error thrown while the database was used means for whoever used it. Values that were being written
  /// are never part of it.
  public func failure(_ error: any Error) -> DatabaseFileError {
    DatabaseFileError(error, path: path, remedy: schema.remedy)
  }

  /// SQLite would let everybody read it; the files of its log get the same permissions. An existing file is not
  /// opened: closing it again would take the locks of this process's other connections to it.
  private static func createPrivately(_ path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Does `opening` again and again while another process is in the way: SQLite itself does not wait for one that
  /// just turns a new file into one with a log.
  private static func patiently(_ patience: Double, _ opening: () throws -> DatabasePool) throws
    -> DatabasePool
  {
    let end = ContinuousClock.now + .seconds(patience)
    while true {
      do {
        return try opening()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end {
        usleep(5_000)
      }
    }
  }

  private static func prepare(
    _ pool: DatabasePool, path: String, schema: DatabaseSchema, access: Access
  ) throws {
    let state = try pool.read { try DatabaseState($0) }
    try state.check(schema: schema, path: path, access: access)
    guard access == .readAndWrite else { return }
    try pool.writeWithoutTransaction { database in
      // A saved correction is not to be lost when the power fails; the log is not to stay as large as the
      // largest import; and an import has the indexes in memory, at most 64 MiB of them.
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA journal_size_limit = 16777216;
          PRAGMA cache_size = -65536
          """)
      guard state.version < schema.versions.count else { return }
      try database.inTransaction(.immediate) {
        // Another process may have done it meanwhile, or may be of a newer version.
        let state = try DatabaseState(database)
        try state.check(schema: schema, path: path, access: access)
        for statements in schema.versions.dropFirst(state.version) { try database.execute(sql: statements) }
        try database.execute(
          sql: """
            PRAGMA application_id = \(schema.applicationIdentifier);
            PRAGMA user_version = \(schema.versions.count)
            """)
        return .commit
      }
    }
  }
}
