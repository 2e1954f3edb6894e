private import Foundation

/// A file that has arrived in part, and what says whether the rest still fits it.
struct PartialFile: Sendable {
  /// What the server said about the version of the file whose bytes are here.
  struct Version: Codable, Equatable, Sendable {
    var address: String
    var etag: String?
    var lastModified: String?

    /// What `If-Range` takes: a strong entity tag or else a date (RFC 9110, section 13.1.5).
    var validator: String? {
      if let etag, !etag.hasPrefix("W/") { return etag }
      return lastModified
    }
  }

  let destination: String
  let address: String

  init(path: String, address: String) {
    destination = path
    self.address = address
  }

  var path: String { destination + ".part" }
  private var versionPath: String { destination + ".part.json" }

  var byteCount: Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The version of the bytes that are here; nil if they are of another address or of no known version.
  var version: Version? {
    guard let data = FileManager.default.contents(atPath: versionPath),
      let version = try? JSONDecoder().decode(Version.self, from: data), version.address == address
    else { return nil }
    return version
  }

  /// The bytes that need not be fetched again, if the file has not changed.
  var resumableBytes: Int { version?.validator == nil ? 0 : byteCount }

  /// Opens the file to append, or anew.
  func open(version: Version?) throws(CorpusError) -> Int32 {
    if let version {
      let data = (try? JSONEncoder().encode(version)) ?? Data()
      guard FileManager.default.createFile(atPath: versionPath, contents: data) else {
        throw .system(versionPath, "write")
      }
    }
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (version == nil ? O_APPEND : O_TRUNC)
    let descriptor = Foundation.open(path, flags, 0o644)
    guard descriptor >= 0 else { throw .system(path, "create") }
    return descriptor
  }

  func remove() {
    unlink(path)
    unlink(versionPath)
  }

  /// Gives the file its name.
  func finish() throws(CorpusError) {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
    guard rename(path, destination) == 0 else { throw .system(destination, "rename") }
    unlink(versionPath)
  }
}
