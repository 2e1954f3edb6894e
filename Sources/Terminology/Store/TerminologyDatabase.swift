private import Foundation
internal import GRDB
private import Storage

/// The SQLite file in which glossaries and the translation memory live, with the record of every change.
///
/// Any number of processes may have it open: readers never wait (write-ahead log), writers take turns.
/// Shared by all threads.
public final class TerminologyDatabase: Sendable {
  public enum Access: Sendable {
    case readAndWrite
    /// The file must exist; nothing is created and every change is refused.
    case readOnly
  }

  public let path: String
  let folding = TextFolding()
  private let pool: DatabasePool

  /// `chasqui.sqlite` in `$CHASQUI_DATA`, else in `$XDG_DATA_HOME/chasqui`, else in `~/.local/share/chasqui`.
  public static func defaultPath(environment: [String: String]? = nil) -> String {
    let environment = environment ?? ProcessInfo.processInfo.environment
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let data =
      folder("CHASQUI_DATA")
      ?? (folder("XDG_DATA_HOME") ?? "\(folder("HOME") ?? "")/.local/share") + "/chasqui"
    return "\(data)/chasqui.sqlite"
  }

  /// Opens the file; creates it and its folder where they are missing, and brings an older one up to date.
  ///
  /// - Parameter patience: how long, in seconds, to wait for another process that writes.
  /// - Throws: `TerminologyError`, among others `.damaged`, `.tooNew`, `.malformed` for a file of another
  ///   program, and `.missing` where it may not be created.
  public init(path: String, access: Access = .readAndWrite, patience: Double = 10) throws(TerminologyError) {
    self.path = path
    do {
      if access == .readAndWrite {
        try FileManager.default.createDirectory(
          atPath: PathParts(path).folder, withIntermediateDirectories: true)
      } else if !FileManager.default.fileExists(atPath: path) {
        throw TerminologyError(
          .missing, path, "There is no database.", advice: "Import a glossary first, or name another file.")
      }
      var configuration = Configuration()
      configuration.readonly = access == .readOnly
      configuration.busyMode = .timeout(patience)
      configuration.label = "terminology"
      pool = try DatabasePool(path: path, configuration: configuration)
      try Self.prepare(pool, path: path, access: access)
    } catch {
      let error = TerminologyError(error, database: path)
      guard access == .readOnly, error.reason == .readOnly else { throw error }
      throw TerminologyError(
        .readOnly, path, "SQLite reads the database by a log in the same folder, which may not be written.",
        advice: "Ask for write permission on the folder, or copy the database to another.")
    }
  }

  /// The number of the last change, which only grows; 0 in a new database. Whoever keeps a copy of the
  /// content reads this to learn that it, or another process, has written: 0.1 ms at most.
  public func changeNumber() throws(TerminologyError) -> Int64 {
    try read { try $0.lastChange() }
  }

  /// Reads the whole file and compares the parts with each other.
  ///
  /// - Throws: `TerminologyError` with reason `.damaged` and what SQLite found.
  public func verify() throws(TerminologyError) {
    try read { journal in
      let database = journal.database
      let findings =
        try String.fetchAll(database, sql: "PRAGMA integrity_check(3)").filter { $0 != "ok" }
        + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(3).map {
          "A row of \($0["table"] as String) belongs to none of \($0["parent"] as String)."
        }
      guard findings.isEmpty else {
        throw TerminologyError.damaged(journal.path, findings.joined(separator: " "))
      }
    }
  }

  /// Runs `body` on one state of the database.
  func read<Result>(_ body: (Journal) throws -> Result) throws(TerminologyError) -> Result {
    do {
      return try pool.read { try body(Journal(database: $0, path: path, folding: folding)) }
    } catch {
      throw TerminologyError(error, database: path)
    }
  }

  /// Runs `body` as one transaction: all of it is done, or nothing.
  func write<Result>(_ body: (Journal) throws -> Result) throws(TerminologyError) -> Result {
    do {
      return try pool.write { try body(Journal(database: $0, path: path, folding: folding)) }
    } catch {
      throw TerminologyError(error, database: path)
    }
  }

  private static func prepare(_ pool: DatabasePool, path: String, access: Access) throws {
    let migrator = TerminologySchema.migrator
    let isCurrent = try pool.read { database in
      let identifier = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
      guard identifier == TerminologySchema.applicationIdentifier || isEmpty else {
        throw TerminologyError(
          .malformed, path, "This is a database of another program.", advice: "Name another file.")
      }
      guard try !migrator.hasBeenSuperseded(database) else {
        throw TerminologyError(
          .tooNew, path, "The database was written by a newer version of this program.",
          advice: "Install the newer version, or name another file.")
      }
      // So is one whose making was stopped at its beginning.
      guard access == .readAndWrite || !isEmpty else {
        throw TerminologyError(
          .missing, path, "The database is empty.", advice: "Import a glossary into it, or name another file."
        )
      }
      return try migrator.hasCompletedMigrations(database)
    }
    guard access == .readAndWrite else {
      guard isCurrent else {
        throw TerminologyError(
          .unsupported, path, "The database is of an older version and has to be brought up to date.",
          advice: "Open it for writing once.")
      }
      return
    }
    if !isCurrent { try migrator.migrate(pool) }
    try pool.writeWithoutTransaction { database in
      // A saved correction is not to be lost when the power fails; the log is not to stay as large as the
      // largest import; and an import has the indexes in memory, at most 64 MiB of them.
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA journal_size_limit = 16777216;
          PRAGMA cache_size = -65536
          """)
    }
  }
}
