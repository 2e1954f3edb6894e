import ChasquiTestSupport
import Foundation
import Testing

/// Databases that are missing, held, protected, damaged or too new: a message, exit code 1, and nothing written.
@Suite(.enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"))
struct GlossaryDatabaseTests {
  private let desk: GlossaryDesk
  private let file: String

  init() throws {
    desk = GlossaryDesk()
    file = try desk.write(tbx([("c1", "tap", "grifo")]), to: "water.tbx")
    try desk.done("import", file)
  }

  private static let readers = [
    ["list"], ["show", "water"], ["search", "tap"], ["history"], ["export", "water"],
  ]

  private func expectFailure(
    _ arguments: [String], database: String, saying text: String, wrapper: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try RealProgram.run(arguments + ["--database", database], wrapper: wrapper)
    #expect(result.failed(saying: text), "\(arguments): \(result)", sourceLocation: sourceLocation)
    #expect(result.errors.contains(database), "\(result)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, "\(result)", sourceLocation: sourceLocation)
  }

  private var translation: [String] {
    get throws { ["translate", "--model", try GlossaryDesk.model.get(), "--glossary", "water"] }
  }

  @Test func whatIsMissingIsNotMadeByReaders() throws {
    for database in [desk.folder.file("none.sqlite"), desk.folder.file("no/folder/none.sqlite")] {
      for reader in Self.readers {
        try expectFailure(["glossary"] + reader, database: database, saying: "There is no database.")
      }
      try expectFailure(try translation, database: database, saying: "chasqui glossary import")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
    #expect(!names.contains("no") && !names.contains("none.sqlite"))
    let result = try desk.translate("A tap.", "--glossary", "water,wine")
    #expect(result.failed(saying: "There is no glossary wine. Known are water."), "\(result)")
    for arguments in [
      ["show", "wine"], ["export", "wine"], ["history", "wine"], ["remove", "wine", "--all"],
    ] {
      let result = try RealProgram.run(["glossary"] + arguments + ["--database", desk.database])
      #expect(result.failed(saying: "wine"), "\(arguments): \(result)")
    }
  }

  @Test func beforeTheFirstImportThereAreNoGlossaries() throws {
    let data = desk.folder.file("data")
    let environment = ["/usr/bin/env", "CHASQUI_DATA=\(data)"]
    let list = try RealProgram.run(["glossary", "list"], wrapper: environment)
    #expect(list.status == 0 && list.errors.contains("no glossaries yet"), "\(list)")
    #expect(!FileManager.default.fileExists(atPath: data))
    #expect(try RealProgram.run(["glossary", "import", file], wrapper: environment).status == 0)
    #expect(try RealProgram.run(["glossary", "list"], wrapper: environment).output.hasPrefix("water"))
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let database = file + "/terms.sqlite"
    try expectFailure(["glossary", "import", file], database: database, saying: "water.tbx")
    try expectFailure(["glossary", "import", file], database: desk.folder.path, saying: "cannot be opened")
  }

  /// Another process holds the right to write for longer than a writer waits; readers do not mind.
  @Test(.enabled(if: python != nil, "python3 with sqlite3 is missing"))
  func aHeldDatabaseIsReadAndNotWritten() throws {
    let marker = desk.folder.file("held")
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: Self.python!)
    holder.arguments = [
      "-c",
      """
      import sqlite3, sys, time
      connection = sqlite3.connect(sys.argv[1], isolation_level=None)
      connection.execute("BEGIN IMMEDIATE")
      open(sys.argv[2], "w").close()
      time.sleep(40)
      """, desk.database, marker,
    ]
    try holder.run()
    defer {
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
    }
    let deadline = Date.now.addingTimeInterval(600)
    while !FileManager.default.fileExists(atPath: marker), Date.now < deadline { usleep(10_000) }
    let before = try desk.done("history")
    let translated = try desk.translate("A tap.", "--glossary", "water")
    #expect(translated.status == 0 && translated.output.lowercased().contains("grifo"), "\(translated)")
    let other = try desk.write(tbx([("c1", "tap", "llave")]), to: "other.tbx")
    try expectFailure(
      ["glossary", "import", other, "--name", "water"], database: desk.database,
      saying: "Another process is writing to the database. Try again when it is done.")
    #expect(try desk.done("history") == before)
  }

  private static let python: String? = {
    let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
      "\($0)/python3"
    }
    return paths.first { path in
      guard FileManager.default.isExecutableFile(atPath: path) else { return false }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-c", "import sqlite3"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }()

  /// Root may write everything, so another user is needed to be refused.
  @Test(.enabled(if: getuid() != 0 || canBecomeNobody, "root without setpriv is refused nothing"))
  func aProtectedDatabaseIsReadAndNotWritten() throws {
    let wrapper = getuid() == 0 ? Self.asNobody : []
    let folder = desk.folder.file("protected")
    let database = folder + "/terms.sqlite"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // A copy of the whole: what is in the log belongs to it.
    for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: desk.database + ending) {
      try FileManager.default.copyItem(atPath: desk.database + ending, toPath: database + ending)
    }
    func allow(_ mode: Int, _ path: String) throws {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    try allow(0o755, desk.folder.path)
    try allow(0o777, folder)
    try allow(0o444, database)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: database))
    let list = try RealProgram.run(["glossary", "list", "--database", database], wrapper: wrapper)
    #expect(list.status == 0 && list.output.hasPrefix("water"), "\(list)")
    let add = ["glossary", "add", "water", "--from", "en", "--to", "es", "--source", "a", "--target", "b"]
    try expectFailure(add, database: database, saying: "The database may not be written.", wrapper: wrapper)
    try expectFailure(
      ["glossary", "import", file], database: database, saying: "Ask for write permission", wrapper: wrapper)
    #expect(try Data(contentsOf: URL(fileURLWithPath: database)) == bytes)
    // Without the log that a writer left, and no right to make one.
    let closed = desk.folder.file("closed")
    try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: database, toPath: closed + "/terms.sqlite")
    try allow(0o555, closed)
    try expectFailure(
      ["glossary", "list"], database: closed + "/terms.sqlite", saying: "a log in the same folder",
      wrapper: wrapper)
    try allow(0o755, closed)
    try allow(0o000, database)
    try expectFailure(
      ["glossary", "list"], database: database, saying: "cannot be opened", wrapper: wrapper)
  }

  private static let asNobody = [
    "/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
  ]
  private static let canBecomeNobody: Bool = {
    guard FileManager.default.isExecutableFile(atPath: asNobody[0]), RealProgram.path != nil else {
      return false
    }
    return (try? RealProgram.run(["--version"], wrapper: asNobody))?.status == 0
  }()

  @Test func damagedFilesAndThoseOfOthersStayAsTheyAre() throws {
    let text = try desk.write(String(repeating: "This is no database. ", count: 300), to: "text.sqlite")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: text))
    let empty = try desk.write("", to: "empty.sqlite")
    for reader in Self.readers {
      try expectFailure(["glossary"] + reader, database: text, saying: "The file is not a database.")
      try expectFailure(["glossary"] + reader, database: empty, saying: "The database is empty.")
    }
    try expectFailure(["glossary", "import", file], database: text, saying: "Restore a copy")
    try expectFailure(try translation, database: text, saying: "The file is not a database.")
    #expect(try Data(contentsOf: URL(fileURLWithPath: text)) == bytes)
  }

  @Test(.enabled(if: python != nil, "python3 with sqlite3 is missing"))
  func newerDatabasesStayAsTheyAre() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python!)
    process.arguments = [
      "-c",
      """
      import sqlite3, sys
      connection = sqlite3.connect(sys.argv[1])
      connection.execute("PRAGMA user_version = 999")
      connection.commit()
      connection.close()
      """, desk.database,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    for reader in Self.readers {
      try expectFailure(["glossary"] + reader, database: desk.database, saying: "newer version")
    }
    try expectFailure(["glossary", "import", file], database: desk.database, saying: "newer version")
    try expectFailure(try translation, database: desk.database, saying: "newer version")
  }
}
