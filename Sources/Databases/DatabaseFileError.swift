private import Foundation
internal import GRDB

/// What went wrong with a database: where, what, and what to do about it.
public struct DatabaseFileError: Error, Equatable, CustomStringConvertible {
  public enum Reason: String, Sendable, Equatable {
    /// There is no such file, or nothing in it.
    case missing
    /// Another process holds the database.
    case locked
    /// The database may not be written.
    case readOnly
    /// There is no room on the disk.
    case full
    /// A value is longer than SQLite can store.
    case tooLarge
    /// The file is damaged, or no database.
    case damaged
    /// The database was written by a newer version of the program.
    case tooNew
    /// The database was written by an older version of the program, and may not be brought up to date.
    case tooOld
    /// The database is that of another program, or for another purpose.
    case foreign
    /// The operating system refused to read or write.
    case inputOutput
  }

  public let reason: Reason
  /// The path of the database.
  public let place: String
  /// What was found.
  public let message: String
  /// What the reader of the message can do.
  public let advice: String

  init(_ reason: Reason, _ place: String, _ message: String, advice: String) {
    self.reason = reason
    self.place = place
    self.message = message
    self.advice = advice
  }

  public var description: String { "\(place): \(message) \(advice)" }

  /// Tells whether the same may succeed a little later.
  public var isPassing: Bool { reason == .locked || reason == .full }
}

extension DatabaseFileError {
  init(_ error: any Error, path: String, remedy: String) {
    if let error = error as? DatabaseFileError {
      self = error
    } else if let error = error as? DatabaseError {
      self.init(error.resultCode, path, error.message ?? "\(error.resultCode)", remedy)
    } else if error is DecodingError {
      self = .damaged(path, "A record cannot be read.", remedy: remedy)
    } else {
      self.init(
        .inputOutput, path, "The database cannot be used: \((error as NSError).localizedDescription)",
        advice: "See whether its folder exists and may be written.")
    }
  }

  /// - Parameters:
  ///   - message: what was found.
  ///   - remedy: that of the `DatabaseSchema`.
  public static func damaged(_ path: String, _ message: String, remedy: String) -> DatabaseFileError {
    DatabaseFileError(
      .damaged, path, "The database is damaged: \(message)",
      advice: "Restore a copy, or move the file away and \(remedy).")
  }

  private init(_ code: ResultCode, _ path: String, _ message: String, _ remedy: String) {
    switch code {
    case .SQLITE_NOTADB: self = .damaged(path, "The file is not a database.", remedy: remedy)
    case .SQLITE_CORRUPT: self = .damaged(path, message, remedy: remedy)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked, path, "Another process is writing to the database.", advice: "Try again when it is done.")
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(
        .readOnly, path, "The database may not be written.",
        advice: "Ask for write permission on the file and its folder, or name another file.")
    case .SQLITE_FULL:
      self.init(
        .full, path, "The disk is full; the database is as it was before.", advice: "Make room and try again."
      )
    case .SQLITE_CANTOPEN:
      self.init(
        .inputOutput, path, "The database cannot be opened.",
        advice: "See whether the folder exists and may be read and written.")
    case .SQLITE_TOOBIG:
      self.init(.tooLarge, path, "A text is too long for the database.", advice: "Shorten it.")
    default:
      self.init(
        .inputOutput, path, "SQLite says: \(message).", advice: "See to the disk and try again.")
    }
  }
}
