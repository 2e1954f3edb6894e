private import CMemoryGuard

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// A file mapped read-only into memory for as long as the object lives.
///
/// The pages are shared by all processes that map the same file, and are read when they are touched.
/// The file must not be truncated while it is mapped: model directories are immutable for that reason. Where
/// `MemoryGuard` is installed the missing bytes become zeros; elsewhere the program ends.
public final class MappedFile: Sendable {
  public let path: String
  private let base: UInt
  /// The length in bytes.
  public let count: Int
  /// The number under which the guard knows the mapping; -1 for none.
  private let guardedRange: Int32

  /// Maps the file at `path`.
  ///
  /// - Throws: `StorageError` if the file is missing or cannot be mapped.
  public init(path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StorageError.fromSystem(path: path, doing: "open")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw StorageError.fromSystem(path: path, doing: "inspect")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StorageError(
        .damaged, file: path, "This is not a regular file.", advice: "Name a file, not a folder.")
    }
    self.path = path
    self.count = Int(status.st_size)
    if count == 0 {
      base = 0
      guardedRange = -1
      return
    }
    guard let address = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), address != MAP_FAILED else {
      throw StorageError.fromSystem(path: path, doing: "map")
    }
    base = UInt(bitPattern: address)
    guardedRange = memory_guard_register(address, count)
  }

  /// The bytes; valid while the object lives.
  public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: base), count: count)
  }

  /// Tells whether bytes that could not be read have become zeros; only `MemoryGuard` notices.
  public var isDamaged: Bool { memory_guard_is_damaged(guardedRange) }

  deinit {
    memory_guard_unregister(guardedRange)
    if let address = UnsafeMutableRawPointer(bitPattern: base) {
      munmap(address, count)
    }
  }
}

extension StorageError {
  /// The error for the system call that has just failed on `path`.
  package static func fromSystem(path: String, doing verb: String) -> StorageError {
    let code = errno
    let text = String(cString: strerror(code))
    let advice: String
    switch code {
    case ENOENT:
      return StorageError(
        .missing, file: path, "There is no such file.", advice: "Check the path.")
    case ENOSPC, EDQUOT: advice = "Free some space on the disk and run it again."
    case EACCES, EPERM, EROFS: advice = "Check the permissions of the file and of its folder."
    default: advice = "Check the disk and the path."
    }
    return StorageError(.inputOutput, file: path, "Cannot \(verb) it: \(text).", advice: advice)
  }
}
