import ChasquiTestSupport
import Databases
import Foundation
import GRDB
import Testing

@testable import ChasquiServer

@Suite struct ServiceDatabaseTests {
  private let samples: ServiceSamples

  init() throws { samples = try ServiceSamples() }

  private func opening(_ path: String) -> DatabaseFileError? {
    do { _ = try ServiceDatabase(path: path) } catch { return error }
    return nil
  }

  @Test func itStandsBesideTheGlossaries() {
    #expect(ServiceDatabase.defaultPath(environment: ["CHASQUI_DATA": "/c"]) == "/c/service.sqlite")
    #expect(ServiceDatabase.defaultPath(beside: "/d/terms.sqlite") == "/d/service.sqlite")
    #expect(ServiceDatabase.defaultPath(beside: "terms.sqlite") == "./service.sqlite")
  }

  @Test func onlyItsOwnerMayReadIt() throws {
    _ = try KeyStore(database: samples.database).create(KeyRequest(name: "a"))
    let names = try FileManager.default.contentsOfDirectory(atPath: samples.folder.file("data"))
    #expect(names.contains("service.sqlite-wal"))
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: samples.folder.file("data/\(name)"))
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
    }
  }

  @Test func otherFilesAreRefused() throws {
    let note = samples.folder.file("note.txt")
    try Data(String(repeating: "This is no database. ", count: 100).utf8)
      .write(to: URL(fileURLWithPath: note))
    #expect(opening(note)?.reason == .damaged)
    #expect(
      opening(note)?.description
        == "\(note): The database is damaged: The file is not a database. Restore a copy, or move the file away "
        + "and create the keys again.")
    #expect(opening("/dev/null/service.sqlite")?.reason == .inputOutput)
    #expect(opening(samples.folder.path)?.reason == .inputOutput)
    let other = samples.folder.file("other.sqlite")
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    #expect(opening(other)?.reason == .foreign)
  }

  @Test func aNewerOneIsRefused() throws {
    try samples.database.write { try $0.execute(sql: "PRAGMA user_version = 999") }
    #expect(opening(samples.path)?.reason == .tooNew)
  }

  @Test func whoeverWaitsTooLongIsTold() throws {
    let keys = try KeyStore(database: samples.another(patience: 0.05))
    try samples.whileLocked {
      let error = #expect(throws: KeyError.self) { try keys.create(KeyRequest(name: "a")) }
      guard case .database(let reason) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(reason.reason == .locked && reason.isPassing)
      let listed = try keys.list()
      #expect(listed.isEmpty, "readers do not wait")
    }
    _ = try keys.create(KeyRequest(name: "a"))
  }

  /// SQLite's own limit on pages stands for a disk that is full.
  @Test func aFullDiskLosesNothing() throws {
    let keys = try KeyStore(database: samples.database)
    _ = try keys.create(KeyRequest(name: "a"))
    let pages = try samples.database.write { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages)")
      return pages
    }
    var failure: KeyError?
    var made = 1
    do {
      for index in 0..<1000 {
        _ = try keys.create(KeyRequest(name: "key \(index) " + String(repeating: "x", count: 150)))
        made += 1
      }
    } catch { failure = error }
    guard case .database(let error) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(error.reason == .full)
    #expect(error.description.contains("Make room"))
    #expect(try keys.list().count == made)
    try samples.database.write { try $0.execute(sql: "PRAGMA max_page_count = \(pages * 100)") }
    _ = try keys.create(KeyRequest(name: "b"))
  }

  @Test func severalMayMakeIt() async throws {
    let path = samples.folder.file("new/service.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<6 {
        group.addTask {
          _ = try KeyStore(database: ServiceDatabase(path: path)).create(KeyRequest(name: "\(index)"))
        }
      }
      try await group.waitForAll()
    }
    #expect(try KeyStore(database: ServiceDatabase(path: path)).list().count == 6)
  }
}
