/// Puts units into a skeleton, in the order in which they stand; what lies between them is the document's.
struct SkeletonBuilder {
  private(set) var skeleton: MarkupSkeleton
  private var done = 0

  init(_ bytes: [UInt8]) { skeleton = MarkupSkeleton(bytes) }

  /// Makes a unit of what stands at `range`; one without letters and digits is none.
  mutating func append(_ text: MarkedText, at range: Range<Int>, form: TextForm) {
    guard text.text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
    skeleton.parts += [.source(done..<range.lowerBound), .unit(skeleton.units.count)]
    skeleton.units.append(.init(text: text, parts: [.source(range)], markup: [:], form: form))
    done = range.upperBound
  }

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
