/// Reads and writes valid UTF-8 one character at a time.
enum UTF8Bytes {
  /// The character that starts at `index` and its length in bytes. The bytes are those of a `String`: valid.
  @inline(__always)
  static func decode(_ bytes: UnsafePointer<UInt8>, _ index: Int) -> (value: UInt32, width: Int) {
    let first = UInt32(bytes[index])
    if first < 0x80 { return (first, 1) }
    let second = UInt32(bytes[index &+ 1]) & 0x3F
    if first < 0xE0 { return ((first & 0x1F) &<< 6 | second, 2) }
    let third = UInt32(bytes[index &+ 2]) & 0x3F
    if first < 0xF0 { return ((first & 0x0F) &<< 12 | second &<< 6 | third, 3) }
    return ((first & 0x07) &<< 18 | second &<< 12 | third &<< 6 | UInt32(bytes[index &+ 3]) & 0x3F, 4)
  }

  /// The start of the character that ends before `index`.
  @inline(__always)
  static func previous(_ bytes: UnsafePointer<UInt8>, _ index: Int) -> Int {
    var start = index &- 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start &-= 1 }
    return start
  }

  /// How many bytes a character has in UTF-8.
  @inline(__always)
  static func width(_ value: UInt32) -> Int { value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4 }

  @inline(__always)
  static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    if value < 0x80 {
      bytes.append(UInt8(value))
    } else if value < 0x800 {
      bytes.append(UInt8(0xC0 | value >> 6))
      bytes.append(UInt8(0x80 | value & 0x3F))
    } else if value < 0x10000 {
      bytes.append(UInt8(0xE0 | value >> 12))
      bytes.append(UInt8(0x80 | (value >> 6) & 0x3F))
      bytes.append(UInt8(0x80 | value & 0x3F))
    } else {
      bytes.append(UInt8(0xF0 | value >> 18))
      bytes.append(UInt8(0x80 | (value >> 12) & 0x3F))
      bytes.append(UInt8(0x80 | (value >> 6) & 0x3F))
      bytes.append(UInt8(0x80 | value & 0x3F))
    }
  }
}

/// UTF-16, as ICU's C functions take it.
enum UTF16Units {
  static func encode(_ scalars: some Sequence<UInt32>) -> [UInt16] {
    var units: [UInt16] = []
    for value in scalars {
      if value < 0x10000 {
        units.append(UInt16(value))
      } else {
        units.append(UInt16(0xD7C0 + (value >> 10)))
        units.append(UInt16(0xDC00 + (value & 0x3FF)))
      }
    }
    return units
  }

  /// The characters; a surrogate without its partner is left out.
  static func decode(_ units: ArraySlice<UInt16>) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(units.count)
    var index = units.startIndex
    while index < units.endIndex {
      let unit = UInt32(units[index])
      index += 1
      if unit & 0xF800 != 0xD800 {
        scalars.append(unit)
      } else if unit < 0xDC00, index < units.endIndex, units[index] & 0xFC00 == 0xDC00 {
        scalars.append(0x10000 + (unit & 0x3FF) << 10 + UInt32(units[index]) & 0x3FF)
        index += 1
      }
    }
    return scalars
  }
}
