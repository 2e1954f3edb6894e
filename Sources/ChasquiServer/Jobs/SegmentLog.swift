private import Foundation
internal import Storage
private import Synchronization

/// The file with the finished segments of a job, to which each new one is appended.
///
/// A record is the number of the segment and the length of its translation (UInt32 each), the XXH64 of these and
/// the text (UInt64), all little-endian, and the text in UTF-8. Whoever is killed leaves at most one record
/// that is not whole, which the next reader drops. Shared by all threads.
final class SegmentLog: Sendable {
  private static let headerBytes = 16

  let path: String
  /// What was in the file when it was opened, by the numbers of the segments.
  let finished: [Int: String]
  private let state: Mutex<State>

  private struct State {
    let descriptor: Int32
    /// Up to here all records are whole.
    var length: Int
  }

  /// Opens the file, or makes it.
  init(path: String) throws(StorageError) {
    self.path = path
    let content: [UInt8]
    if FileManager.default.fileExists(atPath: path) {
      let file = try MappedFile(path: path)
      content = withExtendedLifetime(file) { Array(file.bytes) }
    } else {
      content = []
    }
    let (segments, length) = Self.parse(content)
    finished = segments
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StorageError.fromSystem(path: path, doing: "open") }
    state = Mutex(State(descriptor: descriptor, length: length))
    if length < content.count, ftruncate(descriptor, off_t(length)) != 0 {
      throw StorageError.fromSystem(path: path, doing: "shorten")
    }
  }

  /// The length in bytes.
  var length: Int { state.withLock { $0.length } }

  /// Adds a finished segment. It survives the end of the process; only a power cut may undo it.
  func append(segment: Int, translation: String) throws(StorageError) {
    let record = Self.record(segment, Array(translation.utf8))
    let failure: StorageError? = state.withLock { state in
      var written = 0
      while written < record.count {
        let count = record[written...].withUnsafeBytes {
          pwrite(state.descriptor, $0.baseAddress, $0.count, off_t(state.length + written))
        }
        if count < 0 {
          if errno == EINTR { continue }
          let error = StorageError.fromSystem(path: path, doing: "write")
          _ = ftruncate(state.descriptor, off_t(state.length))
          return error
        }
        written += count
      }
      state.length += record.count
      return nil
    }
    if let failure { throw failure }
  }

  private static func record(_ segment: Int, _ text: [UInt8]) -> [UInt8] {
    var head: [UInt8] = []
    for number in [UInt32(segment), UInt32(text.count)] {
      withUnsafeBytes(of: number.littleEndian) { head += $0 }
    }
    let checksum = (head + text).withUnsafeBytes { Checksum.xxh64($0) }
    return withUnsafeBytes(of: checksum.littleEndian) { head + $0 + text }
  }

  /// The records up to the first that is not whole, and where that one begins.
  static func parse(_ bytes: [UInt8]) -> (segments: [Int: String], length: Int) {
    var segments: [Int: String] = [:]
    var position = 0
    bytes.withUnsafeBytes { bytes in
      while bytes.count - position >= headerBytes {
        let segment = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
        let count = Int(
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)))
        let checksum = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self))
        let start = position + headerBytes
        guard bytes.count - start >= count else { return }
        let checked = Array(bytes[position..<position + 8]) + Array(bytes[start..<start + count])
        guard checked.withUnsafeBytes({ Checksum.xxh64($0) }) == checksum,
          let text = String(validating: bytes[start..<start + count], as: UTF8.self)
        else { return }
        segments[Int(segment)] = text
        position = start + count
      }
    }
    return (segments, position)
  }

  deinit {
    state.withLock { state in _ = close(state.descriptor) }
  }
}
