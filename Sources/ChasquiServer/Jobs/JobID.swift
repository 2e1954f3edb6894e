/// The name of a job: 32 hexadecimal digits, which nobody can guess.
///
/// Only what has this form comes near a path or a query.
struct JobID: Sendable, Hashable, CustomStringConvertible {
  static let digitCount = 32

  let description: String

  /// A new one, from the system's random numbers.
  init() {
    description = Self.randomDigits(Self.digitCount)
  }

  /// One that a caller names; nil if it cannot be one. Capitals count as small letters.
  init?(_ text: String) {
    let isWellFormed =
      text.utf8.count == Self.digitCount
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
      }
    guard isWellFormed else { return nil }
    description = text.lowercased()
  }

  /// What a log may show: whoever knows the whole of it may be able to read the document.
  var shortened: String { "\(description.prefix(8))…" }

  /// Random hexadecimal digits, an even number of them.
  static func randomDigits(_ count: Int) -> String {
    (0..<count / 2).map { _ in
      let byte = UInt8.random(in: 0...255)
      return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
