public import Storage

/// The tokens of one side of a model, numbered; memory-mapped and immutable.
public final class Vocabulary: Sendable {
  private let file: SectionFile
  // The pointers reach into `file`, which lives as long as this object and never changes.
  private nonisolated(unsafe) let text: UnsafeBufferPointer<UInt8>
  private nonisolated(unsafe) let offsets: UnsafeBufferPointer<UInt32>
  private nonisolated(unsafe) let slots: UnsafeBufferPointer<UInt32>

  /// The number of tokens, special tokens included.
  public let count: Int

  /// Opens what `VocabularyBuilder.write` wrote.
  ///
  /// - Throws: `StorageError` if the file is missing, damaged or newer than this program.
  public init(path: String) throws(StorageError) {
    // The pointers reach into `file`, which lives as long as this object and never changes.
    file = try SectionFile(path: path)
    text = try file.elements("VTXT", as: UInt8.self)
    offsets = try file.elements("VOFF", as: UInt32.self)
    slots = try file.elements("VSLT", as: UInt32.self)
    count = offsets.count - 1
    guard count >= SpecialToken.count, slots.count > count, slots.count.nonzeroBitCount == 1 else {
      throw StorageError(
        .damaged, file: path, "It is not a vocabulary (\(count) tokens, \(slots.count) slots).",
        advice: "Install the model again, or train it again.")
    }
  }

  /// Tells whether bytes of the file that could not be read have become zeros (see `MemoryGuard`).
  public var isDamaged: Bool { file.isDamaged }

  /// The number of `token`, or nil if the vocabulary does not hold it. Constant time.
  public func id(of token: String) -> TokenID? {
    var token = token
    return token.withUTF8 { id(ofUTF8: UnsafeRawBufferPointer($0)) }
  }

  public func id(ofUTF8 token: UnsafeRawBufferPointer) -> TokenID? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Checksum.xxh64(token)) & mask
    for _ in 0..<slots.count {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if let spelling = utf8(of: entry - 1), spelling.count == token.count,
        zip(spelling, token).allSatisfy({ $0 == $1 })
      {
        return entry - 1
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The spelling of `id`; `<unk>` for a number that is not in the vocabulary.
  public func spelling(of id: TokenID) -> String {
    guard let bytes = utf8(of: id) else { return SpecialToken.spellings[0] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number of characters of `id`, joiner marks (U+FFED) aside: Unicode scalars. 0 for a number that is not in
  /// the vocabulary.
  public func characterCount(of id: TokenID) -> Int {
    guard let bytes = utf8(of: id) else { return 0 }
    var count = 0
    // The last three bytes.
    var last: UInt32 = 0
    for byte in bytes {
      if byte & 0xC0 != 0x80 { count &+= 1 }
      last = (last &<< 8 | UInt32(byte)) & 0xFF_FFFF
      if last == 0xEF_BFAD { count &-= 1 }
    }
    return count
  }

  private func utf8(of id: TokenID) -> UnsafeRawBufferPointer? {
    guard Int(id) < count else { return nil }
    let start = Int(offsets[Int(id)])
    let end = Int(offsets[Int(id) + 1])
    guard start <= end, end <= text.count else { return nil }
    return UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[start..<end]))
  }
}
