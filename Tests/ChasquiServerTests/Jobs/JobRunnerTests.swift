import ChasquiTestSupport
import Foundation
import Testing

@testable import ChasquiServer

@Suite struct JobRunnerTests {
  private let samples: JobSamples
  private var store: JobStore { samples.store }
  private let owner = JobSamples.owner(1)

  init() throws { samples = try JobSamples() }

  @Test func aDocumentIsTranslated() async throws {
    let runner = JobSamples.runner(store)
    try await JobSamples.run(runner) {
      let job = try await runner.submit(JobSamples.request("uno\ndos"), by: owner).job
      let done = try await JobSamples.wait(store, job.id, for: .done)
      #expect(done.state == .done && done.segments == 2 && done.segmentsDone == 2 && done.characters == 7)
      #expect(try store.result(of: "\(job.id)", for: owner) == Array("UNO\nDOS".utf8))
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(samples.folder)/\(job.id)")
      #expect(files == ["result"], "the text is kept no longer than it is needed")
    }
  }

  @Test func failuresAreToldToTheOwner() async throws {
    struct Leak: Error { let text = "the secret text" }
    let runner = JobSamples.runner(store) { job, _, _, _ in
      if job.name == "known" { throw JobFailure("Line 3 is not XML.") }
      throw Leak()
    }
    try await JobSamples.run(runner) {
      let known = try await runner.submit(JobSamples.request("a", name: "known"), by: owner).job
      #expect(try await JobSamples.wait(store, known.id, for: .failed).problem == "Line 3 is not XML.")
      let unknown = try await runner.submit(JobSamples.request("a", name: "other"), by: owner).job
      let failed = try await JobSamples.wait(store, unknown.id, for: .failed)
      #expect(failed.problem?.contains("secret") == false)
      // The list tells of the end before the files go.
      #expect(try await eventually { try samples.folders().isEmpty })
    }
  }

  @Test func whatTakesTooLongIsGivenUp() async throws {
    var limits = JobSamples.limits
    limits.time = .milliseconds(200)
    let store = try samples.again(limits)
    let runner = JobSamples.runner(
      store,
      JobSamples.capitals { index in
        // The second line of an endless one never comes.
        if index == 1 { try await Task.sleep(for: .seconds(3_600)) }
      })
    try await JobSamples.run(runner) {
      let endless = try await runner.submit(JobSamples.request("a\nb"), by: owner).job
      let next = try await runner.submit(JobSamples.request("c"), by: owner).job
      let failed = try await JobSamples.wait(store, endless.id, for: .failed)
      #expect(failed.state == .failed && failed.segmentsDone == 1)
      #expect(failed.problem?.contains("longer than the 0.2s") == true, "\(failed.problem ?? "")")
      #expect(try await JobSamples.wait(store, next.id, for: .done).state == .done, "its place is free")
      #expect(try samples.folders() == ["\(next.id)"])
    }
  }

