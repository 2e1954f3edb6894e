private import Foundation

/// A directory under construction: it is filled under a temporary name and appears whole, or not at all.
public final class AtomicDirectory {
  /// Where the directory will stand.
  public let destination: String
  /// Where its files are to be written until `commit`.
  public let temporaryPath: String
  private var committed = false

  /// Creates the temporary directory, and removes what killed runs left of it.
  ///
  /// - Parameter marker: the name of a file that every directory of this kind has. What stands at `destination` is
  ///   replaced only if it has one too, or is an empty folder: nobody's letters are to go for a model.
  public init(destination: String, marker: String) throws(StorageError) {
    var path = destination
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.destination = path
    temporaryPath = TemporaryNames.name(for: path)
    let manager = FileManager.default
    if manager.fileExists(atPath: path), !manager.fileExists(atPath: "\(path)/\(marker)"),
      (try? manager.contentsOfDirectory(atPath: path))?.isEmpty != true
    {
      throw StorageError(
        .inputOutput, file: path, "Something else stands there, which would be lost.",
        advice: "Name a new folder, or one with a `\(marker)`, which is replaced.")
    }
    TemporaryNames.removeAbandoned(beside: path)
    // In a container every run may have the same number.
    try? manager.removeItem(atPath: temporaryPath)
    do {
      try manager.createDirectory(atPath: temporaryPath, withIntermediateDirectories: true)
    } catch {
      throw StorageError(
        .inputOutput, file: path, "Cannot create the folder: \(error.localizedDescription)",
        advice: "Check the path, its permissions and the space on the disk.")
    }
  }

  /// Renames the directory into place; one that stood there is replaced.
  public func commit() throws(StorageError) {
    let folder = open(temporaryPath, O_RDONLY)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    let manager = FileManager.default
    let old = "\(destination).old-\(getpid())"
    let replaces = manager.fileExists(atPath: destination)
    if replaces, rename(destination, old) != 0 {
      throw StorageError.fromSystem(path: destination, doing: "replace")
    }
    guard rename(temporaryPath, destination) == 0 else {
      let error = StorageError.fromSystem(path: destination, doing: "rename")
      if replaces { _ = rename(old, destination) }
      throw error
    }
    committed = true
    if replaces { try? manager.removeItem(atPath: old) }
  }

  deinit {
    if !committed { try? FileManager.default.removeItem(atPath: temporaryPath) }
  }
}
