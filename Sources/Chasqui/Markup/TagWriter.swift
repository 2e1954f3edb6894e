internal import Documents

/// Puts the tags of a text into its translation.
struct TagWriter {
  /// What was translated.
  let source: MarkedText
  /// The tags as the caller gave them.
  let tags: [InlineTag]
  private let sourceBytes: [UInt8]

  init(_ source: ProtectedText, tags: [InlineTag]) {
    self.source = source.marked
    self.tags = tags
    sourceBytes = Array(source.marked.text.utf8)
  }

  /// - Parameters:
  ///   - placed: the tags in their order in the translation, with their places.
  ///   - protected: where placeholders stand, and which tag is to stand there.
  func write(
    _ placed: [TagProjector.PlacedTag], protected: [(range: Range<Int>, tag: Int)], in translation: [UInt8]
  ) -> MarkedText {
    var text: [UInt8] = []
    var result: [InlineTag] = []
    var start = 0
    func copy(upTo end: Int) {
      guard end > start else { return }
      text += translation[start..<end]
      start = end
    }
    func append(_ index: Int) {
      var tag = tags[index]
      tag.offset = text.count
      result.append(tag)
    }
    var protected = protected[...]
    func appendProtected(before offset: Int) {
      while let next = protected.first, next.range.lowerBound < offset {
        copy(upTo: next.range.lowerBound)
        append(next.tag)
        start = max(start, next.range.upperBound)
        protected.removeFirst()
      }
    }
    for place in placed {
      let standsFree = standsFree(place.index)
      // Between sentences both spaces are still there.
      let isBetweenSpaces =
        standsFree && place.offset > 1 && isSpace(translation, place.offset - 1)
        && isSpace(translation, place.offset - 2)
      let isAtStart =
        source.tags[place.index].offset == 0 && (0..<place.offset).allSatisfy { isSpace(translation, $0) }
      let offset = isAtStart ? 0 : isBetweenSpaces ? place.offset - 1 : place.offset
      appendProtected(before: offset)
      copy(upTo: offset)
      if standsFree, !isSpace(text, text.count - 1) { text.append(0x20) }
      append(place.index)
      if standsFree, !isSpace(translation, start) { text.append(0x20) }
    }
    appendProtected(before: .max)
    copy(upTo: translation.count)
    return MarkedText(String(decoding: text, as: UTF8.self), tags: result)
  }

  /// Tells whether a tag that stands alone has spaces on both sides, which the translation of the words has not
  /// kept; of several side by side, one gets them.
  private func standsFree(_ index: Int) -> Bool {
    let tag = source.tags[index]
    guard tag.kind == .empty, tag.offset > 0, tag.offset < sourceBytes.count,
      isSpace(sourceBytes, tag.offset - 1), isSpace(sourceBytes, tag.offset)
    else { return false }
    return index + 1 == tags.count || source.tags[index + 1].offset != tag.offset
  }

  /// Both ends count as spaces.
  private func isSpace(_ bytes: [UInt8], _ index: Int) -> Bool {
    !bytes.indices.contains(index) || bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index])
  }
}
