/// The text of a unit under construction, with its tags, for formats whose tags are known by their marks alone.
struct InlineText {
  private(set) var bytes: [UInt8] = []
  private(set) var tags: [InlineTag] = []
  private var open: [(name: String, identifier: Int)] = []
  /// How many of them have a name.
  private var openNames: [String: Int] = [:]
  private var identifiers = 0

  var marked: MarkedText { MarkedText(String(decoding: bytes, as: UTF8.self), tags: tags) }

  mutating func append(_ text: some Sequence<UInt8>) { bytes += text }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Appends a tag; one that closes belongs to the last that was opened under the same name, and is alone where there
  /// is none.
  ///
  /// - Returns: its identifier.
  @discardableResult
  mutating func append(_ kind: InlineTag.Kind, name: String = "", markup: some Sequence<UInt8>)
    -> Int
  {
    var identifier = identifiers + 1
    if kind == .closing, isOpen(name) {
      while let last = open.popLast() {
        openNames[last.name, default: 0] -= 1
        // Pairs that cross are no pairs.
        guard last.name == name else { continue }
        identifier = last.identifier
        break
      }
    } else {
      identifiers += 1
      if kind == .opening {
        open.append((name, identifier))
        openNames[name, default: 0] += 1
      }
    }
    tags.append(
      InlineTag(
        markup: String(decoding: Array(markup), as: UTF8.self), kind: kind, offset: bytes.count,
        identifier: identifier))
    return identifier
  }

  /// Tells whether a tag of this name is open.
  func isOpen(_ name: String) -> Bool { openNames[name, default: 0] > 0 }
}