  @Test func ownersTakeTurns() async throws {
    for _ in 0..<4 { _ = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)) }
    for _ in 0..<2 { _ = try store.add(JobSamples.request("a"), by: JobSamples.owner(2)) }
    let last = try store.add(JobSamples.request("a"), by: JobSamples.anonymous).job
    let order = Record<Int64>()
    let runner = JobSamples.runner(store) { job, _, _, _ in
      order.add(job.owner ?? 0)
      return []
    }
    try await JobSamples.run(runner) {
      #expect(try await eventually { order.all.count == 7 })
      _ = try await JobSamples.wait(store, last.id, for: .done)
    }
    #expect(order.all == [1, 2, 0, 1, 2, 1, 1])
  }

  @Test func soManyAtOnce() async throws {
    var limits = JobSamples.limits
    limits.atOnce = 3
    let store = try samples.again(limits)
    let jobs = try (0..<8).map { try store.add(JobSamples.request("a"), by: JobSamples.owner($0 + 1)).job }
    let (started, ended) = (Record<Int>(), Record<Int>())
    let most = Record<Int>()
    let runner = JobSamples.runner(store) { _, _, _, _ in
      started.add(1)
      most.add(started.all.count - ended.all.count)
      try await Task.sleep(for: .milliseconds(30))
      ended.add(1)
      return []
    }
    try await JobSamples.run(runner) {
      for job in jobs {
        let state = try await JobSamples.wait(store, job.id, for: .done).state
        #expect(state == .done)
      }
    }
    #expect((most.all.max() ?? 0) <= 3 && started.all.count == 8)
  }

  @Test func aJobIsCancelledWhileItRuns() async throws {
    let runner = JobSamples.runner(
      store, JobSamples.capitals { index in if index == 1 { try await Task.sleep(for: .forever) } })
    try await JobSamples.run(runner) {
      let first = try await runner.submit(JobSamples.request("uno\ndos"), by: owner).job
      _ = try await JobSamples.wait(store, first.id, for: .translating)
      #expect(try await runner.cancel("\(first.id)", for: owner).state == .cancelled)
      let second = try await runner.submit(JobSamples.request("uno\ndos"), by: owner).job
      #expect(try await JobSamples.wait(store, second.id, for: .translating).state == .translating)
      try await runner.remove("\(second.id)", for: owner)
      // A third, which another process cancels.
      let third = try await runner.submit(JobSamples.request("uno\ndos"), by: owner).job
      #expect(try await JobSamples.wait(store, third.id, for: .translating).state == .translating)
      _ = try samples.again().cancel("\(third.id)", for: owner)
      let fourth = try await runner.submit(JobSamples.request("uno"), by: owner).job
      #expect(try await JobSamples.wait(store, fourth.id, for: .done).state == .done)
      #expect(try samples.folders() == ["\(fourth.id)"])
      #expect(try store.jobs(of: owner).map(\.state) == [.done, .cancelled, .cancelled])
    }
  }

  @Test func aGracefulStopPutsJobsBack() async throws {
    let seen = Record<Int>()
    let gate: @Sendable (Int) async throws -> Void = { index in
      seen.add(index)
      if index == 2 { try await Task.sleep(for: .forever) }
    }
    let runner = JobSamples.runner(store, JobSamples.capitals(gate: gate))
    let job = try store.add(JobSamples.request("a\nb\nc\nd"), by: owner).job
    try await JobSamples.run(runner) {
      let isUnderWay = try await eventually { seen.all.count == 3 }
      #expect(isUnderWay)
    }
    #expect(try store.job("\(job.id)", for: owner).state == .queued)
    let next = try samples.again()
    let (resumed, known) = (Record<Int>(), Record<[Int: String]>())
    let translation = JobSamples.capitals { resumed.add($0) }
    let second = JobSamples.runner(next) { job, upload, finished, progress in
      known.add(finished)
      return try await translation(job, upload, finished, progress)
    }
    try await JobSamples.run(second) {
      _ = try await JobSamples.wait(next, job.id, for: .done)
      #expect(try next.result(of: "\(job.id)", for: owner) == Array("A\nB\nC\nD".utf8))
    }
    #expect(known.all == [[0: "A", 1: "B"]])
    #expect(resumed.all == [2, 3], "what was finished is not translated again")
  }

  @Test func whatIsDiscardedDoesNotCountAsDone() async throws {
    let job = try store.add(JobSamples.request("a\nb"), by: owner).job
    let log = try store.files.openSegments(job.id)
    for segment in 0..<2 { try log.append(segment: segment, translation: "old") }
    let done = Record<Int>()
    let runner = JobSamples.runner(store) { [store, owner] job, _, _, progress in
      progress.discard([1])
      try await progress.begin(segments: 2)
      done.add(try store.job("\(job.id)", for: owner).segmentsDone)
      return []
    }
    try await JobSamples.run(runner) { _ = try await JobSamples.wait(store, job.id, for: .done, .failed) }
    #expect(done.all == [1])
  }

  /// One of two works; the other takes over.
  @Test func twoServersDoNotDoTheSame() async throws {
    let (first, second) = (Record<JobID>(), Record<JobID>())
    let other = try samples.again()
    func runner(_ store: JobStore, _ record: Record<JobID>) -> JobRunner {
      JobSamples.runner(store) { job, _, _, _ in
        record.add(job.id)
        return []
      }
    }
    let follower = runner(other, second)
    let waiting = Task { try await JobSamples.run(follower) { try await Task.sleep(for: .forever) } }
    defer { waiting.cancel() }
    var jobs: [JobID] = []
    try await JobSamples.run(runner(store, first)) {
      for _ in 0..<10 { jobs.append(try store.add(JobSamples.request("a"), by: owner).job.id) }
      for id in jobs { #expect(try await JobSamples.wait(store, id, for: .done).state == .done) }
    }
    let last = try store.add(JobSamples.request("a"), by: owner).job.id
    #expect(try await JobSamples.wait(store, last, for: .done).state == .done)
    #expect(Set(first.all + second.all) == Set(jobs + [last]))
    #expect(first.all.count + second.all.count == 11)
  }

  #if compiler(>=6.3)
    /// The process that translates is killed at some moment; the next one continues.
    @Test(arguments: [30, 80, 150, 300]) func aKilledServersJobIsContinued(milliseconds: Int) async throws {
      let path = samples.service.path
      let text = (0..<200).map { "línea \($0)" }.joined(separator: "\n")
      let job = try store.add(JobSamples.request(text), by: owner).job
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, milliseconds] in
        let store = try JobStore(database: ServiceDatabase(path: path), limits: JobSamples.limits)
        let runner = JobSamples.runner(
          store, JobSamples.capitals { _ in try await Task.sleep(for: .milliseconds(3)) })
        Thread.detachNewThread {
          usleep(UInt32(milliseconds) * 1000)
          kill(getpid(), SIGKILL)
        }
        try await runner.run()
      }
      let state = try store.job("\(job.id)", for: owner).state
      #expect(state == .translating || state == .queued)
      let before = try store.material(of: job.id).log.finished
      #expect(before.allSatisfy { $0.value == "LÍNEA \($0.key)" })
      let translated = Record<Int>()
      let runner = JobSamples.runner(store, JobSamples.capitals { translated.add($0) })
      try await JobSamples.run(runner) {
        _ = try await JobSamples.wait(store, job.id, for: .done)
        #expect(try store.result(of: "\(job.id)", for: owner) == Array(text.uppercased().utf8))
      }
      #expect(translated.all.count == 200 - before.count)
    }
  #endif
}
