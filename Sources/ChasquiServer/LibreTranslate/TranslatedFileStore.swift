private import Foundation
internal import Storage
internal import Synchronization

/// Translated files, kept for a while under names that nobody can guess: who has the name may fetch the file.
///
/// All methods block; they are for the pool of what waits for the disk.
final class TranslatedFileStore: Sendable {
  private let folder: String
  private let lifetime: Duration
  private let capacity: Int
  /// Held while files come and go, so that the bound on their size holds.
  private let lock = Mutex(())

  /// - Parameters:
  ///   - folder: made when the first file comes.
  ///   - lifetime: how long a file is kept.
  ///   - capacity: bytes of all files; the oldest give way.
  init(folder: String, lifetime: Duration = .seconds(3600), capacity: Int = 1 << 30) {
    self.folder = folder
    self.lifetime = lifetime
    self.capacity = capacity
  }

  /// Keeps a file.
  ///
  /// - Parameter name: what the file is called; only its letters, digits, hyphens and dots are kept.
  /// - Returns: the name under which it can be fetched.
  /// - Throws: `ServiceError.storageUnavailable`.
  func keep(_ bytes: [UInt8], name: String) throws(ServiceError) -> String {
    let key = (0..<4).map { _ in
      let digits = String(UInt32.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
    let full = "\(key).\(Self.harmless(name))"
    let result = lock.withLock { _ in
      Result {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        sweep(leaving: capacity - bytes.count)
        let file = try AtomicFile(path: "\(folder)/\(full)")
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.commit()
      }
    }
    guard case .success = result else {
      throw .storageUnavailable("The translated file cannot be kept: the disk may be full.")
    }
    return full
  }

  /// The bytes of a file; nil if there is none of this name any more.
  func bytes(_ name: String) -> [UInt8]? {
    guard name.wholeMatch(of: /[0-9a-f]{32}\.[A-Za-z0-9._\-]{1,120}/) != nil else { return nil }
    return lock.withLock { _ in
      sweep(leaving: capacity)
      return FileManager.default.contents(atPath: "\(folder)/\(name)").map(Array.init)
    }
  }

  /// Removes what has been here too long, then the oldest until no more than `size` bytes are left. What an
  /// earlier run of the program left goes the same way.
  func sweep() { lock.withLock { _ in sweep(leaving: capacity) } }

  private func sweep(leaving size: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let oldest = Date(timeIntervalSinceNow: -Double(lifetime.components.seconds))
    var kept: [(path: String, time: Date, size: Int)] = []
    for name in names {
      let path = "\(folder)/\(name)"
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
        let time = attributes[.modificationDate] as? Date
      else { continue }
      if time < oldest {
        try? FileManager.default.removeItem(atPath: path)
      } else {
        kept.append((path, time, (attributes[.size] as? NSNumber)?.intValue ?? 0))
      }
    }
    var total = kept.reduce(0) { $0 + $1.size }
    for file in kept.sorted(by: { $0.time < $1.time }) where total > size {
      try? FileManager.default.removeItem(atPath: file.path)
      total -= file.size
    }
  }

  /// The end of a name, without what could mean something to a shell, a path or a header.
  private static func harmless(_ name: String) -> String {
    let kept = name.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-.".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    return String(kept.suffix(100))
  }
}
