private import Foundation
private import Storage

/// UUIDs that follow from what they name (RFC 9562, version 8): nothing has to be stored to know them again.
enum DeterministicUUID {
  /// The UUID of what `kind` and `parts` name, in small letters.
  static func make(_ kind: String, _ parts: String...) -> String {
    let name = ([kind] + parts).joined(separator: "\u{0}")
    var bytes = Array(SHA256Digest(of: name.utf8).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    return [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
      .map { $0.joined() }.joined(separator: "-")
  }

  /// `text` in small letters if it is written as a UUID.
  static func parse(_ text: String) -> String? {
    UUID(uuidString: text)?.uuidString.lowercased()
  }
}
