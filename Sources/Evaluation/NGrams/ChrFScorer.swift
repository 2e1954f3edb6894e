/// Computes the chrF statistics of many hypotheses; one for each thread, since its memory is reused.
public struct ChrFScorer {
  public let metric: ChrF
  private var characters: [UInt32] = []
  private var ranges = WordRanges()
  private var words: [UInt32] = []
  private var remaining: [Int32] = []
  private var matches: [Int32] = [Int32](repeating: 0, count: ChrF.characterOrder)
  private var counts: [Int32]
  private var best: [Int32]

  public init(_ metric: ChrF = ChrF(wordOrder: 2)) {
    self.metric = metric
    counts = [Int32](repeating: 0, count: metric.statisticCount)
    best = counts
  }

  /// Writes the statistics of `hypothesis`, UTF-8, in the order that `ChrF` documents.
  ///
  /// Of several references, the one that gives the best score counts, the first of equals.
  /// - Parameters:
  ///   - reference: prepared for the same metric.
  ///   - result: room for `metric.statisticCount` numbers.
  public mutating func statistics(
    _ hypothesis: UnsafeBufferPointer<UInt8>, against reference: PreparedReference,
    into result: UnsafeMutableBufferPointer<Int32>
  ) {
    count(hypothesis, reference)
    for index in best.indices { result[index] = best[index] }
  }

  /// As above, as floating-point numbers, which are exact up to 2^24.
  public mutating func statistics(
    _ hypothesis: UnsafeBufferPointer<UInt8>, against reference: PreparedReference,
    into result: UnsafeMutableBufferPointer<Float>
  ) {
    count(hypothesis, reference)
    for index in best.indices { result[index] = Float(best[index]) }
  }

  /// The statistics of `hypothesis`.
  public mutating func statistics(
    _ hypothesis: String, against reference: PreparedReference
  ) -> SegmentStatistics {
    var hypothesis = hypothesis
    hypothesis.withUTF8 { count($0, reference) }
    return SegmentStatistics(best.map(Double.init))
  }

  /// Leaves the statistics of `hypothesis` in `best`.
  private mutating func count(_ hypothesis: UnsafeBufferPointer<UInt8>, _ reference: PreparedReference) {
    precondition(reference.chrF == metric, "the reference was not prepared for this chrF")
    UTF8Segment.withBytes(hypothesis, metric.letterCase) { bytes in
      characters.removeAll(keepingCapacity: true)
      UTF8Segment.appendCharacters(of: bytes, to: &characters)
      if metric.wordOrder > 0 { ranges.splitPunctuation(bytes) }
      var bestScore = -1.0
      for index in reference.chrFCharacters.indices {
        count(bytes, reference, index)
        if reference.chrFCharacters.count == 1 {
          swap(&best, &counts)
          return
        }
        let score = counts.withUnsafeBufferPointer { metric.score($0) }
        if score > bestScore {
          bestScore = score
          swap(&best, &counts)
        }
      }
    }
  }

  /// Leaves the statistics against reference `index` in `counts`.
  private mutating func count(
    _ bytes: UnsafeBufferPointer<UInt8>, _ reference: PreparedReference, _ index: Int
  ) {
    characters.withUnsafeBufferPointer { characters in
      Self.match(
        characters, reference.chrFCharacters[index].automaton, reference.chrFCharacters[index].count,
        &remaining, &matches, &counts, at: 0)
    }
    if metric.wordOrder == 0 { return }
    words.removeAll(keepingCapacity: true)
    for word in 0..<ranges.count {
      words.append(reference.chrFWords[index].table.find(ranges.word(word, of: bytes)))
    }
    words.withUnsafeBufferPointer { words in
      Self.match(
        words, reference.chrFWords[index].automaton, reference.chrFWords[index].counts[0],
        &remaining, &matches, &counts, at: 3 * ChrF.characterOrder)
    }
  }

  @inline(__always)
  private static func match(
    _ symbols: UnsafeBufferPointer<UInt32>, _ automaton: NGramAutomaton, _ referenceCount: Int,
    _ remaining: inout [Int32], _ matches: inout [Int32], _ counts: inout [Int32], at place: Int
  ) {
    for order in 0..<automaton.order { matches[order] = 0 }
    matches.withUnsafeMutableBufferPointer {
      automaton.match(symbols, remaining: &remaining, matches: $0.baseAddress!)
    }
    for order in 0..<automaton.order {
      let inReference = max(0, referenceCount - order)
      // As sacreBLEU: an order that the reference does not have is not held against the hypothesis.
      counts[place + 3 * order] = inReference > 0 ? Int32(max(0, symbols.count - order)) : 0
      counts[place + 3 * order + 1] = Int32(inReference)
      counts[place + 3 * order + 2] = matches[order]
    }
  }
}
