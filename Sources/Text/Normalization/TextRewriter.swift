/// Builds a rewritten text piece by piece, with its offset map.
struct TextRewriter {
  private(set) var bytes: [UInt8] = []
  private var segments: [OffsetMap.Segment] = []

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  var last: UInt8? { bytes.last }

  /// Takes `range` of the original over as it is.
  @inline(__always)
  mutating func copy(_ range: Range<Int>, of source: UnsafeBufferPointer<UInt8>) {
    guard !range.isEmpty else { return }
    if segments.isEmpty || !segments[segments.count &- 1].isCopy
      || Int(segments[segments.count &- 1].original.upperBound) != range.lowerBound
    {
      segments.append(
        OffsetMap.Segment(
          start: Int32(bytes.count), original: Int32(range.lowerBound)..<Int32(range.upperBound), isCopy: true))
    } else {
      let lower = segments[segments.count &- 1].original.lowerBound
      segments[segments.count &- 1].original = lower..<Int32(range.upperBound)
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
  }

  /// Writes one character for `range` of the original.
  mutating func replace(_ range: Range<Int>, by value: UInt32) {
    begin(range)
    UTF8Bytes.append(value, to: &bytes)
  }

  /// Writes characters for `range` of the original; none if there are none.
  mutating func replace(_ range: Range<Int>, by scalars: some Collection<UInt32>) {
    guard !scalars.isEmpty else { return }
    begin(range)
    for value in scalars { UTF8Bytes.append(value, to: &bytes) }
  }

  private mutating func begin(_ range: Range<Int>) {
    segments.append(
      OffsetMap.Segment(
        start: Int32(bytes.count), original: Int32(range.lowerBound)..<Int32(range.upperBound), isCopy: false))
  }

  /// Takes the bytes from `position` on back, and returns where in the original they came from.
  mutating func truncate(to position: Int) -> Int {
    var origin = 0
    while let segment = segments.last, Int(segment.start) >= position {
      origin = Int(segment.original.lowerBound)
      segments.removeLast()
    }
    if let segment = segments.last, segment.isCopy, Int(segment.start) + segment.original.count > position {
      origin = Int(segment.original.lowerBound) + position - Int(segment.start)
      segments[segments.count - 1].original = segment.original.lowerBound..<Int32(origin)
    }
    bytes.removeSubrange(position...)
    return origin
  }

  /// The text, rewritten from an original of `originalCount` bytes.
  func finish(originalCount: Int) -> NormalizedText {
    NormalizedText(
      bytes: bytes, map: OffsetMap(segments: segments, count: bytes.count, originalCount: originalCount))
  }
}
