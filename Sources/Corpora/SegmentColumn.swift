/// One side of a corpus: segments one after the other in a flat buffer of valid UTF-8.
///
/// A million segments are two arrays instead of a million strings; a `String` is made where one is asked for.
public struct SegmentColumn: Sendable, Equatable {
  package private(set) var bytes: [UInt8] = []
  /// Where each segment ends in `bytes`; it begins where the one before ends.
  package private(set) var ends: [Int] = []

  public init() {}

  public var count: Int { ends.count }
  /// The length of all segments in bytes of UTF-8.
  public var byteCount: Int { bytes.count }

  /// The segment at `index`, which must be less than `count`.
  public subscript(index: Int) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0[range(index)], as: UTF8.self) }
  }

  /// The place of the segment at `index` in the buffer.
  package func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// All segments, each as a new string.
  public var strings: [String] { (0..<count).map { self[$0] } }

  /// Whether the segment at `index` has other characters than those of ASCII.
  func isBeyondASCII(_ index: Int) -> Bool { bytes[range(index)].contains { $0 >= 0x80 } }

  /// How many segments have other characters than those of ASCII.
  var segmentsBeyondASCII: Int { (0..<count).count { isBeyondASCII($0) } }

  mutating func reserve(_ segments: Int, bytes byteCount: Int) {
    ends.reserveCapacity(segments)
    bytes.reserveCapacity(byteCount)
  }

  /// Appends a segment that is valid UTF-8 without control characters.
  mutating func append(clean segment: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: segment)
    ends.append(bytes.count)
  }

  /// Appends any bytes as a segment: control characters become spaces, spaces at the ends are dropped, and
  /// what is not UTF-8 becomes U+FFFD.
  ///
  /// - Returns: whether something was not UTF-8.
  mutating func append(raw segment: UnsafeRawBufferPointer) -> Bool {
    var start = 0
    var end = segment.count
    while start < end, segment[start] <= 0x20 || segment[start] == 0x7F { start &+= 1 }
    while end > start, segment[end &- 1] <= 0x20 || segment[end &- 1] == 0x7F { end &-= 1 }
    let trimmed = UnsafeRawBufferPointer(rebasing: segment[start..<end])
    var control: UInt8 = 0
    var high: UInt8 = 0
    for byte in trimmed {
      control |= byte < 0x20 || byte == 0x7F ? 1 : 0
      high |= byte
    }
    if high < 0x80 || UTF8Validation.firstInvalid(trimmed) == nil {
      let from = bytes.count
      bytes.append(contentsOf: trimmed)
      if control != 0 { blankControls(from) }
      ends.append(bytes.count)
      return false
    }
    let from = bytes.count
    bytes.append(contentsOf: String(decoding: trimmed, as: UTF8.self).utf8)
    if control != 0 { blankControls(from) }
    ends.append(bytes.count)
    return true
  }

  private mutating func blankControls(_ from: Int) {
    bytes.withUnsafeMutableBufferPointer { buffer in
      for index in from..<buffer.count where buffer[index] < 0x20 || buffer[index] == 0x7F {
        buffer[index] = 0x20
      }
    }
  }
}
