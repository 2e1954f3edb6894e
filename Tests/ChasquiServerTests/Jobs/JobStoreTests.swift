import ChasquiTestSupport
import Databases
import Foundation
import GRDB
import Testing

@testable import ChasquiServer

@Suite struct JobStoreTests {
  private let samples: JobSamples
  private var store: JobStore { samples.store }

  init() throws { samples = try JobSamples() }

  @Test func aJobIsWhatWasAsked() throws {
    var request = JobSamples.request("Hola.")
    request.options = JobOptions(
      format: "html", glossaries: ["salud"], convention: "guillemets", others: ["formality": "more"])
    request.characters = 5
    let now = ServiceSamples.date("2026-11-25T12:00:00Z")
    let receipt = try store.add(request, by: JobSamples.owner(1), now: now)
    #expect(receipt.documentKey.wholeMatch(of: /[0-9a-f]{64}/) != nil)
    let job = try store.job(receipt.job.id.description, for: JobSamples.owner(1))
    #expect(job == receipt.job)
    #expect(job.options == request.options && job.owner == 1 && job.state == .queued)
    #expect(try store.takeNext(order: \.first)?.id == job.id)
    #expect(try store.material(of: job.id).upload == Array("Hola.".utf8))
    #expect(try store.note(job.id, segments: 4, segmentsDone: 1, characters: nil, bytes: 10))
    try store.finish(job.id, result: Array("Hello.".utf8), now: now)
    #expect(try store.result(of: "\(job.id)", for: JobSamples.owner(1)) == Array("Hello.".utf8))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.dateEncodingStrategy = .iso8601
    let done = try store.job("\(job.id)", for: JobSamples.owner(1))
    #expect(
      String(decoding: try encoder.encode(done), as: UTF8.self)
        == #"{"characters":5,"created":"2026-11-25T12:00:00Z","finished":"2026-11-25T12:00:00Z","id":"\#(job.id)","#
        + #""name":"note.txt","progress":1,"segments":4,"segmentsDone":4,"source":"es","status":"done","#
        + #""target":"en"}"#)
  }

