/// Where each byte of a rewritten text comes from in the original.
///
/// The rewritten text is a row of segments: stretches copied byte for byte, and pieces that stand as a whole for
/// a piece of the original. What was dropped lies between segments.
public struct OffsetMap: Sendable, Equatable {
  struct Segment: Sendable, Equatable {
    /// Where it starts in the rewritten text; it ends where the next one starts.
    var start: Int32
    var original: Range<Int32>
    var isCopy: Bool
  }

  var segments: [Segment]
  /// The lengths of both texts in bytes.
  public internal(set) var count: Int
  public internal(set) var originalCount: Int

  /// The map of a text that was not rewritten.
  public init(identity count: Int) {
    segments = count == 0 ? [] : [Segment(start: 0, original: 0..<Int32(count), isCopy: true)]
    self.count = count
    originalCount = count
  }

  init(segments: [Segment], count: Int, originalCount: Int) {
    self.segments = segments
    self.count = count
    self.originalCount = originalCount
  }

  public var isIdentity: Bool {
    segments.isEmpty ? count == originalCount : segments.count == 1 && segments[0].isCopy && count == originalCount
  }

  /// The bytes of the original that bytes of the rewritten text stand for; O(log segments).
  public func original(of range: Range<Int>) -> Range<Int> {
    guard !segments.isEmpty else { return 0..<0 }
    let bounded = range.clamped(to: 0..<count)
    let first = segment(holding: bounded.lowerBound)
    let lower = position(bounded.lowerBound, in: first, atEnd: false)
    guard !bounded.isEmpty else { return lower..<lower }
    let last = segment(holding: bounded.upperBound - 1)
    return lower..<max(lower, position(bounded.upperBound, in: last, atEnd: true))
  }

  /// The bytes of the rewritten text that bytes of the original became; O(segments).
  func rewritten(of range: Range<Int>) -> Range<Int> {
    var lower = count
    var upper = 0
    for (index, segment) in segments.enumerated() {
      let original = Int(segment.original.lowerBound)..<Int(segment.original.upperBound)
      guard original.overlaps(range) else { continue }
      let start = Int(segment.start)
      let end = self.end(of: index)
      let common = original.clamped(to: range)
      lower = min(lower, segment.isCopy ? start + common.lowerBound - original.lowerBound : start)
      upper = max(upper, segment.isCopy ? start + common.upperBound - original.lowerBound : end)
    }
    return lower <= upper ? lower..<upper : upper..<upper
  }

  /// This map behind `inner`: `self` rewrote what `inner` had made of the original.
  func composed(with inner: OffsetMap) -> OffsetMap {
    if inner.isIdentity { return self }
    if isIdentity { return inner }
    var result: [Segment] = []
    for (index, segment) in segments.enumerated() {
      let source = Int(segment.original.lowerBound)..<Int(segment.original.upperBound)
      if !segment.isCopy {
        let origin = inner.original(of: source)
        result.append(
          Segment(
            start: segment.start, original: Int32(origin.lowerBound)..<Int32(origin.upperBound), isCopy: false))
        continue
      }
      var at = inner.segment(holding: source.lowerBound)
      let end = self.end(of: index)
      while at < inner.segments.count, Int(inner.segments[at].start) < source.upperBound {
        let part = inner.segments[at]
        let from = max(Int(part.start), source.lowerBound)
        let to = min(inner.end(of: at), source.upperBound)
        let origin =
          part.isCopy
          ? part.original.lowerBound + Int32(from) - part.start..<part.original.lowerBound + Int32(to) - part.start
          : part.original
        let start = segment.start + Int32(from - source.lowerBound)
        precondition(Int(start) <= end)
        result.append(Segment(start: start, original: origin, isCopy: part.isCopy))
        at += 1
      }
    }
    return OffsetMap(segments: result, count: count, originalCount: inner.originalCount)
  }

  /// The index of the segment that holds a byte of the rewritten text.
  func segment(holding position: Int) -> Int {
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(segments[middle].start) <= position { low = middle } else { high = middle }
    }
    return low
  }

  func end(of index: Int) -> Int {
    index + 1 < segments.count ? Int(segments[index + 1].start) : count
  }

  @inline(__always)
  func position(_ position: Int, in index: Int, atEnd: Bool) -> Int {
    let segment = segments[index]
    if segment.isCopy { return Int(segment.original.lowerBound) + position - Int(segment.start) }
    return Int(atEnd ? segment.original.upperBound : segment.original.lowerBound)
  }
}

/// Text in the form that models see, and where it comes from.
public struct NormalizedText: Sendable {
  /// UTF-8.
  public let bytes: [UInt8]
  public let map: OffsetMap

  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
