import ChasquiTestSupport
import Foundation
import Storage
import Testing

@Suite struct SectionFileTests {
  private let folder = TemporaryFolder()

  private func write() throws -> String {
    let path = folder.file("sample")
    var writer = try SectionWriter(path: path)
    try writer.append("AAAA", [UInt32](1...100))
    try writer.append("BBBB", [Float](repeating: 1.5, count: 3))
    try writer.append("EMPT", [UInt64]())
    try writer.commit()
    return path
  }

  @Test func readsBackWhatWasWritten() throws {
    let file = try SectionFile(path: write())
    #expect(Array(try file.elements("AAAA", as: UInt32.self)) == Array(1...100))
    #expect(Array(try file.elements("BBBB", as: Float.self)) == [1.5, 1.5, 1.5])
    #expect(try file.elements("EMPT", as: UInt64.self).isEmpty)
    try file.verifyChecksums()
  }

  @Test func refusesAnotherElementSizeAndAMissingSection() throws {
    let file = try SectionFile(path: write())
    #expect(throws: StorageError.self) { try file.elements("AAAA", as: UInt64.self) }
    #expect(throws: StorageError.self) { try file.elements("ZZZZ", as: UInt32.self) }
  }

  @Test func everyTruncationIsAnError() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: write()))
    for length in 0..<bytes.count {
      let path = folder.file("cut")
      try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect(throws: StorageError.self) { try SectionFile(path: path) }
    }
  }

  @Test func everyFlippedByteIsFound() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: write()))
    for index in stride(from: 0, to: bytes.count, by: 1) {
      var damaged = bytes
      damaged[index] ^= 0x10
      let path = folder.file("flipped")
      try damaged.write(to: URL(fileURLWithPath: path))
      let isFound: Bool
      do {
        let file = try SectionFile(path: path)
        try file.verifyChecksums()
        // What is left are the reserved field and the padding between sections, which nothing reads.
        isFound = (60..<64).contains(index % 64) || isPadding(index)
      } catch {
        isFound = true
      }
      #expect(isFound, "byte \(index)")
    }
  }

  /// The payload of AAAA ends at 464, that of BBBB at 588; both are padded to 64.
  private func isPadding(_ index: Int) -> Bool { (464..<512).contains(index) || (588..<640).contains(index) }

  @Test func missingFilesAreNamed() {
    let error = #expect(throws: StorageError.self) { try SectionFile(path: "/nowhere/at/all") }
    #expect(error?.reason == .missing)
    #expect(error?.description.contains("/nowhere/at/all") == true)
  }

  @Test func checksumsAreTheStandardOnes() {
    func xxh64(_ text: String) -> UInt64 { Array(text.utf8).withUnsafeBytes { Checksum.xxh64($0) } }
    // Reference values of xxHash and of RFC 3720.
    #expect(xxh64("") == 0xEF46_DB37_51D8_E999)
    #expect(xxh64("abc") == 0x44BC_2CF5_AD77_0999)
    #expect(Array("123456789".utf8).withUnsafeBytes { Checksum.crc32c($0) } == 0xE306_9283)
  }

  @Test func aDirectoryAppearsWholeOrNotAtAll() throws {
    let path = folder.file("model")
    do {
      let directory = try AtomicDirectory(destination: path, marker: "file")
      try AtomicFile.write("x", to: directory.temporaryPath + "/file")
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    let directory = try AtomicDirectory(destination: path, marker: "file")
    try AtomicFile.write("x", to: directory.temporaryPath + "/file")
    try directory.commit()
    #expect(try String(contentsOfFile: path + "/file", encoding: .utf8) == "x")
    let again = try AtomicDirectory(destination: path, marker: "file")
    try AtomicFile.write("y", to: again.temporaryPath + "/file")
    try again.commit()
    #expect(try String(contentsOfFile: path + "/file", encoding: .utf8) == "y")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model"])
  }

  /// What is no directory of this kind is not replaced by one.
  @Test func nobodysFilesGoForADirectory() throws {
    let manager = FileManager.default
    for name in ["letters/a.txt", "models/one/file"] {
      let path = folder.file(String(name.prefix { $0 != "/" }))
      try manager.createDirectory(
        atPath: PathParts(folder.file(name)).folder, withIntermediateDirectories: true)
      try AtomicFile.write("x", to: folder.file(name))
      #expect(throws: StorageError.self) { try AtomicDirectory(destination: path, marker: "file") }
      #expect(manager.fileExists(atPath: folder.file(name)))
    }
    try AtomicFile.write("x", to: folder.file("note"))
    #expect(throws: StorageError.self) {
      try AtomicDirectory(destination: folder.file("note"), marker: "file")
    }
    try manager.createDirectory(atPath: folder.file("empty"), withIntermediateDirectories: true)
    _ = try AtomicDirectory(destination: folder.file("empty"), marker: "file")
  }

  @Test func filesKeepTheirPermissionsAndLinks() throws {
    let (file, link) = (folder.file("private"), folder.file("link"))
    try AtomicFile.write("a", to: file)
    #expect(chmod(file, 0o640) == 0 && symlink(file, link) == 0)
    try AtomicFile.write("b", to: link)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "b")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o640)
    // What is no file is written to, and stays what it is.
    try AtomicFile.write("c", to: "/dev/null")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }
}