  @Test func aJobIsItsOwners() throws {
    let own = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)).job
    let anonymous = try store.add(JobSamples.request("b"), by: JobSamples.anonymous).job
    for caller in [JobSamples.owner(2), JobSamples.anonymous] {
      #expect(samples.error { _ = try store.job("\(own.id)", for: caller) } == .missing)
      #expect(samples.error { _ = try store.result(of: "\(own.id)", for: caller) } == .missing)
      #expect(samples.error { _ = try store.cancel("\(own.id)", for: caller) } == .missing)
      #expect(samples.error { try store.remove("\(own.id)", for: caller) } == .missing)
      #expect(try store.jobs(of: caller) == [])
      // Whoever has the identifier of one without an owner may have it.
      #expect(try store.job("\(anonymous.id)", for: caller) == anonymous)
    }
    #expect(try store.jobs(of: JobSamples.owner(1)) == [own])
    #expect(try store.jobs(of: JobSamples.admin) == [anonymous, own])
    #expect(try store.job("\(own.id)", for: JobSamples.admin) == own)
    #expect(try store.job("\(own.id)".uppercased(), for: JobSamples.owner(1)) == own)
  }

  @Test func theDocumentKeyHasToBeRight() throws {
    let receipt = try store.add(JobSamples.request("a"), by: JobSamples.anonymous)
    let id = "\(receipt.job.id)"
    #expect(try store.job(id, for: JobSamples.anonymous, documentKey: receipt.documentKey) == receipt.job)
    for wrong in ["", "x", String(receipt.documentKey.dropLast()), JobID.randomDigits(64)] {
      #expect(
        samples.error { _ = try store.job(id, for: JobSamples.anonymous, documentKey: wrong) } == .missing)
      #expect(
        samples.error { try store.remove(id, for: JobSamples.anonymous, documentKey: wrong) } == .missing)
    }
  }

  @Test(arguments: [
    "", "..", "../../../etc/passwd", "lock", ".", "/", "%2e%2e%2f", String(repeating: "a", count: 31),
    String(repeating: "a", count: 33), String(repeating: "g", count: 32),
    "../" + String(repeating: "a", count: 29),
    String(repeating: "a", count: 31) + "\0", String(repeating: "a", count: 31) + "/",
    String(repeating: "é", count: 16), "' OR 1=1 --", String(repeating: "0", count: 100_000),
  ])
  func hostileIdentifiersFindNothing(id: String) throws {
    let secret = samples.service.folder.file("data/secret")
    try Data("secret".utf8).write(to: URL(fileURLWithPath: secret))
    for caller in [JobSamples.anonymous, JobSamples.admin] {
      #expect(samples.error { _ = try store.job(id, for: caller) } == .missing)
      #expect(samples.error { _ = try store.result(of: id, for: caller) } == .missing)
      #expect(samples.error { _ = try store.cancel(id, for: caller) } == .missing)
      #expect(samples.error { try store.remove(id, for: caller) } == .missing)
    }
    #expect(FileManager.default.fileExists(atPath: secret))
  }

  /// The name of an upload is only ever a name.
  @Test func hostileNamesAreNoPaths() throws {
    for name in ["../../x", "/etc/passwd", "a\0b", "\u{202E}txt", ""] {
      let job = try store.add(JobSamples.request("a", name: name), by: JobSamples.owner(1)).job
      let kept = try store.job("\(job.id)", for: JobSamples.owner(1)).name
      #expect(kept == name.replacing("\0", with: ""))
    }
    #expect(try samples.folders().count == 5)
    let long = JobSamples.request("a", name: String(repeating: "n", count: 1_001))
    #expect(samples.error { _ = try store.add(long, by: JobSamples.owner(1)) } == .tooLong)
  }

  @Test func othersMayNotReadTheFiles() throws {
    let job = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)).job
    for path in [samples.folder, "\(samples.folder)/\(job.id)"] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o700)
    }
    #expect(chmod(samples.folder, 0o755) == 0)
    _ = try samples.again()
    let mode =
      try FileManager.default.attributesOfItem(atPath: samples.folder)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o700)
  }

  @Test func thereIsRoomForSoMany() throws {
    var limits = JobSamples.limits
    limits.stored = 5
    limits.storedByOwner = 3
    limits.bytes = 100
    let store = try samples.again(limits)
    for _ in 0..<3 { _ = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)) }
    #expect(
      samples.error { _ = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)) }
        == .tooManyOfOwner(limit: 3))
    let large = JobSamples.request(String(repeating: "a", count: 98))
    #expect(samples.error { _ = try store.add(large, by: JobSamples.owner(2)) } == .full)
    _ = try store.add(JobSamples.request("a"), by: JobSamples.anonymous)
    let last = try store.add(JobSamples.request("a"), by: JobSamples.owner(2)).job
    #expect(samples.error { _ = try store.add(JobSamples.request("a"), by: JobSamples.owner(3)) } == .full)
    #expect(try samples.folders().count == 5, "what is refused leaves nothing")
    try store.remove("\(last.id)", for: JobSamples.owner(2))
    _ = try store.add(JobSamples.request("a"), by: JobSamples.owner(3))
  }

  /// One caller without a key does not take the room of others, nor all of them that of those with one.
  @Test func strangersHaveRoomOfTheirOwn() throws {
    var limits = JobSamples.limits
    limits.storedByOwner = 2
    limits.storedWithoutKey = 5
    limits.bytesByOwner = 100
    let store = try samples.again(limits)
    func stranger(_ address: String) -> Caller {
      var caller = JobSamples.anonymous
      caller.client = .address(address)
      return caller
    }
    func add(_ caller: Caller, _ size: Int = 1) throws -> JobID {
      try store.add(JobSamples.request(String(repeating: "a", count: size)), by: caller).job.id
    }
    let first = try add(stranger("192.0.2.1"))
    _ = try add(stranger("192.0.2.1"))
    let tooMany = samples.error { _ = try add(stranger("192.0.2.1")) }
    #expect(tooMany == .tooManyOfOwner(limit: 2))
    #expect(tooMany?.description.contains("Delete those") == true)
    #expect(samples.error { _ = try add(stranger("192.0.2.2"), 101) } == .tooLargeOfOwner(limit: 100))
    for _ in 0..<2 { _ = try add(stranger("192.0.2.2")) }
    try store.remove("\(first)", for: stranger("192.0.2.1"))
    _ = try add(stranger("192.0.2.1"))
    _ = try add(stranger("192.0.2.3"))
    #expect(samples.error { _ = try add(stranger("192.0.2.3")) } == .full)
    _ = try add(JobSamples.owner(1))
    // Nothing that is written says who they were: the next process tells them apart anew.
    limits.storedWithoutKey = 6
    _ = try samples.again(limits).add(JobSamples.request("a"), by: stranger("192.0.2.1"))
  }

  /// One who has many jobs does not keep others waiting.
  @Test func strangersTakeTurns() throws {
    func add(_ address: String) throws -> JobID {
      var caller = JobSamples.anonymous
      caller.client = .address(address)
      return try store.add(JobSamples.request("a"), by: caller).job.id
    }
    let first = try add("192.0.2.1")
    let second = try add("192.0.2.1")
    let other = try add("192.0.2.2")
    let own = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)).job.id
    var turns = OwnerTurns()
    var order: [JobID] = []
    while let job = try store.takeNext(order: turns.next) {
      turns.serve(store.turn(of: job))
      order.append(job.id)
    }
    #expect(order == [first, other, own, second])
  }

  @Test func finishedJobsExpire() throws {
    let start = ServiceSamples.date("2020-11-25T12:00:00Z")
    let old = try store.add(JobSamples.request("a"), by: JobSamples.owner(1), now: start).job
    let waiting = try store.add(JobSamples.request("b"), by: JobSamples.owner(2), now: start).job
    _ = try store.takeNext(order: \.first)
    try store.finish(old.id, result: [65], now: start)
    let unnamed = JobID()
    try store.files.create(unnamed, upload: [1])
    try store.sweep(now: start.addingTimeInterval(24 * 3600 - 1))
    #expect(try store.result(of: "\(old.id)", for: JobSamples.owner(1)) == [65])
    try store.sweep(now: start.addingTimeInterval(24 * 3600))
    #expect(samples.error { _ = try store.job("\(old.id)", for: JobSamples.admin) } == .missing)
    #expect(try samples.folders().contains("\(waiting.id)"), "what waits does not expire")
    #expect(try !samples.folders().contains("\(old.id)"))
    // Files without a job are of somebody who was killed, once they are old.
    try store.sweep()
    #expect(try samples.folders().contains("\(unnamed)"))
    try store.sweep(now: Date().addingTimeInterval(3_700))
    #expect(try samples.folders() == ["\(waiting.id)"])
  }

  @Test func finishedIsFinished() throws {
    let job = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)).job
    _ = try store.takeNext(order: \.first)
    try store.finish(job.id, result: [65])
    #expect(try store.cancel("\(job.id)", for: JobSamples.owner(1)).state == .done)
    try store.fail(job.id, problem: "no")
    try store.putBack(job.id)
    #expect(try store.job("\(job.id)", for: JobSamples.owner(1)).state == .done)
    let second = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)).job
    #expect(
      samples.error { _ = try store.result(of: "\(second.id)", for: JobSamples.owner(1)) }
        == .notDone(.queued))
    _ = try store.takeNext(order: \.first)
    #expect(try store.cancel("\(second.id)", for: JobSamples.owner(1)).state == .cancelled)
    try store.finish(second.id, result: [66])
    #expect(try store.job("\(second.id)", for: JobSamples.owner(1)).state == .cancelled)
    #expect(
      samples.error { _ = try store.result(of: "\(second.id)", for: JobSamples.owner(1)) }
        == .notDone(.cancelled))
    #expect(try samples.folders() == ["\(job.id)"])
  }

  @Test func aJobThatKillsItsServerIsGivenUp() throws {
    let bad = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)).job
    let good = try store.add(JobSamples.request("b"), by: JobSamples.owner(1)).job
    for _ in 0..<3 {
      let next = try samples.again()
      try next.putBackAbandoned()
      #expect(try next.takeNext(order: \.first)?.id == bad.id)
    }
    let next = try samples.again()
    try next.putBackAbandoned()
    #expect(try next.takeNext(order: \.first)?.id == good.id)
    let failed = try next.job("\(bad.id)", for: JobSamples.owner(1))
    #expect(failed.state == .failed && failed.problem?.contains("3 times") == true)
    #expect(try samples.folders() == ["\(good.id)"])
    // To be stopped in good order costs no attempt.
    for _ in 0..<5 {
      try next.putBack(good.id)
      #expect(try next.takeNext(order: \.first)?.id == good.id)
    }
  }

  @Test func aLockedDatabaseLeavesNothingBehind() throws {
    let store = try JobStore(database: samples.service.another(patience: 0.02))
    try samples.service.whileLocked {
      let error = samples.error { _ = try store.add(JobSamples.request("a"), by: JobSamples.owner(1)) }
      guard case .database(let reason) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(reason.reason == .locked)
    }
    #expect(try samples.folders().isEmpty)
  }

  @Test func turnsAreFair() {
    var turns = OwnerTurns()
    var waiting: [Int64] = Array(repeating: 7, count: 6) + [1, 1, 3]
    var order: [Int64] = []
    while let next = turns.next(waiting.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }) {
      waiting.remove(at: waiting.firstIndex(of: next)!)
      turns.serve(next)
      order.append(next)
    }
    #expect(order == [7, 1, 3, 7, 1, 7, 7, 7, 7])
    // Nobody has two at once while another has none.
    turns.working = [7, 7, 1]
    #expect(turns.next([7, 1, 3]) == 3)
    #expect(turns.next([7, 1]) == 1)
  }
}
