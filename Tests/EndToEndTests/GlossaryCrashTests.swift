import ChasquiTestSupport
import Foundation
import Testing

/// Imports that are killed, and several at once: a glossary is as it was before, or wholly new.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct GlossaryCrashTests {
  private let desk = GlossaryDesk()

  /// A table whose entries all name the same generation.
  private func table(_ generation: String, count: Int = 20_000) throws -> String {
    let rows = (1...count).map { "e\($0)\tword \($0)\tpalabra \($0) \(generation)\n" }.joined()
    return try desk.write("id\ten\tes\n" + rows, to: "\(generation).tsv")
  }

  /// How many entries of each generation there are; empty without the glossary.
  private func generations(_ name: String) throws -> [String: Int] {
    guard let entries = try desk.entries(name) else { return [:] }
    var counts: [String: Int] = [:]
    for line in entries.split(separator: "\n") {
      let generation = line.contains("first\"") ? "first" : line.contains("second\"") ? "second" : "none"
      counts[generation, default: 0] += 1
    }
    return counts
  }

  private func killedImport(_ file: String, after milliseconds: UInt32) throws -> Bool {
    let logs = TemporaryFolder()
    let process = try RealProgram.start(
      ["glossary", "import", file, "--name", "words", "--replace", "--database", desk.database],
      output: logs.file("output"), errors: logs.file("errors"))
    usleep(milliseconds * 1000)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  @Test func aKilledImportLeavesTheOldOrTheNew() throws {
    let first = try table("first")
    let second = try table("second")
    let start = Date.now
    var kills = 0
    // Into a database that is not there yet.
    for milliseconds: UInt32 in [5, 20, 60, 150, 400, 800] {
      for ending in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: desk.database + ending)
      }
      if try killedImport(first, after: milliseconds) { kills += 1 }
      guard FileManager.default.fileExists(atPath: desk.database) else { continue }
      let after = try generations("words")
      #expect(after == [:] || after == ["first": 20_000], "\(milliseconds) ms")
      // Not even an empty glossary is left, and perhaps no table yet.
      let list = try desk.glossary("list")
      #expect(list.status == 0 || list.failed(saying: "The database is empty."), "\(list)")
      #expect(list.output.isEmpty == after.isEmpty, "\(list)")
    }
    // Over another generation.
    try desk.done("import", first, "--name", "words", "--replace")
    for milliseconds: UInt32 in [30, 200, 350, 600, 900, 1_200] where Date.now.timeIntervalSince(start) < 30 {
      let before = try generations("words")
      if try killedImport(before == ["first": 20_000] ? second : first, after: milliseconds) { kills += 1 }
      let after = try generations("words")
      #expect(after == ["first": 20_000] || after == ["second": 20_000], "\(milliseconds) ms")
    }
    #expect(kills > 0)
    try desk.done("import", second, "--name", "words", "--replace")
    #expect(try generations("words") == ["second": 20_000])
    #expect(try desk.done("search", "palabra 777 second", "--limit", "1").contains("e777"))
  }

  @Test func importsAndTranslationsAtOnceLoseNothing() throws {
    let first = try table("first", count: 3_000)
    let second = try table("second", count: 3_000)
    try desk.done("import", try desk.write(tbx([("c1", "tap", "grifo")]), to: "water.tbx"))
    let logs = TemporaryFolder()
    var writers: [(process: Process, errors: String)] = []
    for (name, file) in [("one", first), ("two", second)] {
      for round in 0..<2 {
        let errors = logs.file("\(name)-\(round).errors")
        let process = try RealProgram.start(
          ["glossary", "import", file, "--name", "\(name)-\(round)", "--database", desk.database],
          output: logs.file("\(name)-\(round)"), errors: errors)
        writers.append((process, errors))
      }
    }
    var rounds = 0
    repeat {
      let result = try desk.translate("The tap.", "--glossary", "water", "--json")
      #expect(result.status == 0 && result.output.contains("\"target\":\"grifo\""), "\(result)")
      rounds += 1
    } while writers.contains { $0.process.isRunning }
    for writer in writers {
      writer.process.waitUntilExit()
      let errors = try String(contentsOfFile: writer.errors, encoding: .utf8)
      #expect(writer.process.terminationStatus == 0 && errors.isEmpty, "\(errors)")
    }
    for round in 0..<2 {
      #expect(try generations("one-\(round)") == ["first": 3_000])
      #expect(try generations("two-\(round)") == ["second": 3_000])
    }
    #expect(try desk.done("history").split(separator: "\n").count == 10)
  }
}
