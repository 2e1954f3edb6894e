private import Foundation
internal import GRDB

extension TerminologyError {
  /// What `error`, thrown while the database at `path` was used, means for whoever used it. Values that were
  /// being written are never part of it.
  init(_ error: any Error, database path: String) {
    if let error = error as? TerminologyError {
      self = error
    } else if let error = error as? DatabaseError {
      self.init(error.resultCode, path, error.message ?? "\(error.resultCode)")
    } else if error is DecodingError {
      self = .damaged(path, "A record cannot be read.")
    } else {
      self.init(.inputOutput, path, "The database cannot be used: \((error as NSError).localizedDescription)")
    }
  }

  static func damaged(_ path: String, _ message: String) -> TerminologyError {
    TerminologyError(
      .damaged, path, "The database is damaged: \(message)",
      advice: "Restore a copy, or move the file away and import the glossaries again.")
  }

  private init(_ code: ResultCode, _ path: String, _ message: String) {
    switch code {
    case .SQLITE_NOTADB: self = .damaged(path, "The file is not a database.")
    case .SQLITE_CORRUPT: self = .damaged(path, message)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked, path, "Another process is writing to the database.",
        advice: "Try again when it is done.")
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(
        .readOnly, path, "The database may not be written.",
        advice: "Ask for write permission on the file and its folder, or name another file.")
    case .SQLITE_FULL:
      self.init(
        .inputOutput, path, "The disk is full; the database is as it was before.",
        advice: "Make room and try again.")
    case .SQLITE_CANTOPEN:
      self.init(
        .inputOutput, path, "The database cannot be opened.",
        advice: "See whether the folder exists and may be read and written.")
    case .SQLITE_TOOBIG:
      self.init(.limit, path, "A text is too long for the database.")
    default:
      self.init(.inputOutput, path, "SQLite says: \(message).", advice: "See to the disk and try again.")
    }
  }
}
