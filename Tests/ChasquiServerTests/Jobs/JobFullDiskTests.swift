import ChasquiTestSupport
import Foundation
import Testing

@testable import ChasquiServer

/// A disk of 100 KiB in memory for the files of the jobs; only root may mount one.
private final class SmallDisk {
  let path: String

  init?(in folder: TemporaryFolder) {
    path = folder.file("jobs")
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #if os(Linux)
      guard mount("tmpfs", path, "tmpfs", 0, "size=100k") == 0 else { return nil }
    #else
      return nil
    #endif
  }

  static let isPossible = SmallDisk(in: TemporaryFolder()) != nil

  deinit {
    #if os(Linux)
      umount(path)
    #endif
  }
}

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small disk needs root on Linux"))
struct JobFullDiskTests {
  private let folder = TemporaryFolder()
  private let disk: SmallDisk
  private let store: JobStore
  private let owner = JobSamples.owner(1)

  init() throws {
    disk = try #require(SmallDisk(in: folder))
    store = try JobStore(
      database: ServiceDatabase(path: folder.file("service.sqlite")), folder: disk.path,
      limits: JobSamples.limits)
  }

  private func files() throws -> Set<String> {
    try Set(FileManager.default.contentsOfDirectory(atPath: disk.path)).subtracting(["lock"])
  }

  @Test func anUploadThatDoesNotFitLeavesNothing() throws {
    let large = JobSamples.request(String(repeating: "x", count: 200_000))
    let error = #expect(throws: JobError.self) { try store.add(large, by: owner) }
    #expect(error?.description.contains("No space left on device. Free some space") == true)
    #expect(try files() == [] && store.jobs(of: owner) == [])
    _ = try store.add(JobSamples.request("a"), by: owner)
  }

  @Test func aSegmentThatDoesNotFitLeavesTheOthers() throws {
    let log = try SegmentLog(path: disk.path + "/segments")
    var count = 0
    #expect(throws: (any Error).self) {
      while count < 1_000 {
        try log.append(segment: count, translation: String(repeating: "x", count: 3_000))
        count += 1
      }
    }
    #expect(count > 10 && count < 40)
    #expect(try SegmentLog(path: log.path).finished.count == count)
    try log.append(segment: count, translation: "x")
    #expect(try SegmentLog(path: log.path).finished.count == count + 1)
  }

  /// The job fails in words, and the next one has room again.
  @Test func aResultThatDoesNotFitIsToldToTheOwner() async throws {
    let runner = JobSamples.runner(store) { job, upload, _, progress in
      try await progress.begin(segments: 1)
      return Array(repeating: 65, count: job.name == "large" ? 200_000 : 10)
    }
    try await JobSamples.run(runner) {
      let large = try await runner.submit(JobSamples.request("a", name: "large"), by: owner).job
      let failed = try await JobSamples.wait(store, large.id, for: .failed)
      #expect(failed.problem == "The server could not store the translated document. Try again later.")
      let small = try await runner.submit(JobSamples.request("a"), by: owner).job
      #expect(try await JobSamples.wait(store, small.id, for: .done).state == .done)
      #expect(try files() == ["\(small.id)"])
    }
  }
}
