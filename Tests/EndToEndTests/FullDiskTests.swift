import ChasquiTestSupport
import Foundation
import Testing

/// A file system in memory that holds little; only root may mount one.
private final class SmallDisk {
  let path: String

  init?(kilobytes: Int, in folder: TemporaryFolder) {
    path = folder.file("disk-\(kilobytes)")
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #if os(Linux)
      guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else { return nil }
    #else
      return nil
    #endif
  }

  static let isPossible = SmallDisk(kilobytes: 4, in: TemporaryFolder()) != nil

  /// The names of all files and folders on it.
  var contents: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["?"] }

  deinit {
    #if os(Linux)
      umount(path)
    #endif
  }
}

/// What a command has begun to write when the disk is full must go, and the user must be told why.
@Suite(
  .enabled(if: RealProgram.path != nil, "CHASQUI_BINARY does not name the program"),
  .enabled(if: SmallDisk.isPossible, "mounting a small disk needs root on Linux"))
struct FullDiskTests {
  private let folder = TemporaryFolder()

  private func expectFailure(
    _ arguments: [String], on disk: SmallDisk, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try RealProgram.run(arguments)
    #expect(result.failed(saying: "No space left"), "\(result)", sourceLocation: sourceLocation)
    #expect(result.errors.contains("Free some space"), "\(result)", sourceLocation: sourceLocation)
    #expect(disk.contents == [], sourceLocation: sourceLocation)
  }

  @Test(arguments: [8, 200, 700])
  func stopsTraining(kilobytes: Int) throws {
    let disk = try #require(SmallDisk(kilobytes: kilobytes, in: folder))
    try expectFailure(StarterCorpus.training(into: disk.path + "/model"), on: disk)
  }

  @Test func stopsPacking() throws {
    let model = folder.file("model")
    #expect(try RealProgram.run(StarterCorpus.training(into: model)).status == 0)
    let disk = try #require(SmallDisk(kilobytes: 200, in: folder))
    try expectFailure(["models", "pack", model, "-o", disk.path + "/m.chasqui"], on: disk)
  }

  /// The second prefix gets its first file written, but not its second.
  @Test(arguments: [("all.tsv", 32), ("all.tmx", 32), ("all", 32), ("all", 100)])
  func stopsImporting(output: String, kilobytes: Int) throws {
    let disk = try #require(SmallDisk(kilobytes: kilobytes, in: folder))
    let files = StarterCorpus.files(12)
    try expectFailure(
      ["corpus", "import", "--from", "eng", "--to", "spa"] + files + ["-o", "\(disk.path)/\(output)"],
      on: disk)
  }

  @Test func stopsLanguageModels() throws {
    let disk = try #require(SmallDisk(kilobytes: 32, in: folder))
    try expectFailure(
      ["lm", "build", "--arpa", disk.path + "/m.arpa"] + StarterCorpus.files(2), on: disk)
  }

  @Test func stopsResults() throws {
    #if os(Linux)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      let command = "corpus stats --from eng --to spa '\(StarterCorpus.files(1)[0])'"
      process.arguments = ["-c", "'\(RealProgram.path!)' \(command) > /dev/full"]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
    #endif
  }
}
