/// The checksums of section files.
public enum Checksum {
  /// XXH64 with seed 0 (Collet, xxHash specification 0.1.1).
  public static func xxh64(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
    @inline(__always) func rotate(_ x: UInt64, _ r: UInt64) -> UInt64 { (x &<< r) | (x &>> (64 &- r)) }
    @inline(__always) func round(_ accumulator: UInt64, _ lane: UInt64) -> UInt64 {
      rotate(accumulator &+ lane &* prime2, 31) &* prime1
    }
    @inline(__always) func word(_ at: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
    var position = 0
    let count = bytes.count
    var hash: UInt64
    if count >= 32 {
      var a = prime1 &+ prime2
      var b = prime2
      var c: UInt64 = 0
      var d = 0 &- prime1
      while position &+ 32 <= count {
        a = round(a, word(position))
        b = round(b, word(position &+ 8))
        c = round(c, word(position &+ 16))
        d = round(d, word(position &+ 24))
        position &+= 32
      }
      hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
      for lane in [a, b, c, d] { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
    } else {
      hash = prime5
    }
    hash = hash &+ UInt64(count)
    while position &+ 8 <= count {
      hash = rotate(hash ^ round(0, word(position)), 27) &* prime1 &+ prime4
      position &+= 8
    }
    if position &+ 4 <= count {
      let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
      hash = rotate(hash ^ UInt64(half) &* prime1, 23) &* prime2 &+ prime3
      position &+= 4
    }
    while position < count {
      hash = rotate(hash ^ UInt64(bytes[position]) &* prime5, 11) &* prime1
      position &+= 1
    }
    hash = (hash ^ (hash &>> 33)) &* prime2
    hash = (hash ^ (hash &>> 29)) &* prime3
    return hash ^ (hash &>> 32)
  }

  /// CRC-32C (Castagnoli), as iSCSI and ext4 use it.
  public static func crc32c(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = (crc & 1) != 0 ? (crc &>> 1) ^ 0x82F6_3B78 : crc &>> 1 }
    }
    return ~crc
  }
}
