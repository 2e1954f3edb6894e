/// Collects pieces of a marked-up text up to where a sentence ends, and makes a unit of them.
///
/// What frames the text stays outside of the unit: spaces, tags without words, and pairs around all of it.
struct UnitBuilder {
  /// What happens to white space, which in most markup is layout.
  enum Spaces {
    /// A run of it is one space.
    case collapsed
    /// A run of it with a line end is one space.
    case linesJoined
    case kept
  }

  struct Piece {
    enum Content: Equatable {
      case text
      /// Characters that mean themselves.
      case rawText
      case tag(InlineTag.Kind)
    }

    var content: Content
    var range: Range<Int>
    /// Of a tag: as the skeleton has it, and its name.
    var parts: [MarkupSkeleton.Part] = []
    var name = ""
    var identifier = 0
    /// Of a tag: the index of the piece that is its partner.
    var partner: Int?
  }

  let references: CharacterReferences
  private(set) var skeleton: MarkupSkeleton
  private var pieces: [Piece] = []
  /// The indices of opening tags whose closing tag has not come.
  private var open: [Int] = []
  /// How many of them have a name.
  private var openNames: [String: Int] = [:]
  private var identifiers = 0

  init(_ bytes: [UInt8], syntax: CharacterReferences.Syntax) {
    skeleton = MarkupSkeleton(bytes)
    references = CharacterReferences(syntax: syntax)
  }

  mutating func append(text range: Range<Int>, isRaw: Bool = false, prefix: Int = 0, suffix: Int = 0) {
    guard !range.isEmpty else { return }
    let inner = range.lowerBound + prefix..<range.upperBound - suffix
    var piece = Piece(content: isRaw ? .rawText : .text, range: inner)
    piece.parts = [.source(range)]
    pieces.append(piece)
  }

  /// - Parameter parts: the tag with the units in its attributes.
  mutating func append(
    _ kind: InlineTag.Kind, name: String, range: Range<Int>, parts: [MarkupSkeleton.Part]
  ) {
    identifiers += 1
    var piece = Piece(content: .tag(kind), range: range, parts: parts, name: name, identifier: identifiers)
    switch kind {
    case .opening:
      open.append(pieces.count)
      openNames[name, default: 0] += 1
    case .closing where openNames[name, default: 0] > 0:
      while let last = open.popLast() {
        openNames[pieces[last].name, default: 0] -= 1
        // Pairs that cross are no pairs.
        guard pieces[last].name == name else { continue }
        pieces[last].partner = pieces.count
        piece.partner = last
        piece.identifier = pieces[last].identifier
        break
      }
    default: break
    }
    pieces.append(piece)
  }

  /// Appends what stands between units, and ends the one that was begun.
  mutating func divide(_ parts: [MarkupSkeleton.Part], spaces: Spaces) {
    endUnit(spaces: spaces)
    skeleton.parts += parts
  }

  /// Makes a unit of the value of an attribute, and returns it as part of its tag.
  mutating func attribute(_ attribute: MarkupAttribute) -> MarkupSkeleton.Part? {
    let piece = Piece(content: .text, range: attribute.value)
    var unit = MarkupSkeleton.Unit(
      text: MarkedText(""), parts: [.source(attribute.value)], markup: [:],
      form: .attribute(references.syntax, quote: attribute.quote))
    var text = UnitText(references: references, spaces: .collapsed)
    text.append(piece, in: skeleton.bytes, to: &unit)
    // A reference that is not known has no place in a unit without tags.
    guard !text.isBlank, unit.markup.isEmpty else { return nil }
    unit.text = text.marked
    skeleton.units.append(unit)
    return .unit(skeleton.units.count - 1)
  }

  /// Makes a unit of characters that mean themselves and are all of a section.
  mutating func appendSection(_ range: Range<Int>, spaces: Spaces) {
    endUnit(spaces: spaces)
    let inner = trimmedAtEnd(trimmedAtStart(range))
    var unit = MarkupSkeleton.Unit(text: MarkedText(""), parts: [.source(inner)], markup: [:], form: .section)
    var text = UnitText(references: references, spaces: spaces)
    text.append(Piece(content: .rawText, range: inner), in: skeleton.bytes, to: &unit)
    guard !text.isBlank else {
      skeleton.parts.append(.source(range))
      return
    }
    unit.text = text.marked
    skeleton.units.append(unit)
    skeleton.parts += [
      .source(range.lowerBound..<inner.lowerBound), .unit(skeleton.units.count - 1),
      .source(inner.upperBound..<range.upperBound),
    ]
  }

  /// Appends a marked-up text that stands in this one, from `offset` on.
  mutating func append(_ inner: MarkupSkeleton, at offset: Int, spaces: Spaces) {
    endUnit(spaces: spaces)
    skeleton.append(inner, at: offset)
  }

  mutating func endUnit(spaces: Spaces) {
    defer {
      pieces.removeAll(keepingCapacity: true)
      open.removeAll(keepingCapacity: true)
      openNames.removeAll(keepingCapacity: true)
      identifiers = 0
    }
    let core = UnitTrimmer(pieces: pieces, bytes: skeleton.bytes).core
    guard !core.isEmpty else {
      skeleton.parts += pieces.flatMap(\.parts)
      return
    }
    skeleton.parts += pieces[..<core.lowerBound].flatMap(\.parts)
    var unit = MarkupSkeleton.Unit(
      text: MarkedText(""), parts: [], markup: [:], form: .content(references.syntax))
    var text = UnitText(references: references, spaces: spaces)
    var before: [MarkupSkeleton.Part] = []
    var after: [MarkupSkeleton.Part] = []
    for index in core {
      var piece = pieces[index]
      if piece.content == .text {
        // Spaces at both ends belong to the document.
        let outer = piece.range
        if index == core.lowerBound {
          piece.range = trimmedAtStart(piece.range)
          if piece.range != outer { before = [.source(outer.lowerBound..<piece.range.lowerBound)] }
        }
        if index == core.upperBound - 1 {
          piece.range = trimmedAtEnd(piece.range)
          if piece.range.upperBound < outer.upperBound {
            after = [.source(piece.range.upperBound..<outer.upperBound)]
          }
        }
        piece.parts = [.source(piece.range)]
      }
      unit.parts += piece.parts
      text.append(piece, in: skeleton.bytes, to: &unit)
    }
    skeleton.parts += before
    if text.isBlank {
      skeleton.parts += unit.parts
    } else {
      unit.text = text.marked
      skeleton.units.append(unit)
      skeleton.parts.append(.unit(skeleton.units.count - 1))
    }
    skeleton.parts += after
    skeleton.parts += pieces[core.upperBound...].flatMap(\.parts)
  }

  private func trimmedAtStart(_ range: Range<Int>) -> Range<Int> {
    let start = skeleton.bytes[range].firstIndex { !$0.isMarkupSpace } ?? range.upperBound
    return start..<range.upperBound
  }

  private func trimmedAtEnd(_ range: Range<Int>) -> Range<Int> {
    let last = skeleton.bytes[range].lastIndex { !$0.isMarkupSpace }
    return range.lowerBound..<(last.map { $0 + 1 } ?? range.lowerBound)
  }
}
