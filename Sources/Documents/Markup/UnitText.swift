/// The text of a unit under construction: pieces with their references resolved and their spaces settled.
struct UnitText {
  let references: CharacterReferences
  let spaces: UnitBuilder.Spaces
  private var text: [UInt8] = []
  private var tags: [InlineTag] = []
  /// Tells whether a space would continue a run of spaces.
  private var isAfterSpace = false
  /// Identifiers of references that are kept as tags are negative, those of tags positive.
  private var lastReference = 0

  init(references: CharacterReferences, spaces: UnitBuilder.Spaces) {
    self.references = references
    self.spaces = spaces
  }

  var marked: MarkedText { MarkedText(String(decoding: text, as: UTF8.self), tags: tags) }

  var isBlank: Bool { marked.text.allSatisfy(\.isWhitespace) }

  mutating func append(_ piece: UnitBuilder.Piece, in bytes: [UInt8], to unit: inout MarkupSkeleton.Unit) {
    switch piece.content {
    case .tag(let kind):
      append(kind, piece.range, bytes, identifier: piece.identifier)
      unit.markup[.init(identifier: piece.identifier, isClosing: kind == .closing)] = piece.parts
    case .text, .rawText:
      var index = piece.range.lowerBound
      while index < piece.range.upperBound {
        if bytes[index].isMarkupSpace {
          index = appendSpace(bytes, index..<piece.range.upperBound)
        } else if bytes[index] == 0x26, piece.content == .text {
          isAfterSpace = false
          index = appendReference(bytes, index..<piece.range.upperBound, to: &unit)
        } else {
          text.append(bytes[index])
          isAfterSpace = false
          index += 1
        }
      }
    }
  }

  private mutating func append(_ kind: InlineTag.Kind, _ range: Range<Int>, _ bytes: [UInt8], identifier: Int)
  {
    tags.append(
      InlineTag(
        markup: String(decoding: bytes[range], as: UTF8.self), kind: kind, offset: text.count,
        identifier: identifier))
    // What stands alone may be seen, and has spaces on both sides then.
    if kind == .empty || kind == .protected { isAfterSpace = false }
  }

  private mutating func appendReference(
    _ bytes: [UInt8], _ range: Range<Int>, to unit: inout MarkupSkeleton.Unit
  ) -> Int {
    switch references.read(bytes, at: range.lowerBound, until: range.upperBound) {
    case .ampersand:
      text.append(0x26)
      return range.lowerBound + 1
    case .character(let scalar, let length):
      text += UTF8.encode(scalar)!
      return range.lowerBound + length
    case .unknown(let length):
      let reference = range.lowerBound..<range.lowerBound + length
      lastReference -= 1
      append(.empty, reference, bytes, identifier: lastReference)
      unit.markup[.init(identifier: lastReference, isClosing: false)] = [.source(reference)]
      return reference.upperBound
    }
  }

  /// Appends the white space at the start of `range`, and returns where it ends.
  private mutating func appendSpace(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let end = bytes[range].firstIndex { !$0.isMarkupSpace } ?? range.upperBound
    let run = bytes[range.lowerBound..<end]
    switch spaces {
    case .kept: text += run
    case .linesJoined where !run.contains { $0 == 0x0A || $0 == 0x0D }: text += run
    case .collapsed, .linesJoined:
      // A space on the other side of a tag is part of the run.
      if !isAfterSpace { text.append(0x20) }
      isAfterSpace = true
    }
    return end
  }
}
