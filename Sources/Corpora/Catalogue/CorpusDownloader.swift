private import Foundation
private import Storage

/// Fetches files over HTTP: it goes on where an earlier attempt ended, tries again when the connection fails,
/// and checks what arrived.
///
/// The bytes go to `PATH.part`; `PATH.part.json` remembers of which version of the file they are. The file
/// gets its name only when it is complete and has the checksum that was published.
public struct CorpusDownloader: Sendable {
  public struct Options: Sendable, Equatable {
    /// How often the file is asked for before the download fails.
    public var attempts = 5
    /// The pause after the first failed attempt; it doubles each time, up to 30 seconds.
    public var retryDelay = Duration.seconds(1)
    /// How long the server may be silent.
    public var idleTimeout = Duration.seconds(60)
    /// Larger files are refused.
    public var maximumBytes = 1 << 40

    public init() {}
  }

  /// How far a download is.
  public struct Progress: Sendable, Equatable {
    /// The bytes on disk, with those of earlier attempts.
    public let received: Int
    /// The size of the file, if the server says.
    public let total: Int?
  }

  /// Hears how far a download is, often; returns whether it should go on.
  public typealias ProgressHandler = @Sendable (Progress) -> Bool

  /// A file that has arrived.
  public struct Result: Sendable, Equatable {
    public let path: String
    public let bytes: Int
    /// In hexadecimal digits.
    public let sha256: String
    /// The number of bytes that were there from an earlier download.
    public let resumedFrom: Int
    /// How often the server was asked; 0 if the file was there already.
    public let attempts: Int
  }

  public let options: Options

  public init(options: Options = Options()) {
    self.options = options
  }

  /// Downloads `address` to `path`. A file at `path` is kept if it has the checksum, or if none is given.
  ///
  /// - Throws: `CorpusError` if the server has no such file, the connection fails on each attempt, the bytes
  ///   do not have the checksum, the disk refuses, or `progress` or the cancelled task asks to stop.
  public func download(
    _ address: String, to path: String, sha256: String? = nil,
    progress: @escaping ProgressHandler = { _ in true }
  ) async throws(CorpusError) -> Result {
    guard let url = URL(string: address), let scheme = url.scheme?.lowercased(), url.host != nil,
      scheme == "http" || scheme == "https"
    else {
      throw CorpusError(
        .argument, file: address, "This is not an address of the web.", advice: "It begins with https://.")
    }
    if FileBytes.kind(path).exists {
      let (digest, bytes) = try FileDigest.sha256(path)
      if sha256 == nil || sha256?.lowercased() == digest {
        return Result(path: path, bytes: bytes, sha256: digest, resumedFrom: bytes, attempts: 0)
      }
    }
    let part = PartialFile(path: path, address: address)
    let resumedFrom = part.resumableBytes
    let attempts = try await fetch(url, part, progress)
    let (digest, bytes) = try FileDigest.sha256(part.path)
    if let sha256, sha256.lowercased() != digest {
      part.remove()
      throw CorpusError(
        .checksum, file: address,
        "The file has the SHA-256 \(digest), but \(sha256.lowercased()) was published.",
        advice: "Try again; if it stays so, the file was replaced: see whether its page names a new checksum."
      )
    }
    try part.finish()
    return Result(path: path, bytes: bytes, sha256: digest, resumedFrom: resumedFrom, attempts: attempts)
  }

  /// Fills `part` in as many attempts as are needed, and returns their number.
  private func fetch(
    _ url: URL, _ part: PartialFile, _ progress: @escaping ProgressHandler
  ) async throws(CorpusError) -> Int {
    var delay = options.retryDelay
    var attempt = 0
    // An attempt that brought bytes begins the count anew: over a bad line a download goes on while it gains.
    var failures = 0
    while true {
      attempt += 1
      let before = part.byteCount
      let transfer = FileTransfer(part: part, options: options, progress: progress)
      switch await transfer.run(url) {
      case .complete: return attempt
      case .failed(let error): throw error
      case .interrupted(let reason):
        failures = part.byteCount > before ? 1 : failures + 1
        if failures >= options.attempts {
          throw CorpusError(
            .network, file: url.absoluteString, "The download failed \(attempt) times: \(reason).",
            advice: part.byteCount > 0
              ? "Run it again: it goes on after the \(part.byteCount) bytes that are there."
              : "Check the connection and the address, and run it again.")
        }
      }
      do { try await Task.sleep(for: delay) } catch { throw .cancelled(url.absoluteString) }
      delay = min(delay * 2, .seconds(30))
    }
  }
}

extension CorpusError {
  static func cancelled(_ address: String) -> CorpusError {
    CorpusError(
      .cancelled, file: address, "The download was stopped.", advice: "Run it again: it goes on from there.")
  }
}

/// The SHA-256 of a file, read in steps.
enum FileDigest {
  static func sha256(_ path: String) throws(CorpusError) -> (digest: String, bytes: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path, "open") }
    defer { close(descriptor) }
    let hash = SHA256Hasher()
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(path, "read")
      }
      if count == 0 { break }
      buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      total += count
    }
    return (hash.finish().hexadecimal(), total)
  }
}
