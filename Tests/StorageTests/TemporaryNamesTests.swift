import ChasquiTestSupport
import Foundation
import Storage
import Testing

/// What processes leave that were killed while they wrote.
@Suite struct TemporaryNamesTests {
  private let folder = TemporaryFolder()
  /// No process has so high a number.
  private static let dead = 1 << 30

  private func names() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
  }

  @Test func abandonedFilesGoWhenTheSameIsWrittenAgain() throws {
    let kept = ["a.txt.tmp-1", "a.txt.tmp-x", "b.txt.tmp-\(Self.dead)", "a.txt.tmp-"]
    for name in kept + ["a.txt.tmp-\(Self.dead)"] { try AtomicFile.write("x", to: folder.file(name)) }
    try AtomicFile.write("y", to: folder.file("a.txt"))
    #expect(try names() == Set(kept + ["a.txt"]))
  }

  @Test func abandonedFoldersGoToo() throws {
    for name in ["m.tmp-1", "m.tmp-\(Self.dead)", "m.tmp-\(getpid())"] {
      try FileManager.default.createDirectory(
        atPath: folder.file("\(name)/old"), withIntermediateDirectories: true)
    }
    let directory = try AtomicDirectory(destination: folder.file("m"), marker: "mark")
    try directory.commit()
    #expect(try names() == ["m", "m.tmp-1"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("m")).isEmpty)
  }
}
