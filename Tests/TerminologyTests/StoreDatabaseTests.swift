import ChasquiTestSupport
import Foundation
import Terminology
import Testing

@Suite struct StoreDatabaseTests {
  private let samples: StoreSamples
  private var path: String { samples.path }

  init() throws { samples = try StoreSamples() }

  private func opening(_ path: String) -> TerminologyError? {
    do { _ = try GlossaryStore(path: path) } catch { return error }
    return nil
  }

  /// Runs commands by the program `sqlite3`, in a process of its own; nil where there is none.
  private func shell(_ commands: String..., path: String) throws -> Process? {
    let program = "/usr/bin/sqlite3"
    guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [path] + commands
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func thePathComesFromTheEnvironment() {
    func path(_ environment: [String: String]) -> String {
      TerminologyDatabase.defaultPath(environment: environment)
    }
    #expect(path(["CHASQUI_DATA": "/c", "XDG_DATA_HOME": "/d", "HOME": "/h"]) == "/c/chasqui.sqlite")
    #expect(
      path(["CHASQUI_DATA": "", "XDG_DATA_HOME": "/d", "HOME": "/h"]) == "/d/chasqui/chasqui.sqlite")
    #expect(path(["HOME": "/h"]) == "/h/.local/share/chasqui/chasqui.sqlite")
  }

  @Test func anotherKindOfFileIsRefused() throws {
    let file = samples.folder.file("note.txt")
    try Data(String(repeating: "This is no database. ", count: 100).utf8).write(
      to: URL(fileURLWithPath: file))
    let error = opening(file)
    #expect(error?.reason == .damaged)
    #expect(error?.place == file)
    #expect(
      error?.description
        == "\(file): The database is damaged: The file is not a database. Restore a copy, or move the file "
        + "away and import the glossaries again.")
    #expect(opening("/dev/null/chasqui.sqlite")?.reason == .inputOutput)
    #expect(opening(samples.folder.path)?.reason == .inputOutput)
  }

  @Test func aDatabaseOfAnotherProgramIsRefused() throws {
    let file = samples.folder.file("other.sqlite")
    guard let process = try shell("CREATE TABLE t (a)", path: file) else { return }
    process.waitUntilExit()
    #expect(opening(file)?.reason == .malformed)
  }

  @Test func aNewerDatabaseIsRefused() throws {
    guard let process = try shell("PRAGMA user_version = 999", path: path) else { return }
    process.waitUntilExit()
    #expect(opening(path)?.reason == .tooNew)
    #expect(samples.reason { _ = try GlossaryStore(path: path, access: .readOnly) } == .tooNew)
  }

  @Test func readersMayNotWrite() throws {
    _ = try samples.store.add(StoreSamples.full, to: "salud", author: "ana")
    let reader = try GlossaryStore(path: path, access: .readOnly)
    #expect(try reader.entries(of: "salud") == [StoreSamples.full])
    #expect(try reader.search("hospital").count == 1)
    #expect(samples.reason { try reader.create(Glossary(name: "a"), author: "") } == .readOnly)
    let missing = samples.folder.file("none.sqlite")
    #expect(samples.reason { _ = try GlossaryStore(path: missing, access: .readOnly) } == .missing)
    #expect(!FileManager.default.fileExists(atPath: missing))
  }

  @Test func whoeverWaitsTooLongIsTold() throws {
    let impatient = GlossaryStore(database: try TerminologyDatabase(path: path, patience: 0.05))
    let marker = samples.folder.file("locked")
    let release = samples.folder.file("release")
    let process = try shell(
      "BEGIN IMMEDIATE", ".shell touch '\(marker)'",
      ".shell for i in $(seq 1200); do [ -e '\(release)' ] && break; sleep 0.05; done", "ROLLBACK",
      path: path)
    guard let process else { return }
    // Without suspension: other tests may keep the thread for longer than the lock is held.
    for _ in 0..<3000 where !FileManager.default.fileExists(atPath: marker) { usleep(20_000) }
    let error = #expect(throws: TerminologyError.self) {
      try impatient.create(Glossary(name: "a"), author: "")
    }
    #expect(error?.reason == .locked)
    #expect(try impatient.list().count == 1, "readers do not wait")
    // The patient one waits until the other is done.
    try Data().write(to: URL(fileURLWithPath: release))
    try samples.store.create(Glossary(name: "b"), author: "")
    process.waitUntilExit()
  }

  /// Whatever page is damaged or missing, there is an error of ours or an answer, and no crash.
  @Test func damagedFilesAreSurvived() throws {
    let entries = StoreProcessesTests.generation(1, count: 300)
    _ = try samples.store.importEntries(entries, into: "salud", mode: .merge, author: "ana")
    let copy = samples.folder.file("copy.sqlite")
    guard let process = try shell("VACUUM INTO '\(copy)'", path: path) else { return }
    process.waitUntilExit()
    let whole = try Data(contentsOf: URL(fileURLWithPath: copy))
    #expect(try GlossaryStore(path: copy).entries(of: "salud") == entries)
    let pages = whole.count / 4096
    var failures = 0
    for page in 0..<min(pages, 40) {
      let file = samples.folder.file("damaged-\(page).sqlite")
      var bytes = whole
      let start = page * pages / min(pages, 40) * 4096
      for offset in start..<start + 4096 { bytes[offset] = UInt8(truncatingIfNeeded: offset &* 31 &+ page) }
      if page % 4 == 3 { bytes = bytes.prefix(start + 100) }
      try bytes.write(to: URL(fileURLWithPath: file))
      do {
        let store = try GlossaryStore(path: file)
        _ = try store.list()
        _ = try store.entries(of: "salud")
        _ = try store.search("palabra 17")
        _ = try store.importEntries(
          StoreProcessesTests.generation(2, count: 300), into: "salud", mode: .replace, author: "")
        try store.database.verify()
      } catch {
        failures += 1
        #expect([.damaged, .missing, .malformed, .inputOutput].contains(error.reason), "\(error)")
      }
    }
    #expect(failures > 10)
  }
}
