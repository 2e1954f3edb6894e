internal import Foundation
internal import Storage
private import Synchronization

/// What a translation in progress tells about itself. Any number of threads may tell at once.
struct JobProgress: Sendable {
  fileprivate let job: RunningJob

  /// Says how many segments the document has.
  ///
  /// - Parameter characters: code points of its text; nil if they were told when the job was added.
  func begin(segments: Int, characters: Int? = nil) async throws {
    try await job.begin(segments: segments, characters: characters)
  }

  /// Says that segments have to be translated again, although an earlier attempt may have finished them.
  func discard(_ segments: [Int]) { job.discard(segments) }

  /// Stores a finished segment, which will not have to be translated again if the server stops.
  ///
  /// - Parameter segment: its number, from 0.
  /// - Throws: `CancellationError` if the job is no longer wanted, `StorageError` if it cannot be stored.
  func finish(segment: Int, translation: String) async throws {
    try await job.finish(segment: segment, translation: translation)
  }
}

/// A job while it is worked on: its finished segments go to its log, and now and then to the list of jobs.
final class RunningJob: Sendable {
  private struct State {
    var segments = 0
    var characters: Int?
    var done: Set<Int>
    var nextNote: ContinuousClock.Instant
    var isUnwanted = false
  }

  let description: JobDescription
  private let store: JobStore
  private let queue: StorageQueue
  private let log: SegmentLog
  private let uploadBytes: Int
  private let state: Mutex<State>

  init(_ description: JobDescription, material: JobStore.Material, store: JobStore, queue: StorageQueue) {
    self.description = description
    self.store = store
    self.queue = queue
    log = material.log
    uploadBytes = material.upload.count
    state = Mutex(State(done: Set(material.log.finished.keys), nextNote: .now))
  }

  var progress: JobProgress { JobProgress(job: self) }

  fileprivate func begin(segments: Int, characters: Int?) async throws {
    state.withLock { state in
      state.segments = segments
      state.characters = characters
    }
    try await note()
  }

  fileprivate func discard(_ segments: [Int]) {
    state.withLock { $0.done.subtract(segments) }
  }

  fileprivate func finish(segment: Int, translation: String) async throws {
    precondition((0...Int(UInt32.max)).contains(segment), "The number of a segment has 32 bits.")
    try await queue.run { [log] () throws(StorageError) in
      try log.append(segment: segment, translation: translation)
    }
    let isTime = state.withLock { state in
      state.done.insert(segment)
      guard ContinuousClock.now >= state.nextNote else { return false }
      // Only one of several threads writes.
      state.nextNote = .now + store.limits.interval
      return true
    }
    if isTime { try await note() }
    if state.withLock({ $0.isUnwanted }) { throw CancellationError() }
  }

  /// Writes to the list how far it is.
  func note() async throws {
    let (segments, done, characters) = state.withLock { ($0.segments, $0.done.count, $0.characters) }
    let bytes = uploadBytes + log.length
    let isWanted = try await queue.run { [store, description] () throws(JobError) in
      try store.note(
        description.id, segments: segments, segmentsDone: min(done, max(segments, 0)),
        characters: characters, bytes: bytes)
    }
    if !isWanted {
      state.withLock { $0.isUnwanted = true }
      throw CancellationError()
    }
  }
}
