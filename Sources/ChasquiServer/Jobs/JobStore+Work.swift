internal import Foundation
internal import GRDB
private import Storage

/// What the one who works on the jobs asks for.
extension JobStore {
  /// What is needed to work on a job.
  struct Material: Sendable {
    let upload: [UInt8]
    let log: SegmentLog
  }

  /// Whose turn a job takes: the number of a key, or a negative one for a caller without one.
  func turn(of job: JobDescription) -> Int64 { job.owner ?? strangers.turn(of: job.id) }

  /// The next job, which is now being translated.
  ///
  /// - Parameter order: chooses among those who wait, as `turn` numbers them.
  func takeNext(
    order: (_ waiting: [Int64]) -> Int64?, now: Date = Date()
  ) throws(JobError) -> JobDescription? {
    while true {
      // Mostly nothing waits, and then nobody is kept from writing.
      let waiting = try read { database in
        try Row.fetchAll(database, sql: "SELECT id, owner FROM job WHERE state = 'queued' ORDER BY number")
      }
      var turns: [Int64] = []
      var first: [Int64: JobID] = [:]
      for row in waiting {
        guard let id = JobID(row["id"] as String) else { continue }
        let owner: Int64 = row["owner"]
        let turn = owner == 0 ? strangers.turn(of: id) : owner
        guard first[turn] == nil else { continue }
        first[turn] = id
        turns.append(turn)
      }
      guard !turns.isEmpty, let turn = order(turns), let next = first[turn] else { return nil }
      let taken = try write { database -> (job: JobDescription, isHopeless: Bool)? in
        let row = try Row.fetchOne(
          database, sql: "SELECT * FROM job WHERE state = 'queued' AND id = ?",
          arguments: [next.description])
        guard let row else { return nil }
        let id = try Self.job(row).id
        let isHopeless = row["attempts"] >= limits.attempts
        if isHopeless {
          let problem = "The server stopped \(limits.attempts) times while it translated this document."
          try Self.end(database, id, .failed, problem: problem, now: now)
        } else {
          try database.execute(
            sql: "UPDATE job SET state = 'translating', attempts = attempts + 1 WHERE id = ?",
            arguments: [id.description])
        }
        return (try Self.job(database, id), isHopeless)
      }
      // Cancelled in between, or given up: another may wait.
      guard let taken else { continue }
      guard taken.isHopeless else { return taken.job }
      files.remove(taken.job.id)
    }
  }

  func material(of id: JobID) throws(JobError) -> Material {
    do {
      return Material(upload: try files.readUpload(id), log: try files.openSegments(id))
    } catch {
      throw .file(error)
    }
  }

  /// Notes how far a job has come.
  ///
  /// - Parameter characters: nil to leave them.
  /// - Returns: false if the job is no longer wanted.
  func note(
    _ id: JobID, segments: Int, segmentsDone: Int, characters: Int?, bytes: Int
  ) throws(JobError) -> Bool {
    try write { database in
      try database.execute(
        sql: """
          UPDATE job SET segments = ?, segmentsDone = ?, characters = coalesce(?, characters), bytes = ?
          WHERE id = ? AND state = 'translating'
          """,
        arguments: [segments, segmentsDone, characters, bytes, id.description])
      return database.changesCount > 0
    }
  }

  /// Keeps the result of a job, unless it is no longer wanted.
  func finish(_ id: JobID, result: [UInt8], now: Date = Date()) throws(JobError) {
    do {
      try files.writeResult(result, of: id)
    } catch {
      // Whoever cancels a job takes its folder away.
      if error.reason == .missing, try wanted(among: [id]).isEmpty { return }
      throw .file(error)
    }
    let isKept = try write { try Self.end($0, id, .done, bytes: result.count, now: now) }
    if isKept { files.removeWork(id) } else { files.remove(id) }
  }

  func fail(_ id: JobID, problem: String, now: Date = Date()) throws(JobError) {
    let short = String(problem.prefix(Self.longestText))
    if try write({ try Self.end($0, id, .failed, problem: short, now: now) }) { files.remove(id) }
  }

  /// Puts a job back that was not finished, through no fault of its own.
  func putBack(_ id: JobID) throws(JobError) {
    try write { database in
      try database.execute(
        sql: """
          UPDATE job SET state = 'queued', attempts = attempts - 1 WHERE id = ? AND state = 'translating'
          """, arguments: [id.description])
    }
  }

  /// Those of these jobs that are still to be translated.
  func wanted(among ids: [JobID]) throws(JobError) -> Set<JobID> {
    try read { database in
      try Set(
        ids.filter { id in
          try String.fetchOne(
            database, sql: "SELECT state FROM job WHERE id = ?", arguments: [id.description])
            == JobState.translating.rawValue
        })
    }
  }

  /// Puts back the jobs that somebody was translating who is no longer there.
  ///
  /// - Parameter own: those that are being translated.
  func putBackAbandoned(except own: Set<JobID> = []) throws(JobError) {
    let abandoned = try read { database in
      try String.fetchAll(database, sql: "SELECT id FROM job WHERE state = 'translating'")
    }.filter { id in !own.contains { $0.description == id } }
    guard !abandoned.isEmpty else { return }
    try write { database in
      for id in abandoned {
        try database.execute(
          sql: "UPDATE job SET state = 'queued' WHERE id = ? AND state = 'translating'", arguments: [id])
      }
    }
  }

  /// Removes the jobs that were finished long ago, and files that no job names.
  func sweep(now: Date = Date()) throws(JobError) {
    let end = now.addingTimeInterval(-limits.retention.seconds)
    let expired = try read { database in
      try String.fetchAll(
        database, sql: "SELECT id FROM job WHERE finished <= ?", arguments: [end.milliseconds])
    }
    if !expired.isEmpty {
      try write { database in
        try database.execute(sql: "DELETE FROM job WHERE finished <= ?", arguments: [end.milliseconds])
      }
      for id in expired.compactMap(JobID.init) { files.remove(id) }
    }
    // A younger one may be a job that another process is just adding.
    let old = files.unchanged(since: now.addingTimeInterval(-3600))
    let unnamed = try read { database in
      try old.filter { id in
        try Row.fetchOne(database, sql: "SELECT 1 FROM job WHERE id = ?", arguments: [id.description]) == nil
      }
    }
    for id in unnamed { files.remove(id) }
  }
}
