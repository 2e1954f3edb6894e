import Corpora
import Foundation
import Synchronization
import Testing

@Suite struct CorpusDownloaderTests {
  let folder = TemporaryFolder()
  static let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  var downloader: CorpusDownloader {
    var options = CorpusDownloader.Options()
    options.attempts = 3
    options.retryDelay = .milliseconds(5)
    return CorpusDownloader(options: options)
  }

  var path: String { "\(folder.path)/corpus.zip" }
  var contents: [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }
  var isClean: Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["corpus.zip"]
  }

  @Test func downloads() async throws {
    let server = LoopbackServer { .file(Self.body, for: $0) }
    defer { server.stop() }
    let last = Mutex(CorpusDownloader.Progress?.none)
    let result = try await downloader.download("\(server.address)/a.zip", to: path) { progress in
      last.withLock { $0 = progress }
      return true
    }
    #expect(contents == Self.body)
    #expect(isClean)
    #expect(result.bytes == Self.body.count)
    #expect(result.attempts == 1)
    #expect(last.withLock { $0?.received } == Self.body.count)
    #expect(last.withLock { $0?.total } == Self.body.count)
    // Once more: the file is there, and the server is not asked.
    let again = try await downloader.download("\(server.address)/a.zip", to: path, sha256: result.sha256)
    #expect(again.attempts == 0)
    #expect(server.requests.count == 1)
  }

  @Test func goesOnWhereTheConnectionWasCut() async throws {
    let server = LoopbackServer { request in
      var answer = LoopbackServer.Answer.file(Self.body, for: request)
      if request.index < 4 { answer.cutAfter = 70_000 }
      return answer
    }
    defer { server.stop() }
    let result = try await downloader.download("\(server.address)/a", to: path)
    #expect(contents == Self.body)
    #expect(isClean)
    #expect(result.attempts == 5)
    #expect(
      server.requests.map { $0.headers["range"] } == [
        nil, "bytes=70000-", "bytes=140000-", "bytes=210000-", "bytes=280000-",
      ])
    #expect(server.requests.last?.headers["if-range"] == "\"1\"")
  }

  @Test func goesOnInALaterRun() async throws {
    let server = LoopbackServer { request in
      var answer = LoopbackServer.Answer.file(Self.body, for: request)
      if request.index == 0 { answer.cutAfter = 100_000 }
      if request.index > 0, request.index < 4 { answer = LoopbackServer.Answer(status: 503) }
      return answer
    }
    defer { server.stop() }
    let error = await #expect(throws: CorpusError.self) {
      try await downloader.download("\(server.address)/a", to: path)
    }
    #expect(error?.reason == .network)
    #expect(error?.advice.contains("100000 bytes") == true)
    while server.requests.count < 4 { _ = try? await downloader.download("\(server.address)/a", to: path) }
    let result = try await downloader.download("\(server.address)/a", to: path)
    #expect(contents == Self.body)
    #expect(result.bytes == Self.body.count)
  }

  @Test func beginsAnewWhenTheFileHasChanged() async throws {
    let other = Self.body.map { ~$0 }
    let server = LoopbackServer { request in
      var answer = LoopbackServer.Answer.file(
        request.index == 0 ? Self.body : other, etag: request.index == 0 ? "\"1\"" : "\"2\"", for: request)
      if request.index == 0 { answer.cutAfter = 50_000 }
      return answer
    }
    defer { server.stop() }
    _ = try await downloader.download("\(server.address)/a", to: path)
    #expect(contents == other)
  }

  @Test func takesServersThatIgnoreRanges() async throws {
    let server = LoopbackServer { request in
      var answer = LoopbackServer.Answer(
        headers: ["Content-Length": "\(Self.body.count)", "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"],
        body: Self.body)
      if request.index == 0 { answer.cutAfter = 50_000 }
      return answer
    }
    defer { server.stop() }
    _ = try await downloader.download("\(server.address)/a", to: path)
    #expect(contents == Self.body)
    #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=50000-"])
  }

  @Test func doesNotTrustAWrongRange() async throws {
    let server = LoopbackServer { request in
      var answer = LoopbackServer.Answer.file(Self.body, for: request)
      if request.index == 0 { answer.cutAfter = 50_000 }
      if request.index == 1 { answer.headers["Content-Range"] = "bytes 0-9/\(Self.body.count)" }
      return answer
    }
    defer { server.stop() }
    _ = try await downloader.download("\(server.address)/a", to: path)
    #expect(contents == Self.body)
  }

  @Test func refusesAWrongChecksum() async throws {
    let server = LoopbackServer { .file(Self.body, for: $0) }
    defer { server.stop() }
    let error = await #expect(throws: CorpusError.self) {
      try await downloader.download(
        "\(server.address)/a", to: path, sha256: String(repeating: "0", count: 64))
    }
    #expect(error?.reason == .checksum)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test(arguments: [(404, CorpusError.Reason.missing, 1), (403, .network, 1), (500, .network, 3)])
  func reportsStatuses(status: Int, reason: CorpusError.Reason, requests: Int) async throws {
    let server = LoopbackServer { _ in
      .init(status: status, headers: ["Content-Length": "4"], body: [1, 2, 3, 4])
    }
    defer { server.stop() }
    let error = await #expect(throws: CorpusError.self) {
      try await downloader.download("\(server.address)/a", to: path)
    }
    #expect(error?.reason == reason)
    #expect(error?.message.contains("\(status)") == true)
    #expect(server.requests.count == requests)
  }

  @Test func stopsWhenAsked() async throws {
    let server = LoopbackServer { .file(Self.body, for: $0) }
    defer { server.stop() }
    let error = await #expect(throws: CorpusError.self) {
      try await downloader.download("\(server.address)/a", to: path) { _ in false }
    }
    #expect(error?.reason == .cancelled)
  }

  @Test(arguments: ["", "ftp://x/y", "file:///etc/passwd", "corpus"])
  func refusesOtherAddresses(address: String) async {
    let error = await #expect(throws: CorpusError.self) { try await downloader.download(address, to: path) }
    #expect(error?.reason == .argument)
  }

  @Test func reportsAServerThatIsNotThere() async {
    let server = LoopbackServer { _ in .init() }
    server.stop()
    let error = await #expect(throws: CorpusError.self) {
      try await downloader.download("\(server.address)/a", to: path)
    }
    #expect(error?.reason == .network)
  }
}
