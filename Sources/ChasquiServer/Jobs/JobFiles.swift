internal import Foundation
internal import Storage

/// The files of the jobs: a folder for each, in one that only the server's user may enter.
struct JobFiles: Sendable {
  let folder: String

  /// Makes the folder where it is missing.
  init(folder: String) throws(StorageError) {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StorageError(
        .inputOutput, file: folder, "Cannot create the folder: \(error.localizedDescription)",
        advice: "Check the path, its permissions and the space on the disk.")
    }
    // Also one that was made by hand, with wider permissions.
    guard chmod(folder, 0o700) == 0 else {
      throw StorageError.fromSystem(path: folder, doing: "close to others")
    }
  }

  private func path(_ id: JobID) -> String { "\(folder)/\(id)" }

  private func upload(_ id: JobID) -> String { "\(path(id))/upload" }
  private func segments(_ id: JobID) -> String { "\(path(id))/segments" }
  private func result(_ id: JobID) -> String { "\(path(id))/result" }

  /// Makes the folder of a job, with what is to be translated.
  func create(_ id: JobID, upload bytes: [UInt8]) throws(StorageError) {
    guard mkdir(path(id), 0o700) == 0 else { throw StorageError.fromSystem(path: path(id), doing: "create") }
    do {
      try Self.write(bytes, to: upload(id))
    } catch {
      remove(id)
      throw error
    }
  }

  func readUpload(_ id: JobID) throws(StorageError) -> [UInt8] { try Self.read(upload(id)) }

  func openSegments(_ id: JobID) throws(StorageError) -> SegmentLog { try SegmentLog(path: segments(id)) }

  func writeResult(_ bytes: [UInt8], of id: JobID) throws(StorageError) {
    try Self.write(bytes, to: result(id))
  }

  func readResult(_ id: JobID) throws(StorageError) -> [UInt8] { try Self.read(result(id)) }

  /// Removes what nobody needs once there is a result.
  func removeWork(_ id: JobID) {
    for path in [upload(id), segments(id)] { unlink(path) }
  }

  func remove(_ id: JobID) {
    try? FileManager.default.removeItem(atPath: path(id))
  }

  /// The jobs whose folders have not changed since a time.
  func unchanged(since time: Date) -> [JobID] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap(JobID.init).filter { id in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path(id))
      return (attributes?[.modificationDate] as? Date).map { $0 < time } ?? false
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
    let file = try AtomicFile(path: path)
    try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
      try file.write(UnsafeRawBufferPointer(buffer))
    }
    try file.commit()
  }

  private static func read(_ path: String) throws(StorageError) -> [UInt8] {
    let file = try MappedFile(path: path)
    return withExtendedLifetime(file) { Array(file.bytes) }
  }
}

/// Held by the one process that works on the jobs of a folder; the system takes it from a process that ends,
/// however it ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// - Returns: nil if another holds it.
  init?(folder: String) throws(StorageError) {
    let path = "\(folder)/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StorageError.fromSystem(path: path, doing: "open") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw StorageError.fromSystem(path: path, doing: "lock") }
      return nil
    }
  }

  deinit { close(descriptor) }
}
