internal import Databases
private import Foundation
internal import GRDB
internal import Storage
private import Synchronization

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

  public var path: String { file.path }
  let folding = TextFolding()
  private let file: DatabaseFile
  /// The number of the last change, when it was read, and the stamps of the files that it was read from.
  private let lastSeen = Mutex<(stamps: [FileStamp], number: Int64, time: ContinuousClock.Instant)?>(nil)

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
    do {
      file = try DatabaseFile(
        path: path, schema: TerminologySchema.schema,
        access: access == .readOnly ? .readOnly : .readAndWrite, patience: patience)
    } catch {
      throw TerminologyError(error)
    }
  }

  /// The number of the last change, which only grows; 0 in a new database. Whoever keeps a copy of the
  /// content reads this to learn that it, or another process, has written: some microseconds where nothing was
  /// written for a while, else 0.1 ms at most.
  public func changeNumber() throws(TerminologyError) -> Int64 {
    let stamps = file.stamps
    let now = ContinuousClock.now
    if let seen = lastSeen.withLock({ $0 }), seen.stamps == stamps, now - seen.time < .seconds(1) {
      return seen.number
    }
    let number = try read { try $0.lastChange() }
    // A change is in the file before it counts: in between, the disk may take long to say that it has it. So the
    // number is not believed to stay until nothing was written for a minute, and then only for a second.
    let isSettled = !stamps.contains { $0.isYounger(than: 60) }
    lastSeen.withLock { $0 = isSettled ? (stamps, number, now) : nil }
    return number
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
      return try file.read { try body(Journal(database: $0, path: path, folding: folding)) }
    } catch {
      throw failure(error)
    }
  }

  /// Runs `body` as one transaction: all of it is done, or nothing.
  func write<Result>(_ body: (Journal) throws -> Result) throws(TerminologyError) -> Result {
    do {
      return try file.write { try body(Journal(database: $0, path: path, folding: folding)) }
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: any Error) -> TerminologyError {
    error as? TerminologyError ?? TerminologyError(file.failure(error))
  }
}
