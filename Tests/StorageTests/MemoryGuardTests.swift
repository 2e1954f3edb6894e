import ChasquiTestSupport
import Foundation
import Storage
import Testing

/// Mapped files that are cut short while they are read.
@Suite struct MemoryGuardTests {
  private let folder = TemporaryFolder()
  private let page = Int(getpagesize())

  /// A mapped file of `pages` pages full of sevens.
  private func mapped(pages: Int, name: String = "file") throws -> MappedFile {
    try MemoryGuard.install()
    let path = folder.file(name)
    try Data(repeating: 7, count: pages * page).write(to: URL(fileURLWithPath: path))
    return try MappedFile(path: path)
  }

  @Test func whatIsCutOffBecomesZeros() throws {
    let file = try mapped(pages: 8)
    #expect(MemoryGuard.isInstalled)
    #expect(file.bytes[8 * page - 1] == 7 && !file.isDamaged)
    try #require(truncate(file.path, off_t(3 * page + 10)) == 0)
    #expect(file.bytes[3 * page] == 7 && file.bytes[3 * page + 10] == 0)
    #expect(!file.isDamaged)
    #expect(file.bytes[5 * page + 1] == 0)
    #expect(file.isDamaged)
    #expect(file.bytes[(4 * page)...].allSatisfy { $0 == 0 })
    #expect(file.bytes[..<(3 * page)].allSatisfy { $0 == 7 })
  }

  @Test func othersAreNotDamaged() throws {
    let first = try mapped(pages: 2, name: "first")
    let second = try mapped(pages: 2, name: "second")
    try #require(truncate(first.path, 0) == 0)
    #expect(first.bytes.allSatisfy { $0 == 0 })
    #expect(second.bytes.allSatisfy { $0 == 7 })
    #expect(first.isDamaged && !second.isDamaged)
  }

  @Test func aNewMappingBeginsUndamaged() throws {
    for round in 0..<50 {
      let file = try mapped(pages: 1 + round % 3, name: "\(round)")
      #expect(!file.isDamaged)
      try #require(truncate(file.path, 0) == 0)
      #expect(file.bytes[0] == 0 && file.isDamaged)
    }
  }

  @Test func manyThreadsReadWhileItIsCut() throws {
    for round in 0..<10 {
      let file = try mapped(pages: 64, name: "\(round)")
      DispatchQueue.concurrentPerform(iterations: 6) { thread in
        for step in 0..<4000 {
          if thread == 0, step == 1000 { truncate(file.path, off_t(page)) }
          let byte = file.bytes[(step * 7919 + thread * 104_729) % file.count]
          precondition(byte == 7 || byte == 0)
        }
      }
      #expect(file.isDamaged && file.bytes[0] == 7 && file.bytes[page] == 0)
    }
  }
}
