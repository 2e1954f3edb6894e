/// A text with the tags that stand in it.
public struct MarkedText: Sendable, Hashable, Codable {
  public var text: String
  /// In the order in which they stand: offsets ascend, and lie between characters of the text.
  public var tags: [InlineTag]

  public init(_ text: String, tags: [InlineTag] = []) {
    self.text = text
    self.tags = tags
  }

  /// For each tag that opens or closes a pair, the index of its partner. Pairs that cross an earlier pair do not
  /// count as pairs.
  public var partners: [Int?] {
    var partners = [Int?](repeating: nil, count: tags.count)
    var open: [Int] = []
    // How many tags of an identifier are open: a closing tag without one must not search for it.
    var waiting: [Int: Int] = [:]
    for (index, tag) in tags.enumerated() {
      switch tag.kind {
      case .opening:
        open.append(index)
        waiting[tag.identifier, default: 0] += 1
      case .closing:
        guard waiting[tag.identifier, default: 0] > 0 else { continue }
        while let last = open.popLast() {
          waiting[tags[last].identifier, default: 0] -= 1
          guard tags[last].identifier == tag.identifier else { continue }
          partners[last] = index
          partners[index] = last
          break
        }
      case .empty, .protected: continue
      }
    }
    return partners
  }

  /// The text with the markup of its tags in their places, as it is: without escaping anything.
  public var joined: String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var start = 0
    for tag in tags {
      let end = min(max(tag.offset, start), bytes.count)
      result += bytes[start..<end]
      result += Array(tag.markup.utf8)
      start = end
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }
}
