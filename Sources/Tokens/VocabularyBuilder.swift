public import Storage

/// Numbers tokens in the order in which they are first seen.
public struct VocabularyBuilder: Sendable {
  /// The UTF-8 of all tokens, one after another.
  package private(set) var text: [UInt8] = []
  /// Where each token starts in `text`, and, last, where the last one ends.
  package private(set) var offsets: [UInt32] = [0]
  /// Open addressing: 0 for empty, otherwise token number + 1. The size is a power of two.
  package private(set) var slots: [UInt32]

  /// A vocabulary that holds the special tokens only.
  public init() {
    slots = [UInt32](repeating: 0, count: 1024)
    for spelling in SpecialToken.spellings { insert(spelling) }
  }

  public var count: Int { offsets.count - 1 }

  /// The number of `token`, which is added if it is new.
  @discardableResult
  public mutating func insert(_ token: String) -> TokenID {
    var token = token
    return token.withUTF8 { insert(UnsafeRawBufferPointer($0)) }
  }

  @discardableResult
  public mutating func insert(_ token: UnsafeRawBufferPointer) -> TokenID {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Checksum.xxh64(token)) & mask
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      if spellingEquals(id, token) { return id }
      slot = (slot + 1) & mask
    }
    let id = TokenID(count)
    text.append(contentsOf: token)
    offsets.append(UInt32(text.count))
    slots[slot] = id + 1
    if count * 2 > slots.count { grow() }
    return id
  }

  /// The number of `token`, or nil if it has none.
  public func id(of token: String) -> TokenID? {
    var token = token
    return token.withUTF8 { id(of: UnsafeRawBufferPointer($0)) }
  }

  /// The number of the token with these bytes, or nil if it has none.
  public func id(of token: UnsafeRawBufferPointer) -> TokenID? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Checksum.xxh64(token)) & mask
    while slots[slot] != 0 {
      if spellingEquals(slots[slot] - 1, token) { return slots[slot] - 1 }
      slot = (slot + 1) & mask
    }
    return nil
  }

  public func spelling(of id: TokenID) -> String {
    String(decoding: text[Int(offsets[Int(id)])..<Int(offsets[Int(id) + 1])], as: UTF8.self)
  }

  private func spellingEquals(_ id: TokenID, _ token: UnsafeRawBufferPointer) -> Bool {
    let start = Int(offsets[Int(id)])
    guard Int(offsets[Int(id) + 1]) - start == token.count else { return false }
    for index in 0..<token.count where text[start + index] != token[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    text.withUnsafeBytes { bytes in
      for id in 0..<count {
        let range = Int(offsets[id])..<Int(offsets[id + 1])
        var slot =
          Int(truncatingIfNeeded: Checksum.xxh64(UnsafeRawBufferPointer(rebasing: bytes[range]))) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(id) + 1
      }
    }
  }

  /// Writes the vocabulary as a section file.
  public func write(to path: String) throws(StorageError) {
    var writer = try SectionWriter(path: path)
    try writer.append("VTXT", text)
    try writer.append("VOFF", offsets)
    try writer.append("VSLT", slots)
    try writer.commit()
  }
}
