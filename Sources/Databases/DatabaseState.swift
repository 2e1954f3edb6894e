internal import GRDB

/// Whose a database is, and of which version.
struct DatabaseState {
  let applicationIdentifier: Int32
  let isEmpty: Bool
  /// From 1; 0 where nothing has been made.
  let version: Int

  /// To be called in a transaction, so that all is of one moment.
  init(_ database: Database) throws {
    applicationIdentifier = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    // The first version was once made without its number.
    self.version = version == 0 && !isEmpty ? 1 : version
  }

  func check(schema: DatabaseSchema, path: String, access: DatabaseFile.Access) throws {
    guard applicationIdentifier == schema.applicationIdentifier || (isEmpty && applicationIdentifier == 0)
    else {
      throw DatabaseFileError(
        .foreign, path, "This is a database of another program, or for another purpose.",
        advice: "Name another file.")
    }
    guard version <= schema.versions.count else {
      throw DatabaseFileError(
        .tooNew, path, "The database was written by a newer version of this program.",
        advice: "Install the newer version, or name another file.")
    }
    guard access == .readOnly else { return }
    // So is one whose making was stopped at its beginning.
    guard !isEmpty else {
      throw DatabaseFileError(.missing, path, "The database is empty.", advice: "Name another file.")
    }
    guard version == schema.versions.count else {
      throw DatabaseFileError(
        .tooOld, path, "The database is of an older version and has to be brought up to date.",
        advice: "Open it for writing once.")
    }
  }
}
