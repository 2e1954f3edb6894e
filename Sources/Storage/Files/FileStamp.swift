private import Foundation

/// What changes when a file is written, or another takes its place.
public struct FileStamp: Equatable, Sendable {
  /// Of the file system.
  private let device: UInt64
  private let number: UInt64
  private let size: Int64
  /// When it was last written: nanoseconds since 1970.
  private let written: Int64

  /// - Returns: nil if there is no file at `path`, or it may not be looked at.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    size = Int64(status.st_size)
    written = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Tells whether the file was written in the last `seconds`, or is said to be written in the future.
  public func isYounger(than seconds: Int64) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let age = Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec) - written
    return age < seconds * 1_000_000_000
  }
}
