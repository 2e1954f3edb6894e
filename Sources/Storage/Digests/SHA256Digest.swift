private import CLibCrypto

/// The SHA-256 of something (FIPS 180-4): 32 bytes.
public struct SHA256Digest: Sendable, Equatable {
  public static let count = 32

  public let bytes: [UInt8]

  /// Of `content`, all at once.
  public init(of content: some Sequence<UInt8>) {
    let hash = SHA256Hasher()
    let isContiguous: Void? = content.withContiguousStorageIfAvailable {
      hash.update(UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil { Array(content).withUnsafeBytes { hash.update($0) } }
    self = hash.finish()
  }

  /// One that was stored; nil if it is none.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.count else { return nil }
    self.bytes = bytes
  }

  /// The first `count` bytes as hexadecimal digits in small letters, two for each.
  public func hexadecimal(first count: Int = SHA256Digest.count) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.prefix(count).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Compares in the same time wherever the two differ, lest that time tell how much of a guess was right.
  public static func == (one: SHA256Digest, other: SHA256Digest) -> Bool {
    CRYPTO_memcmp(one.bytes, other.bytes, count) == 0
  }
}

/// SHA-256 of what comes in pieces.
public struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer

  public init() {
    // Both fail only where there is no memory left, or the library was built without SHA-256.
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto makes no SHA-256.")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  public func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(
      EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto makes no SHA-256.")
  }

  /// The digest of all that came.
  public consuming func finish() -> SHA256Digest {
    let bytes = [UInt8](unsafeUninitializedCapacity: SHA256Digest.count) { buffer, count in
      precondition(EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1, "libcrypto makes no SHA-256.")
      count = SHA256Digest.count
    }
    return SHA256Digest(bytes: bytes)!
  }
}
