import ChasquiTestSupport
import Databases
import Foundation
import GRDB
import Testing

@Suite struct DatabaseFileTests {
  private static let versions = [
    "CREATE TABLE note (text TEXT NOT NULL);", "ALTER TABLE note ADD COLUMN author TEXT;",
  ]
  private let folder = TemporaryFolder()
  private var path: String { folder.file("new/notes.sqlite") }

  private func schema(_ versions: Int, identifier: Int32 = 77) -> DatabaseSchema {
    DatabaseSchema(
      applicationIdentifier: identifier, versions: Array(Self.versions.prefix(versions)),
      remedy: "write the notes again")
  }

  private func refusal(
    _ schema: DatabaseSchema, access: DatabaseFile.Access = .readAndWrite
  ) -> DatabaseFileError.Reason? {
    do { _ = try DatabaseFile(path: path, schema: schema, access: access) } catch { return error.reason }
    return nil
  }

  private func columns(_ file: DatabaseFile) throws -> [String] {
    try file.read { try $0.columns(in: "note").map(\.name) }
  }

  /// All see either nothing or the finished database, whoever makes it.
  @Test func manyMayMakeItAtOnce() async throws {
    for round in 0..<20 {
      let path = folder.file("\(round)/notes.sqlite")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<8 {
          group.addTask {
            let file = try DatabaseFile(path: path, schema: schema(2))
            try file.write { try $0.execute(sql: "INSERT INTO note VALUES ('\(index)', '')") }
          }
        }
        try await group.waitForAll()
      }
      let file = try DatabaseFile(path: path, schema: schema(2), access: .readOnly)
      #expect(try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == 8)
    }
  }

  @Test func anOlderOneIsBroughtUpToDate() throws {
    let old = try DatabaseFile(path: path, schema: schema(1))
    try old.write { try $0.execute(sql: "INSERT INTO note VALUES ('a')") }
    #expect(refusal(schema(2), access: .readOnly) == .tooOld)
    let new = try DatabaseFile(path: path, schema: schema(2))
    #expect(try columns(new) == ["text", "author"])
    #expect(try new.read { try String.fetchAll($0, sql: "SELECT text FROM note") } == ["a"])
    #expect(refusal(schema(2), access: .readOnly) == nil)
    #expect(refusal(schema(1)) == .tooNew)
    #expect(refusal(schema(1), access: .readOnly) == .tooNew)
  }

  /// The first version was made without its number, by a library that had a table of its own.
  @Test func oneWithoutANumberIsOfTheFirstVersion() throws {
    let old = try DatabaseFile(path: path, schema: schema(1))
    try old.write {
      try $0.execute(sql: "PRAGMA user_version = 0; CREATE TABLE grdb_migrations (identifier)")
    }
    #expect(try columns(DatabaseFile(path: path, schema: schema(1), access: .readOnly)) == ["text"])
    #expect(try columns(DatabaseFile(path: path, schema: schema(2))) == ["text", "author"])
  }

  @Test func whatCannotBeMadeLeavesNothing() throws {
    let broken = DatabaseSchema(
      applicationIdentifier: 77, versions: [Self.versions[0], "CREATE TABLE (;"], remedy: "")
    #expect(refusal(broken) == .inputOutput)
    #expect(refusal(schema(1), access: .readOnly) == .missing)
    #expect(try columns(DatabaseFile(path: path, schema: schema(1))) == ["text"])
  }

  @Test func othersAreRefused() throws {
    _ = try DatabaseFile(path: path, schema: schema(1))
    #expect(refusal(schema(1, identifier: 78)) == .foreign)
    #expect(refusal(schema(1, identifier: 78), access: .readOnly) == .foreign)
    try FileManager.default.removeItem(atPath: folder.file("new"))
    #expect(refusal(schema(1), access: .readOnly) == .missing)
    try FileManager.default.createDirectory(
      atPath: folder.file("new"), withIntermediateDirectories: true)
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    #expect(refusal(schema(1)) == .foreign)
  }

  @Test func whatFailsIsUndone() throws {
    struct Interruption: Error {}
    let file = try DatabaseFile(path: path, schema: schema(1))
    #expect(throws: Interruption.self) {
      try file.write { database in
        try database.execute(sql: "INSERT INTO note VALUES ('a')")
        throw Interruption()
      }
    }
    #expect(try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == 0)
    let error = #expect(throws: (any Error).self) {
      try file.write { try $0.execute(sql: "INSERT INTO note VALUES (NULL)") }
    }
    #expect(error.map { file.failure($0).reason } == .inputOutput)
  }

  @Test func readersMayNotWrite() throws {
    _ = try DatabaseFile(path: path, schema: schema(1))
    let reader = try DatabaseFile(path: path, schema: schema(1), access: .readOnly)
    let error = #expect(throws: (any Error).self) {
      try reader.write { try $0.execute(sql: "INSERT INTO note VALUES ('a')") }
    }
    #expect(error.map { reader.failure($0).reason } == .readOnly)
  }
}
