internal import Foundation
internal import GRDB
internal import Storage

/// The jobs that callers have given: a list in the database, and their files in a folder beside it.
///
/// A file is written before the list names it and removed after; what a killed process leaves unnamed is swept
/// up later. Any number of processes may add jobs and look at them; one at a time works on them (`JobRunner`).
/// All calls wait for the disk. Shared by all threads.
final class JobStore: Sendable {
  static let longestText = 1_000

  let database: ServiceDatabase
  let files: JobFiles
  let limits: JobLimits
  let strangers = StrangerJobs()

  /// - Parameter folder: nil for `jobs` beside the database.
  init(database: ServiceDatabase, folder: String? = nil, limits: JobLimits = JobLimits()) throws(JobError) {
    self.database = database
    self.limits = limits
    do {
      files = try JobFiles(folder: folder ?? "\(PathParts(database.path).folder)/jobs")
    } catch {
      throw .file(error)
    }
  }

  /// Stores a job, to be worked on when its turn comes.
  func add(_ request: JobRequest, by caller: Caller, now: Date = Date()) throws(JobError) -> JobReceipt {
    let id = JobID()
    let documentKey = JobID.randomDigits(64)
    let options = try Self.json(request)
    let name = String(request.name.unicodeScalars.filter { $0.properties.generalCategory != .control })
    // Once before anything is written, and once when it counts.
    try check(caller, upload: request.upload.count)
    do {
      try files.create(id, upload: request.upload)
    } catch {
      throw .file(error)
    }
    do {
      let job = try write { database in
        let own = try check(database, caller, upload: request.upload.count)
        try database.execute(
          sql: """
            INSERT INTO job (id, documentDigest, owner, name, source, target, options, state, characters, bytes,
              created)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            id.description, Data(SHA256Digest(of: documentKey.utf8).bytes), caller.keyID ?? 0, name,
            request.source, request.target, options, JobState.queued.rawValue, request.characters,
            request.upload.count, now.milliseconds,
          ])
        if caller.keyID == nil { strangers.add(id, of: caller.client, among: Set(own.keys)) }
        return try Self.job(database, id)
      }
      return JobReceipt(job: job, documentKey: documentKey)
    } catch {
      files.remove(id)
      throw error
    }
  }

  /// A job, if the caller may see it.
  ///
  /// - Parameters:
  ///   - id: as the caller gives it, well formed or not.
  ///   - documentKey: where the dialect asks for one, it has to be right.
  func job(_ id: String, for caller: Caller, documentKey: String? = nil) throws(JobError) -> JobDescription {
    guard let id = JobID(id) else { throw .missing }
    return try read { try Self.job($0, id, caller, documentKey) }
  }

  /// The jobs of the caller, newest first; those of everybody for `admin`. Those of callers without a key are
  /// not listed: whoever has the identifier may ask for them.
  func jobs(of caller: Caller, limit: Int = 100) throws(JobError) -> [JobDescription] {
    let isAdmin = caller.has(.admin)
    guard isAdmin || caller.keyID != nil else { return [] }
    return try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM job WHERE owner = ?1 OR ?2 ORDER BY number DESC LIMIT ?3",
        arguments: [caller.keyID ?? 0, isAdmin, limit]
      ).map { try Self.job($0) }
    }
  }

  /// The translated document.
  ///
  /// - Throws: `JobError.notDone` while there is none.
  func result(
    of id: String, for caller: Caller, documentKey: String? = nil
  ) throws(JobError) -> [UInt8] {
    let job = try job(id, for: caller, documentKey: documentKey)
    guard job.state == .done else { throw .notDone(job.state) }
    do {
      return try files.readResult(job.id)
    } catch {
      // It may have been removed since.
      throw error.reason == .missing ? .missing : .file(error)
    }
  }

  /// Ends a job that is not finished; a finished one stays as it is.
  func cancel(
    _ id: String, for caller: Caller, documentKey: String? = nil, now: Date = Date()
  ) throws(JobError) -> JobDescription {
    guard let id = JobID(id) else { throw .missing }
    let (job, isCancelled) = try write { database in
      let job = try Self.job(database, id, caller, documentKey)
      guard !job.state.isFinal else { return (job, false) }
      try Self.end(database, id, .cancelled, now: now)
      return (try Self.job(database, id), true)
    }
    if isCancelled { files.remove(id) }
    return job
  }

  /// Removes a job, finished or not, with all of its files.
  func remove(_ id: String, for caller: Caller, documentKey: String? = nil) throws(JobError) {
    guard let id = JobID(id) else { throw .missing }
    try write { database in
      _ = try Self.job(database, id, caller, documentKey)
      try database.execute(sql: "DELETE FROM job WHERE id = ?", arguments: [id.description])
    }
    files.remove(id)
  }

  // Errors of ours pass through, those of the database are told as such.

  func read<Result>(_ body: (Database) throws -> Result) throws(JobError) -> Result {
    let outcome: Swift.Result<Result, JobError>
    do {
      outcome = try database.read { database in try Self.outcome { try body(database) } }
    } catch {
      throw .database(error)
    }
    return try outcome.get()
  }

  func write<Result>(_ body: (Database) throws -> Result) throws(JobError) -> Result {
    let outcome: Swift.Result<Result, JobError>
    do {
      // Whatever throws an error of ours does so before it writes: there is nothing to undo.
      outcome = try database.write { database in try Self.outcome { try body(database) } }
    } catch {
      throw .database(error)
    }
    return try outcome.get()
  }

  private static func outcome<Result>(
    _ body: () throws -> Result
  ) throws -> Swift.Result<Result, JobError> {
    do { return .success(try body()) } catch let error as JobError { return .failure(error) }
  }

  private func check(_ caller: Caller, upload: Int) throws(JobError) {
    _ = try read { try check($0, caller, upload: upload) }
  }

  /// - Returns: the jobs of the owner, and the bytes of their files.
  private func check(_ database: Database, _ caller: Caller, upload: Int) throws -> [JobID: Int] {
    func sizes(_ condition: String = "true", _ arguments: StatementArguments = []) throws -> [JobID: Int] {
      let rows = try Row.fetchAll(
        database, sql: "SELECT id, bytes FROM job WHERE \(condition)", arguments: arguments)
      return Dictionary(
        rows.compactMap { row in JobID(row["id"] as String).map { ($0, row["bytes"]) } }
      ) { first, _ in first }
    }
    func has(_ jobs: [JobID: Int], roomFor count: Int, bytes: Int) -> Bool {
      jobs.count < count && jobs.values.reduce(upload, +) <= bytes
    }
    let ofOwner = try sizes("owner = ?", [caller.keyID ?? 0])
    let own = caller.keyID == nil ? strangers.jobs(of: caller.client, among: ofOwner) : ofOwner
    guard own.count < limits.storedByOwner else {
      throw JobError.tooManyOfOwner(limit: limits.storedByOwner)
    }
    guard own.values.reduce(upload, +) <= limits.bytesByOwner else {
      throw JobError.tooLargeOfOwner(limit: limits.bytesByOwner)
    }
    guard has(try sizes(), roomFor: limits.stored, bytes: limits.bytes),
      caller.keyID != nil || has(ofOwner, roomFor: limits.storedWithoutKey, bytes: limits.bytesWithoutKey)
    else { throw JobError.full }
    return ofOwner
  }

  /// The options as the database has them.
  private static func json(_ request: JobRequest) throws(JobError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = (try? encoder.encode(request.options)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    let longest = [request.name, request.source ?? "", request.target, text].map(\.unicodeScalars.count).max()
    guard longest ?? 0 <= longestText else { throw .tooLong }
    return text
  }
}
