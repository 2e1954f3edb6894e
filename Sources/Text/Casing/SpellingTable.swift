internal import Storage

/// Strings with numbers and a hash table over them, as three arrays that can be mapped from a file.
///
/// The hash is computed byte by byte, so that a caller can look up all prefixes of a text in one pass.
struct SpellingTable: @unchecked Sendable {
  // Unchecked: the pointers reach into `owner`, which lives as long as this value and never changes.
  private let owner: SectionFile
  let text: UnsafeBufferPointer<UInt8>
  let offsets: UnsafeBufferPointer<UInt32>
  let slots: UnsafeBufferPointer<UInt32>
  let count: Int

  static let hashSeed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func extend(_ hash: UInt64, with byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// FNV-1a leaves its low bits weak; this folds the high ones in.
  @inline(__always)
  static func finish(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: ((hash ^ (hash &>> 32)) &* 0x9E37_79B9_7F4A_7C15) &>> 32)
  }

  init(file: SectionFile) throws(StorageError) {
    owner = file
    text = try file.elements("SPTX", as: UInt8.self)
    offsets = try file.elements("SPOF", as: UInt32.self)
    slots = try file.elements("SPSL", as: UInt32.self)
    count = offsets.count - 1
    guard count >= 0, slots.count > count, slots.count.nonzeroBitCount == 1 else {
      throw StorageError(
        .damaged, file: file.path, "Its table of spellings has \(count) entries and \(slots.count) slots.",
        advice: "Install the model again, or train it again.")
    }
  }

  /// Tells whether bytes of the file that could not be read have become zeros.
  var isDamaged: Bool { owner.isDamaged }

  /// The number of the string with these bytes and this (unfinished) hash.
  @inline(__always)
  func find(_ bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int? {
    let mask = slots.count &- 1
    var slot = Self.finish(hash) & mask
    for _ in 0..<slots.count {
      let entry = slots[slot]
      if entry == 0 { return nil }
      let index = Int(entry) &- 1
      if let found = utf8(index), found.count == bytes.count {
        var same = true
        for i in 0..<found.count where found[i] != bytes[i] {
          same = false
          break
        }
        if same { return index }
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  func find(_ string: some StringProtocol) -> Int? {
    var string = String(string)
    return string.withUTF8 { bytes in
      var hash = Self.hashSeed
      for byte in bytes { hash = Self.extend(hash, with: byte) }
      return find(bytes, hash: hash)
    }
  }

  @inline(__always)
  func utf8(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard index >= 0, index < count else { return nil }
    let start = Int(offsets[index])
    let end = Int(offsets[index &+ 1])
    guard start <= end, end <= text.count else { return nil }
    return UnsafeBufferPointer(rebasing: text[start..<end])
  }

  subscript(index: Int) -> String {
    utf8(index).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Appends the three sections for `spellings`, which must be distinct.
  static func append(_ spellings: [String], to writer: inout SectionWriter) throws(StorageError) {
    var text: [UInt8] = []
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(spellings.count + 1)
    var slotCount = 4
    while slotCount < spellings.count * 2 { slotCount *= 2 }
    var slots = [UInt32](repeating: 0, count: slotCount)
    for (index, spelling) in spellings.enumerated() {
      var hash = hashSeed
      for byte in spelling.utf8 {
        text.append(byte)
        hash = extend(hash, with: byte)
      }
      offsets.append(UInt32(text.count))
      var slot = finish(hash) & (slotCount - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
      slots[slot] = UInt32(index + 1)
    }
    try writer.append("SPTX", text)
    try writer.append("SPOF", offsets)
    try writer.append("SPSL", slots)
  }
}
