internal import Foundation
internal import Logging
internal import ServiceLifecycle
private import Storage

/// Translates a document.
///
/// - Parameters:
///   - upload: the bytes of the file.
///   - finished: what an earlier attempt has finished, by the numbers of the segments.
///   - progress: takes each segment as soon as it is finished.
/// - Returns: the bytes of the translated file.
/// - Throws: `JobFailure` with words for the owner of the job; whatever else is only named in the log.
typealias JobTranslation =
  @Sendable (
    _ job: JobDescription, _ upload: [UInt8], _ finished: [Int: String], _ progress: JobProgress
  ) async throws -> [UInt8]

/// Works on the jobs of a store: a few at once, the owners in turn.
///
/// Several processes may run one on the same store: one works, and another takes over when that one ends. A job
/// whose process was killed is continued with the segments that it had finished.
actor JobRunner: Service {
  private struct Running {
    let owner: Int64
    var task: Task<[UInt8], any Error>?
    /// Whether it was cancelled, removed or given up.
    var isUnwanted = false
  }

  nonisolated let store: JobStore
  private let translation: JobTranslation
  private let logger: Logger
  private let queue = StorageQueue(label: "chasqui.jobs")
  private var running: [JobID: Running] = [:]
  private var turns = OwnerTurns()
  private var wakeUp: AsyncStream<Void>.Continuation?
  private var nextSweep = ContinuousClock.now

  init(store: JobStore, logger: Logger, translation: @escaping JobTranslation) {
    self.store = store
    self.logger = logger
    self.translation = translation
  }

  /// Stores a job, and begins with it if nothing else is to be done.
  func submit(_ request: JobRequest, by caller: Caller) async throws(JobError) -> JobReceipt {
    let receipt = try await queue.run { [store] () throws(JobError) in try store.add(request, by: caller) }
    wakeUp?.yield()
    return receipt
  }

  /// Ends a job that is not finished; a finished one stays as it is.
  func cancel(
    _ id: String, for caller: Caller, documentKey: String? = nil
  ) async throws(JobError) -> JobDescription {
    let job = try await queue.run { [store] () throws(JobError) in
      try store.cancel(id, for: caller, documentKey: documentKey)
    }
    if job.state == .cancelled { stop(job.id) }
    return job
  }

  /// Removes a job, finished or not.
  func remove(_ id: String, for caller: Caller, documentKey: String? = nil) async throws(JobError) {
    try await queue.run { [store] () throws(JobError) in
      try store.remove(id, for: caller, documentKey: documentKey)
    }
    if let id = JobID(id) { stop(id) }
  }

  /// Works until it is told to stop. What is not finished then is put back.
  func run() async throws {
    await cancelWhenGracefulShutdown { await self.work() }
  }

  private func work() async {
    guard let lock = await lock() else { return }
    await attempt("put back the jobs of before") { store in try store.putBackAbandoned() }
    let (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    wakeUp = continuation
    continuation.yield()
    await withDiscardingTaskGroup { group in
      group.addTask { [interval = store.limits.interval] in
        while (try? await Task.sleep(for: interval)) != nil { continuation.yield() }
      }
      for await _ in wakes {
        await stopUnwanted()
        await sweep()
        while running.count < store.limits.atOnce, let job = await takeNext() {
          group.addTask { await self.translate(job) }
        }
      }
    }
    wakeUp = nil
    withExtendedLifetime(lock) {}
  }

  /// The right to work on the jobs, as soon as nobody else has it; nil when it is time to stop.
  private func lock() async -> FolderLock? {
    var hasSaid = false
    while !Task.isCancelled {
      do {
        let lock = try await queue.run { [store] () throws(StorageError) in
          try FolderLock(folder: store.files.folder)
        }
        if let lock { return lock }
        if !hasSaid { logger.notice("Another process works on the jobs; this one waits for its end.") }
      } catch {
        if !hasSaid { logger.error("Jobs cannot be worked on: \(error)") }
      }
      hasSaid = true
      try? await Task.sleep(for: store.limits.interval)
    }
    return nil
  }

  private func takeNext() async -> JobDescription? {
    guard !Task.isCancelled else { return nil }
    var turns = turns
    turns.working = running.values.map(\.owner)
    let job = await attempt("take the next job") { [turns] store in
      try store.takeNext(order: turns.next)
    }
    guard let job = job ?? nil else { return nil }
    let owner = store.turn(of: job)
    self.turns.serve(owner)
    running[job.id] = Running(owner: owner)
    return job
  }

  private func translate(_ job: JobDescription) async {
    defer {
      running[job.id] = nil
      wakeUp?.yield()
    }
    let outcome: Result<[UInt8], any Error>
    do {
      let material = try await queue.run { [store] () throws(JobError) in try store.material(of: job.id) }
      let progress = RunningJob(job, material: material, store: store, queue: queue).progress
      let task = Task { [translation] in
        try await translation(job, material.upload, material.log.finished, progress)
      }
      running[job.id]?.task = task
      if running[job.id]?.isUnwanted == true { task.cancel() }
      let alarm = store.limits.time.map { time in
        Task { if (try? await Task.sleep(for: time)) != nil { await self.giveUp(job.id, after: time) } }
      }
      defer { alarm?.cancel() }
      outcome = await withTaskCancellationHandler {
        await task.result
      } onCancel: {
        task.cancel()
      }
    } catch {
      outcome = .failure(error)
    }
    await settle(job, outcome)
  }

  private func settle(_ job: JobDescription, _ outcome: Result<[UInt8], any Error>) async {
    let id = job.id
    switch outcome {
    case .success(let bytes):
      let isKept = await attempt("keep the result of job \(id.shortened)") { store in
        try store.finish(id, result: bytes)
        return true
      }
      guard isKept == nil else { return }
      await fail(id, Self.notStored)
    case .failure(let error):
      if running[id]?.isUnwanted == true { return }
      if Task.isCancelled {
        await attempt("put back job \(id.shortened)") { store in try store.putBack(id) }
      } else if let failure = error as? JobFailure {
        await fail(id, failure.description)
      } else if !(error is CancellationError) {
        logger.error("Job \(id.shortened) failed: \(Self.name(error))")
        let isOfStorage = error is JobError || error is StorageError
        await fail(id, isOfStorage ? Self.notStored : Self.unexplained)
      }
    }
  }

  private static let notStored = "The server could not store the translated document. Try again later."
  private static let unexplained =
    "The document could not be translated, for a reason that only the server's log tells."

  private func fail(_ id: JobID, _ problem: String) async {
    await attempt("end job \(id.shortened)") { store in try store.fail(id, problem: problem) }
  }

  /// Ends a job that has had all the time that it may have. Its owner is told at once, also where the work itself
  /// ends only after the sentence that it is at.
  private func giveUp(_ id: JobID, after time: Duration) async {
    logger.notice(
      "Job \(id.shortened) took longer than \(SettingText.duration(time.seconds)), and was given up.")
    await fail(
      id,
      "The translation took longer than the \(SettingText.duration(time.seconds)) that this server allows a document. "
        + "Divide the document.")
    stop(id)
  }

  /// Stops working on a job that was cancelled, removed or given up.
  private func stop(_ id: JobID) {
    running[id]?.isUnwanted = true
    running[id]?.task?.cancel()
  }

  /// Stops what other processes have cancelled or removed.
  private func stopUnwanted() async {
    let ids = Array(running.keys)
    guard !ids.isEmpty else { return }
    let wanted = await attempt("look for cancelled jobs") { store in try store.wanted(among: ids) }
    guard let wanted else { return }
    for id in ids where !wanted.contains(id) { stop(id) }
  }

  private func sweep() async {
    guard ContinuousClock.now >= nextSweep else { return }
    nextSweep = .now + .seconds(60)
    await attempt("remove old jobs") { store in try store.sweep() }
    // Jobs that could not be ended, because the database could not be written then.
    let own = Set(running.keys)
    await attempt("put back lost jobs") { store in try store.putBackAbandoned(except: own) }
  }

  /// Does something with the store that can be done later if it fails; nil if it did.
  @discardableResult
  private func attempt<Value: Sendable>(
    _ what: String, _ body: @escaping @Sendable (JobStore) throws -> Value
  ) async -> Value? {
    do {
      return try await queue.run { [store] in try body(store) }
    } catch {
      logger.error("Cannot \(what): \(Self.name(error))")
      return nil
    }
  }

  /// What the log may say of an error: other errors than those of files and the database may hold the text.
  private static func name(_ error: any Error) -> String {
    switch error {
    case let error as JobError: error.description
    case let error as StorageError: error.description
    default: "\(type(of: error))"
    }
  }
}
