/// Puts units into a skeleton, in the order in which they stand; what lies between them is the document's.
struct SkeletonBuilder {
  private(set) var skeleton: MarkupSkeleton
  private var done = 0

  init(_ bytes: [UInt8]) { skeleton = MarkupSkeleton(bytes) }

  /// A tag of a unit in which texts of their own stand, such as the title of a link.
  struct Tag {
    var key: MarkupSkeleton.TagKey
    var range: Range<Int>
    var texts: [Text] = []

    struct Text {
      var text: String
      var range: Range<Int>
      var form: TextForm
    }
  }

  /// Makes a unit of what stands at `range`; one without letters and digits is none.
  ///
  /// - Parameter tags: those with texts, in their order; each text becomes a unit behind this one.
  mutating func append(_ text: MarkedText, at range: Range<Int>, form: TextForm, tags: [Tag] = []) {
    let index = skeleton.units.count
    if Self.isText(text.text) {
      skeleton.parts += [.source(done..<range.lowerBound), .unit(index)]
      done = range.upperBound
      skeleton.units.append(.init(text: text, parts: [], markup: [:], form: form))
      let places = tags.flatMap { tag in
        let places = append(tag.texts)
        skeleton.units[index].markup[tag.key] = parts(of: tag.range, around: places)
        return places
      }
      skeleton.units[index].parts = parts(of: range, around: places)
    } else {
      let places = append(tags.flatMap(\.texts))
      guard let last = places.last else { return }
      skeleton.parts += parts(of: done..<last.range.upperBound, around: places)
      done = last.range.upperBound
    }
  }

  private typealias Place = (range: Range<Int>, unit: Int)

  private mutating func append(_ texts: [Tag.Text]) -> [Place] {
    texts.filter { Self.isText($0.text) }.map { text in
      skeleton.units.append(
        .init(text: MarkedText(text.text), parts: [.source(text.range)], markup: [:], form: text.form))
      return (text.range, skeleton.units.count - 1)
    }
  }

  private func parts(of range: Range<Int>, around places: [Place]) -> [MarkupSkeleton.Part] {
    var parts: [MarkupSkeleton.Part] = []
    var start = range.lowerBound
    for place in places {
      parts += [.source(start..<place.range.lowerBound), .unit(place.unit)]
      start = place.range.upperBound
    }
    return parts + [.source(start..<range.upperBound)]
  }

  private static func isText(_ text: String) -> Bool { text.contains { $0.isLetter || $0.isNumber } }

  /// Takes over the units of a text in another format that stands at `range`.
  mutating func append(_ inner: MarkupSkeleton, at range: Range<Int>) {
    skeleton.parts.append(.source(done..<range.lowerBound))
    skeleton.append(inner, at: range.lowerBound)
    done = range.upperBound
  }

  consuming func finish() -> MarkupSkeleton {
    skeleton.parts.append(.source(done..<skeleton.bytes.count))
    return skeleton
  }
}
