import ChasquiTestSupport
import Compute
import Foundation
import Storage
import Testing

@testable import ChasquiServer

@Suite struct SegmentLogTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.file("segments") }
  private let texts = [
    0: "uno", 7: "", 3: "mba'éichapa\n\0", 4_000_000_000: String(repeating: "x", count: 5_000),
  ]

  private func write() throws {
    let log = try SegmentLog(path: path)
    for (segment, text) in texts.sorted(by: { $0.key < $1.key }) {
      try log.append(segment: segment, translation: text)
    }
  }

  @Test func whatIsAppendedIsThere() throws {
    #expect(try SegmentLog(path: path).finished == [:])
    try write()
    let again = try SegmentLog(path: path)
    #expect(again.finished == texts)
    try again.append(segment: 0, translation: "otro")
    #expect(try SegmentLog(path: path).finished[0] == "otro", "the last one counts")
  }

  /// Cut off anywhere, the records before the cut are there, and what is appended then is, too.
  @Test func aCutLosesTheLastRecordOnly() throws {
    try write()
    let whole = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    var lengths: Set<Int> = []
    for length in Array(0..<120) + [whole.count - 1, whole.count] {
      try Data(whole.prefix(length)).write(to: URL(fileURLWithPath: path))
      let log = try SegmentLog(path: path)
      #expect(log.finished.allSatisfy { texts[$0.key] == $0.value })
      #expect(log.length <= length)
      lengths.insert(log.length)
      try log.append(segment: 99, translation: "nuevo")
      #expect(try SegmentLog(path: path).finished == log.finished.merging([99: "nuevo"]) { $1 })
    }
    #expect(lengths.count == texts.count + 1)
  }

  /// Whatever bit is wrong, no other text comes out.
  @Test func damageIsNoticed() throws {
    try write()
    let whole = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    for bit in stride(from: 0, to: 120 * 8, by: 3) {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      let segments = SegmentLog.parse(bytes).segments
      #expect(segments.count < texts.count && segments.allSatisfy { texts[$0.key] == $0.value })
    }
    var random = RandomSource(seed: 3)
    for count in 0..<200 {
      _ = SegmentLog.parse((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
      _ = SegmentLog.parse(Array(repeating: 0xFF, count: count))
    }
  }

  @Test func threadsAppendWholeRecords() throws {
    let log = try SegmentLog(path: path)
    DispatchQueue.concurrentPerform(iterations: 400) { index in
      try? log.append(segment: index, translation: String(repeating: "\(index) ", count: index))
    }
    let finished = try SegmentLog(path: path).finished
    #expect(finished.count == 400)
    #expect(finished.allSatisfy { $0.value == String(repeating: "\($0.key) ", count: $0.key) })
  }
}
