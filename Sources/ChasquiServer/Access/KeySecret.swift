private import Foundation
internal import Storage

/// The secret of a key: `chq_` and 43 characters of base64url (RFC 4648, section 5) from 32 random bytes.
///
/// It cannot be guessed, so that a plain SHA-256 keeps it as well as a slow password hash would.
struct KeySecret: Sendable, Equatable {
  static let mark = "chq_"
  static let shownCharacters = 8
  private static let randomCharacters = 43

  let text: String

  /// A new one, from the system's random numbers.
  init() {
    let random = (0..<32).map { _ in UInt8.random(in: 0...255) }
    let encoded = Data(random).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    text = Self.mark + encoded
  }

  /// What a caller presents; nil if it cannot be a secret.
  init?(presented text: String) {
    let bytes = text.utf8
    guard bytes.count == Self.mark.utf8.count + Self.randomCharacters, text.hasPrefix(Self.mark),
      bytes.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x2D || $0 == 0x5F
      })
    else { return nil }
    self.text = text
  }

  /// The characters that may be shown.
  var prefix: String { String(text.dropFirst(Self.mark.count).prefix(Self.shownCharacters)) }

  var digest: SHA256Digest { SHA256Digest(of: text.utf8) }
}
