private import Foundation

/// What is compared when segments count as the same: the letters and digits in lower case, without spaces,
/// punctuation and symbols.
///
/// Canonically equivalent texts have the same key.
public enum SegmentKey {
  /// The key of `segment` as bytes of UTF-8; empty if it has no letter and no digit.
  public static func bytes(_ segment: String) -> [UInt8] {
    var segment = segment
    var result: [UInt8] = []
    segment.withUTF8 { append(UnsafeRawBufferPointer($0), to: &result) }
    return result
  }

  /// Appends the key of valid UTF-8.
  static func append(_ bytes: UnsafeRawBufferPointer, to key: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        index &+= 1
        if byte >= 97 && byte <= 122 || byte >= 48 && byte <= 57 {
          key.append(byte)
        } else if byte >= 65 && byte <= 90 {
          key.append(byte | 0x20)
        }
        continue
      }
      let (scalar, length) = UTF8Scalars.decode(bytes, index)
      index &+= length
      if scalar >= 0x300, scalar <= 0x36F {
        // Combining marks: rare enough to compose the whole segment and begin again.
        let text = String(decoding: bytes, as: UTF8.self).precomposedStringWithCanonicalMapping
        key.removeAll(keepingCapacity: true)
        for scalar in text.unicodeScalars { appendFolded(scalar.value, to: &key) }
        return
      }
      appendFolded(scalar, to: &key)
    }
  }

  /// Appends the lower case of a letter or digit; nothing for other characters.
  static func appendFolded(_ scalar: UInt32, to key: inout [UInt8]) {
    if scalar < 0x80 {
      let byte = UInt8(scalar)
      if byte >= 97 && byte <= 122 || byte >= 48 && byte <= 57 {
        key.append(byte)
      } else if byte >= 65 && byte <= 90 {
        key.append(byte | 0x20)
      }
      return
    }
    guard UTF8Scalars.isLetter(scalar), !UTF8Scalars.isSpace(scalar) else { return }
    // U+02B0–U+02FF hold the apostrophes of Guarani, Quechua and Nahuatl: punctuation in other spellings.
    if scalar >= 0x2B9, scalar <= 0x2DF { return }
    let folded = lowercase(scalar)
    if folded < 0x800 {
      key.append(UInt8(0xC0 | folded &>> 6))
    } else if folded < 0x10000 {
      key.append(UInt8(0xE0 | folded &>> 12))
      key.append(UInt8(0x80 | folded &>> 6 & 0x3F))
    } else {
      key.append(UInt8(0xF0 | folded &>> 18))
      key.append(UInt8(0x80 | folded &>> 12 & 0x3F))
      key.append(UInt8(0x80 | folded &>> 6 & 0x3F))
    }
    key.append(UInt8(0x80 | folded & 0x3F))
  }

  /// The lower case of a scalar beyond ASCII, for Latin-1 without a table.
  @inline(__always)
  private static func lowercase(_ scalar: UInt32) -> UInt32 {
    if scalar >= 0xC0, scalar < 0x100 { return scalar <= 0xDE && scalar != 0xD7 ? scalar + 0x20 : scalar }
    guard let value = Unicode.Scalar(scalar) else { return scalar }
    let mapping = value.properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first!.value : scalar
  }
}
