private import Foundation

/// A file under construction: it gets its name only when it is complete and on disk.
///
/// The bytes go to `NAME.tmp-PID` beside the destination; `commit` syncs it and renames it. Whoever
/// reads the destination sees the old file or the new one, never a part. A new one has the permissions of the old; a
/// link stays, and what it names is replaced. Into pipes and devices the bytes go at once.
public struct AtomicFile: ~Copyable {
  public let path: String
  /// Nil for what is no regular file, which cannot be replaced.
  private let temporaryPath: String?
  private var descriptor: Int32

  /// Creates the temporary file, and removes what killed runs left of it.
  public init(path: String) throws(StorageError) {
    var status = stat()
    let isLink = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    let exists = stat(path, &status) == 0
    let isRegular = !exists || status.st_mode & S_IFMT == S_IFREG
    self.path =
      exists && isRegular && isLink ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
    if isRegular || status.st_mode & S_IFMT == S_IFDIR {
      TemporaryNames.removeAbandoned(beside: self.path)
      temporaryPath = TemporaryNames.name(for: self.path)
      descriptor = open(temporaryPath!, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      if exists, isRegular, descriptor >= 0 { fchmod(descriptor, status.st_mode & 0o777) }
    } else {
      temporaryPath = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw StorageError.fromSystem(path: path, doing: "create") }
  }

  /// Appends all of `bytes`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    var remaining = bytes
    while remaining.count > 0 {
      let written = Foundation.write(descriptor, remaining.baseAddress, min(remaining.count, 1 << 30))
      if written < 0 {
        if errno == EINTR { continue }
        throw StorageError.fromSystem(path: path, doing: "write")
      }
      remaining = UnsafeRawBufferPointer(rebasing: remaining[written...])
    }
  }

  public func write(_ text: String) throws(StorageError) {
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBufferPointer { (buffer) throws(StorageError) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Syncs the file and gives it its name.
  public consuming func commit() throws(StorageError) {
    guard let temporaryPath else { return }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw StorageError.fromSystem(path: path, doing: "sync")
    }
    guard rename(temporaryPath, path) == 0 else {
      throw StorageError.fromSystem(path: path, doing: "rename")
    }
  }

  /// Writes `text` to `path` as one atomic step.
  public static func write(_ text: String, to path: String) throws(StorageError) {
    let file = try AtomicFile(path: path)
    try file.write(text)
    try file.commit()
  }

  deinit {
    close(descriptor)
    // After a commit there is nothing under this name, and the call fails harmlessly.
    if let temporaryPath { unlink(temporaryPath) }
  }
}
