internal import Foundation
internal import GRDB
private import Storage

extension JobStore {
  /// A job that must be there.
  static func job(_ database: Database, _ id: JobID) throws -> JobDescription {
    guard let row = try row(database, id) else { throw JobError.missing }
    return try job(row)
  }

  /// A job, if the caller may see it: their own, any for `admin`, and for everybody those of callers without a
  /// key, whose identifier is all the proof there can be.
  static func job(
    _ database: Database, _ id: JobID, _ caller: Caller, _ documentKey: String?
  ) throws -> JobDescription {
    guard let row = try row(database, id) else { throw JobError.missing }
    let job = try job(row)
    guard job.owner == nil || job.owner == caller.keyID || caller.has(.admin) else { throw JobError.missing }
    if let documentKey {
      guard let digest = SHA256Digest(bytes: Array(row["documentDigest"] as Data)),
        digest == SHA256Digest(of: documentKey.lowercased().utf8)
      else { throw JobError.missing }
    }
    return job
  }

  static func job(_ row: Row) throws -> JobDescription {
    guard let id = JobID(row["id"] as String), let state = JobState(rawValue: row["state"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "A job cannot be read.")
    }
    let options = try JSONDecoder().decode(JobOptions.self, from: Data((row["options"] as String).utf8))
    let owner: Int64 = row["owner"]
    return JobDescription(
      id: id, owner: owner == 0 ? nil : owner, name: row["name"], source: row["source"],
      target: row["target"], options: options, state: state, segments: row["segments"],
      segmentsDone: row["segmentsDone"], characters: row["characters"],
      created: Date(milliseconds: row["created"]),
      finished: (row["finished"] as Int64?).map(Date.init(milliseconds:)), problem: row["problem"])
  }

  /// Brings a job that is not finished to its end.
  ///
  /// - Parameter bytes: of the files that stay.
  /// - Returns: false if it was finished already, or is gone.
  @discardableResult
  static func end(
    _ database: Database, _ id: JobID, _ state: JobState, problem: String? = nil, bytes: Int = 0, now: Date
  ) throws -> Bool {
    try database.execute(
      sql: """
        UPDATE job SET state = ?1, problem = ?2, bytes = ?3, finished = ?4,
          segmentsDone = CASE ?1 WHEN 'done' THEN segments ELSE segmentsDone END
        WHERE id = ?5 AND state IN ('queued', 'translating')
        """,
      arguments: [state.rawValue, problem, bytes, now.milliseconds, id.description])
    return database.changesCount > 0
  }

  private static func row(_ database: Database, _ id: JobID) throws -> Row? {
    try Row.fetchOne(database, sql: "SELECT * FROM job WHERE id = ?", arguments: [id.description])
  }
}
