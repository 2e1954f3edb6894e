internal import Documents

/// The tags of a text as a tree: pairs that hold others, and tags that stand alone.
struct TagTree {
  struct Node {
    /// The indices of its tags; a tag that stands alone has no closing one.
    var opening: Int
    var closing: Int?
    /// The node that holds it.
    var parent: Int
    /// The source words between its tags.
    var source: Range<Int>
    var children: [Int] = []
  }

  /// A node stands before those that it holds; the first holds all, and has no tags.
  private(set) var nodes: [Node]

  /// - Parameter words: where the words of the text stand.
  /// Protected parts are words, and no nodes.
  init(_ text: MarkedText, words: [Range<Int>]) {
    let partners = text.partners
    nodes = [Node(opening: -1, parent: -1, source: words.indices)]
    var open = [0]
    for (index, tag) in text.tags.enumerated() where tag.kind != .protected {
      if tag.kind == .closing, partners[index] != nil {
        open.removeLast()
        continue
      }
      var node = Node(opening: index, parent: open.last!, source: 0..<0)
      if let closing = partners[index] {
        node.closing = closing
        node.source = Self.words(words, within: tag.offset..<max(tag.offset, text.tags[closing].offset))
      }
      nodes[open.last!].children.append(nodes.count)
      if node.closing != nil { open.append(nodes.count) }
      nodes.append(node)
    }
  }

  /// The words of which at least half stands in `range`; if there is none, those of which a part does.
  private static func words(_ words: [Range<Int>], within range: Range<Int>) -> Range<Int> {
    let start = words.firstIndex(reaching: range.lowerBound) { ($0.lowerBound + $0.upperBound) / 2 }
    let end = words.firstIndex(reaching: range.upperBound) { ($0.lowerBound + $0.upperBound) / 2 }
    if start < end || range.isEmpty { return start..<max(start, end) }
    let touched = words.firstIndex(reaching: range.lowerBound + 1) { $0.upperBound }
    return touched..<max(touched, words.firstIndex(reaching: range.upperBound) { $0.lowerBound })
  }
}

extension Array where Element == Range<Int> {
  /// The first range of which `measure`, which ascends, is at least `value`.
  func firstIndex(reaching value: Int, _ measure: (Range<Int>) -> Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if measure(self[middle]) < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
