import ChasquiTestSupport
import Foundation
import ServiceLifecycle
import Synchronization

@testable import ChasquiServer

/// A store of jobs in a folder of its own.
struct JobSamples {
  let service: ServiceSamples
  let store: JobStore
  var folder: String { store.files.folder }

  init(_ limits: JobLimits = JobSamples.limits) throws {
    service = try ServiceSamples()
    store = try JobStore(database: service.database, limits: limits)
  }

  /// Impatient ones.
  static var limits: JobLimits {
    var limits = JobLimits()
    limits.interval = .milliseconds(20)
    return limits
  }

  static let anonymous = ServiceSamples.caller(nil)
  static let admin = ServiceSamples.caller(99, scopes: [.admin])

  static func owner(_ key: Int64) -> Caller { ServiceSamples.caller(key) }

  static func request(_ text: String, name: String = "note.txt") -> JobRequest {
    JobRequest(name: name, source: "es", target: "en", upload: Array(text.utf8))
  }

  /// The store as another process, or the next, opens it.
  func again(_ limits: JobLimits = JobSamples.limits) throws -> JobStore {
    try JobStore(database: service.another(), limits: limits)
  }

  /// The names of the jobs' folders.
  func folders() throws -> Set<String> {
    try Set(FileManager.default.contentsOfDirectory(atPath: folder)).subtracting(["lock"])
  }

  func error(_ body: () throws -> Void) -> JobError? {
    do { try body() } catch { return error as? JobError }
    return nil
  }

  /// Runs a runner while `body` runs, and then stops it gracefully.
  static func run(_ runners: JobRunner..., body: () async throws -> Void) async throws {
    let group = ServiceGroup(
      configuration: .init(
        services: runners.map { .init(service: $0) }, logger: ServiceSamples.logger))
    let running = Task { try await group.run() }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
    await group.triggerGracefulShutdown()
    try await running.value
    try outcome.get()
  }

  /// Waits until the job is in one of these states.
  static func wait(
    _ store: JobStore, _ id: JobID, for states: JobState..., caller: Caller = JobSamples.admin
  ) async throws -> JobDescription {
    _ = try await eventually { try states.contains(store.job(id.description, for: caller).state) }
    return try store.job(id.description, for: caller)
  }

  /// "Translates" each line into capitals; waits after each for what `gate` does.
  static func capitals(gate: @escaping @Sendable (Int) async throws -> Void = { _ in }) -> JobTranslation {
    { job, upload, finished, progress in
      let lines = String(decoding: upload, as: UTF8.self).split(separator: "\n").map(String.init)
      try await progress.begin(segments: lines.count, characters: upload.count)
      var result: [String] = []
      for (index, line) in lines.enumerated() {
        if let known = finished[index] {
          result.append(known)
          continue
        }
        try await gate(index)
        result.append(line.uppercased())
        try await progress.finish(segment: index, translation: result[index])
      }
      return Array(result.joined(separator: "\n").utf8)
    }
  }

  static func runner(
    _ store: JobStore, _ translation: @escaping JobTranslation = JobSamples.capitals()
  ) -> JobRunner {
    JobRunner(store: store, logger: ServiceSamples.logger, translation: translation)
  }
}

/// A list that threads add to.
final class Record<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  var all: [Element] { elements.withLock { $0 } }
  func add(_ element: Element) { elements.withLock { $0.append(element) } }
}
