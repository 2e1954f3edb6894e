internal import Documents

/// Finds where the tags of a text stand in its translation, by the words that became words.
///
/// A pair covers a row of target words. Where the translations of its words stand apart, it takes the row in which
/// those that belong to it outnumber most the translations of other words: each foreign word within is as wrong as
/// one of its own left outside, so this misplaces the fewest. Pairs side by side never overlap; the one of fewer
/// words chooses first, since it has the most to lose. A tag alone keeps to the word that it touches, else to the
/// next one.
struct TagProjector {
  /// Where a node of the tree stands.
  private struct Place {
    /// Target words; for a tag alone, or a pair without words, empty: the place between two words.
    var span: Range<Int>
    /// Tells whether an empty one stands right behind the word before rather than right before the next word.
    var isBehind = false
  }

  /// A tag's place in the translation, in UTF-8 bytes.
  struct PlacedTag {
    /// Its index in the source.
    var index: Int
    var offset: Int
  }

  /// How far it looks for a word that has a translation.
  private static let reach = 8

  private let text: MarkedText
  private let links: WordLinks
  private let tree: TagTree
  private var places: [Place]
  /// For each target word the innermost node that took it so far.
  private var takers: [Int]

  /// - Parameter text: what was translated.
  init(_ text: MarkedText, links: WordLinks) {
    self.text = text
    self.links = links
    tree = TagTree(text, words: links.source)
    places = Array(repeating: Place(span: links.target.indices), count: tree.nodes.count)
    takers = Array(repeating: -1, count: links.target.count)
    for node in tree.nodes.indices { placeChildren(of: node) }
  }

  /// The tags, apart from protected ones, in the order in which they stand in the translation: nested as in the
  /// source.
  var placedTags: [PlacedTag] {
    var result: [PlacedTag] = []
    // Tags that are still to be written, the next one last; a node is negative when it is to be closed.
    var stack = [0]
    while let next = stack.popLast() {
      if next < 0 {
        let node = tree.nodes[-next]
        if let closing = node.closing { result.append(PlacedTag(index: closing, offset: end(of: -next))) }
        continue
      }
      let node = tree.nodes[next]
      if next > 0 {
        result.append(PlacedTag(index: node.opening, offset: start(of: next)))
        stack.append(-next)
      }
      stack += node.children.sorted { rank($0) < rank($1) }.reversed()
    }
    return result
  }

  /// Orders siblings: by place, what stands behind a word before what stands before the next one.
  private func rank(_ node: Int) -> (Int, Int, Int) {
    let place = places[node]
    return (place.span.lowerBound, place.span.isEmpty ? (place.isBehind ? 0 : 1) : 2, node)
  }

  private func start(of node: Int) -> Int {
    let place = places[node]
    let words = links.target
    if place.span.isEmpty, place.isBehind || place.span.lowerBound == words.count, place.span.lowerBound > 0 {
      return words[place.span.lowerBound - 1].upperBound
    }
    return place.span.lowerBound < words.count ? words[place.span.lowerBound].lowerBound : 0
  }

  private func end(of node: Int) -> Int {
    let span = places[node].span
    return span.isEmpty ? start(of: node) : links.target[span.upperBound - 1].upperBound
  }

  private mutating func placeChildren(of node: Int) {
    let children = tree.nodes[node].children
    var alone = children.filter { tree.nodes[$0].source.isEmpty }
    let pairs = children.filter { !tree.nodes[$0].source.isEmpty }.sorted {
      (tree.nodes[$0].source.count, $0) < (tree.nodes[$1].source.count, $1)
    }
    for child in pairs {
      guard let span = span(of: child, in: node) else {
        alone.append(child)
        continue
      }
      places[child] = Place(span: span)
      for word in span { takers[word] = child }
    }
    for child in alone { places[child] = placeAlone(child, in: node) }
  }

  /// The target words of a pair: nil if it has none.
  private func span(of child: Int, in node: Int) -> Range<Int>? {
    let outer = places[node].span
    let source = tree.nodes[child].source
    // Around all words it is around all of their translation, also around what no word became.
    if source == tree.nodes[node].source { return outer.isEmpty ? nil : outer }
    let own = Set(source.flatMap { links.targets[$0] }.filter { isFree($0, in: node) })
    let row = TargetRow.best(
      of: own, isFree: { isFree($0, in: node) }, isForeign: { links.isLinked[$0] })
    return row.map { extended($0, source, in: node) }
  }

