/// The encodings of files that are read and written here.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// As browsers read it, who take ISO 8859-1 for it too: every byte is a character (WHATWG Encoding).
  case windows1252 = "windows-1252"

  /// The encoding that a document names, such as `iso-8859-1`.
  init?(label: String) {
    switch label.lowercased() {
    case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
    case "utf-16le": self = .utf16LittleEndian
    case "utf-16be": self = .utf16BigEndian
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "windows-1252", "cp1252",
      "x-cp1252":
      self = .windows1252
    default: return nil
    }
  }

  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .windows1252: []
    }
  }

  /// The UTF-8 of `bytes`; nil if they are not text in this encoding.
  func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self) == nil ? nil : Array(bytes)
    case .utf16LittleEndian, .utf16BigEndian:
      guard bytes.count % 2 == 0 else { return nil }
      let isLittle = self == .utf16LittleEndian
      let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
        isLittle
          ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
          : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
      }
      return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    case .windows1252:
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count)
      for byte in bytes { result += UTF8.encode(Windows1252.scalar(byte))! }
      return result
    }
  }

  /// `bytes`, which are UTF-8, in this encoding. `substitute` writes a character that it does not have, in ASCII.
  func encode(_ bytes: [UInt8], substitute: (Unicode.Scalar) -> [UInt8]) -> [UInt8] {
    if self == .utf8 { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if self == .windows1252 {
        if let byte = Windows1252.byte(scalar) { result.append(byte) } else { result += substitute(scalar) }
        continue
      }
      for unit in UTF16.encode(scalar)! {
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        result += self == .utf16LittleEndian ? [low, high] : [high, low]
      }
    }
    return result
  }

  /// Tells whether it has all characters of `bytes`, which are UTF-8.
  func canEncode(_ bytes: [UInt8]) -> Bool {
    self != .windows1252
      || String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { Windows1252.byte($0) != nil }
  }
}

/// The characters of windows-1252 (WHATWG Encoding, index windows-1252): those of Latin-1 apart from 32, five of
/// which are controls.
private enum Windows1252 {
  private static let special: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D,
    0x17D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153,
    0x9D,
    0x17E, 0x178,
  ]

  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    (0x80..<0xA0).contains(byte) ? Unicode.Scalar(special[Int(byte) - 0x80])! : Unicode.Scalar(byte)
  }

  static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0..<0x80, 0xA0..<0x100: UInt8(scalar.value)
    default: special.firstIndex { UInt32($0) == scalar.value }.map { UInt8($0 + 0x80) }
    }
  }
}
