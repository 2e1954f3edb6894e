import Storage
import Testing

@Suite struct SHA256DigestTests {
  /// The examples of FIPS 180-4, and one that needs several blocks.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]) func knownDigests(text: String, digits: String) {
    let digest = SHA256Digest(of: text.utf8)
    #expect(digest.hexadecimal() == digits)
    #expect(digest.hexadecimal(first: 8) == digits.prefix(16))
    // A sequence that does not lie in one piece.
    #expect(SHA256Digest(of: text.utf8.lazy.map { $0 }) == digest)

    let bytes = Array(text.utf8)
    let hash = SHA256Hasher()
    for start in stride(from: 0, to: bytes.count, by: 997) {
      bytes[start..<min(start + 997, bytes.count)].withUnsafeBytes { hash.update($0) }
    }
    #expect(hash.finish() == digest)
  }

  /// Whichever bit differs.
  @Test func digestsDifferByAnyBit() throws {
    let digest = SHA256Digest(of: "chq_".utf8)
    #expect(digest == SHA256Digest(of: "chq_".utf8))
    for bit in 0..<256 {
      var bytes = digest.bytes
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(try #require(SHA256Digest(bytes: bytes)) != digest)
    }
    #expect(SHA256Digest(bytes: Array(digest.bytes.dropLast())) == nil)
  }
}
