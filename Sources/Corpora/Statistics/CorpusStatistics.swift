private import Foundation
internal import Storage

/// The size and shape of a corpus, by words between spaces.
public struct CorpusStatistics: Sendable, Equatable, Codable {
  /// One side of the corpus.
  public struct Side: Sendable, Equatable, Codable {
    /// Words in all segments.
    public internal(set) var tokens = 0
    /// Different words, as they are written.
    public internal(set) var types = 0
    /// Unicode scalars.
    public internal(set) var characters = 0
    /// The words of the longest segment.
    public internal(set) var longest = 0
    /// The number of segments whose words are in each of `CorpusStatistics.lengthBounds`.
    public internal(set) var histogram = [Int](repeating: 0, count: CorpusStatistics.lengthBounds.count)
  }

  /// The upper bounds of the classes of the histograms, in words; the last class has no bound.
  public static let lengthBounds = [0, 1, 2, 5, 10, 20, 40, 80, Int.max]

  public let pairs: Int
  public let source: Side
  public let target: Side
  /// The mean over pairs of the natural logarithm of target by source characters; 0 if there are none.
  public let meanLogRatio: Double
  public let logRatioDeviation: Double

  public init(_ corpus: ParallelCorpus) {
    pairs = corpus.count
    source = Self.side(corpus.sourceColumn)
    target = Self.side(corpus.targetColumn)
    var sums = (count: 0.0, value: 0.0, square: 0.0)
    for index in 0..<corpus.count {
      let a = corpus.sourceColumn.withBytes(index) { SegmentProfile($0).characters }
      let b = corpus.targetColumn.withBytes(index) { SegmentProfile($0).characters }
      guard a > 0, b > 0 else { continue }
      let value = log(Double(b) / Double(a))
      sums = (sums.count + 1, sums.value + value, sums.square + value * value)
    }
    let mean = sums.count > 0 ? sums.value / sums.count : 0
    meanLogRatio = mean
    logRatioDeviation = sums.count > 0 ? max(0, sums.square / sums.count - mean * mean).squareRoot() : 0
  }

  private static func side(_ column: SegmentColumn) -> Side {
    var side = Side()
    var types = HashSet64(capacity: 1 << 14)
    for index in 0..<column.count {
      column.withBytes(index) { bytes in
        let profile = SegmentProfile(bytes)
        side.tokens += profile.words
        side.characters += profile.characters
        side.longest = max(side.longest, profile.words)
        side.histogram[lengthBounds.firstIndex { profile.words <= $0 }!] += 1
        var start = 0
        while start < bytes.count {
          while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
          var end = start
          while end < bytes.count, bytes[end] > 0x20 { end += 1 }
          if end > start {
            _ = types.insert(Checksum.xxh64(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
          }
          start = end
        }
      }
    }
    side.types = types.count
    return side
  }
}
