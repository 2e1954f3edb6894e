/// Computes the BLEU statistics of many hypotheses; one for each thread, since its memory is reused.
public struct BLEUScorer {
  public let metric: BLEU
  private var tokens: BLEUTokens
  private var remaining: [Int32] = []
  private var counts: [Int32]

  public init(_ metric: BLEU = BLEU()) {
    self.metric = metric
    tokens = BLEUTokens(metric)
    counts = [Int32](repeating: 0, count: metric.statisticCount)
  }

  /// Writes the statistics of `hypothesis`, UTF-8, in the order that `BLEU` documents.
  ///
  /// - Parameters:
  ///   - reference: prepared for the same metric.
  ///   - result: room for `metric.statisticCount` numbers.
  public mutating func statistics(
    _ hypothesis: UnsafeBufferPointer<UInt8>, against reference: PreparedReference,
    into result: UnsafeMutableBufferPointer<Int32>
  ) {
    count(hypothesis, reference)
    for index in counts.indices { result[index] = counts[index] }
  }

  /// As above, as floating-point numbers, which are exact up to 2^24.
  public mutating func statistics(
    _ hypothesis: UnsafeBufferPointer<UInt8>, against reference: PreparedReference,
    into result: UnsafeMutableBufferPointer<Float>
  ) {
    count(hypothesis, reference)
    for index in counts.indices { result[index] = Float(counts[index]) }
  }

  /// The statistics of `hypothesis`.
  public mutating func statistics(
    _ hypothesis: String, against reference: PreparedReference
  ) -> SegmentStatistics {
    var hypothesis = hypothesis
    hypothesis.withUTF8 { count($0, reference) }
    return SegmentStatistics(counts.map(Double.init))
  }

  private mutating func count(_ hypothesis: UnsafeBufferPointer<UInt8>, _ reference: PreparedReference) {
    guard let prepared = reference.bleuTokens, reference.bleu?.tokenization == metric.tokenization,
      reference.bleu?.letterCase == metric.letterCase
    else { preconditionFailure("the reference was not prepared for this BLEU") }
    UTF8Segment.withBytes(hypothesis, metric.letterCase) { bytes in
      tokens.read(bytes) { prepared.table.find($0) }
    }
    let length = tokens.symbols.count
    for index in counts.indices { counts[index] = 0 }
    tokens.symbols.withUnsafeBufferPointer { symbols in
      counts.withUnsafeMutableBufferPointer { counts in
        prepared.automaton.match(symbols, remaining: &remaining, matches: counts.baseAddress! + 2)
      }
    }
    counts[0] = Int32(length)
    counts[1] = Int32(Self.closest(prepared.counts, to: length))
    for order in 0..<BLEU.maximumOrder {
      counts[2 + BLEU.maximumOrder + order] = Int32(max(0, length - order))
    }
  }

  /// The length that is closest to `length`; of two that are equally close, the shorter.
  private static func closest(_ lengths: [Int], to length: Int) -> Int {
    var best = lengths[0]
    for candidate in lengths.dropFirst() {
      let (difference, least) = (abs(candidate - length), abs(best - length))
      if difference < least || (difference == least && candidate < best) { best = candidate }
    }
    return best
  }
}