  private func isFree(_ word: Int, in node: Int) -> Bool {
    places[node].span.contains(word) && taker(of: word, in: node) == nil
  }

  /// The child of `node` that took a word.
  private func taker(of word: Int, in node: Int) -> Int? {
    let taker = takers[word]
    return taker > 0 && tree.nodes[taker].parent == node ? taker : nil
  }

  /// A span with the words beside it that are the translation of nothing, if the pair reaches as far as its
  /// sentence: such as the mark that opens a question in Spanish.
  private func extended(_ span: Range<Int>, _ source: Range<Int>, in node: Int) -> Range<Int> {
    var (start, end) = (span.lowerBound, span.upperBound)
    if let sentence = links.sentence(ofSource: source.lowerBound), source.contains(sentence.source.lowerBound)
    {
      while start > sentence.target.lowerBound, !links.isLinked[start - 1], isFree(start - 1, in: node) {
        start -= 1
      }
    }
    if let sentence = links.sentence(ofSource: source.upperBound - 1),
      source.contains(sentence.source.upperBound - 1)
    {
      while end < sentence.target.upperBound, !links.isLinked[end], isFree(end, in: node) { end += 1 }
    }
    return start..<end
  }

  /// The place of a tag alone, or of a pair without words.
  private func placeAlone(_ child: Int, in node: Int) -> Place {
    let tag = text.tags[tree.nodes[child].opening]
    let source = tree.nodes[node].source
    let outer = places[node].span
    let next = min(
      max(links.source.firstIndex(reaching: tag.offset) { $0.lowerBound }, source.lowerBound),
      source.upperBound)
    let touchesPrevious = next > source.lowerBound && links.source[next - 1].upperBound >= tag.offset
    let touchesNext = next < source.upperBound && links.source[next].lowerBound == tag.offset
    let prefersPrevious =
      tag.kind == .closing || tag.kind == .empty && touchesPrevious && !touchesNext
      || next == source.upperBound
    var place = Place(span: outer.lowerBound..<outer.lowerBound, isBehind: prefersPrevious)
    let boundary =
      prefersPrevious
      ? boundary(behind: next - 1, source, outer) ?? boundary(before: next, source, outer)
      : boundary(before: next, source, outer) ?? boundary(behind: next - 1, source, outer)
    var position = boundary ?? (prefersPrevious ? outer.upperBound : outer.lowerBound)
    // Not within a pair beside it: before the pair or behind it, as in the source.
    if position > outer.lowerBound, position < outer.upperBound,
      let sibling = taker(of: position, in: node), sibling == taker(of: position - 1, in: node)
    {
      place.isBehind = sibling < child
      position = place.isBehind ? places[sibling].span.upperBound : places[sibling].span.lowerBound
    }
    // At an end of the outer pair it stays within the pair.
    if position == outer.lowerBound { place.isBehind = outer.isEmpty && places[node].isBehind }
    if position == outer.upperBound, !outer.isEmpty { place.isBehind = true }
    place.span = position..<position
    return place
  }

  /// The place before the translation of a source word, or of one of those behind it.
  private func boundary(before word: Int, _ source: Range<Int>, _ outer: Range<Int>) -> Int? {
    for word in word..<min(max(word, source.upperBound), word + Self.reach) where source.contains(word) {
      if let sentence = links.sentence(ofSource: word), sentence.source.lowerBound == word {
        return min(max(sentence.target.lowerBound, outer.lowerBound), outer.upperBound)
      }
      if let target = links.targets[word].first(where: { outer.contains($0) }) { return target }
    }
    return nil
  }

  /// The place behind the translation of a source word, or of one of those before it.
  private func boundary(behind word: Int, _ source: Range<Int>, _ outer: Range<Int>) -> Int? {
    for word in (max(source.lowerBound, word - Self.reach + 1)..<max(source.lowerBound, word + 1)).reversed()
    {
      if let sentence = links.sentence(ofSource: word), sentence.source.upperBound - 1 == word {
        return min(max(sentence.target.upperBound, outer.lowerBound), outer.upperBound)
      }
      if let target = links.targets[word].last(where: { outer.contains($0) }) { return target + 1 }
    }
    return nil
  }
}
