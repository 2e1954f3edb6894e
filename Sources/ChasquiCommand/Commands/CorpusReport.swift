internal import Corpora

/// What `corpus stats` prints.
struct CorpusReport: Encodable {
  struct Side: Encodable {
    let words, differentWords, characters, longestSegment: Int
    let segmentsByLength: [LengthClass]
  }

  /// Segments with at least and at most so many words; nil without a bound.
  struct LengthClass: Encodable {
    let from: Int
    let to: Int?
    let segments: Int
  }

  let pairs: Int
  let source, target: Side
  /// Of target by source characters, the geometric mean over pairs; 1 if there are none.
  let meanLengthRatio: Double
  /// The factor by which pairs usually differ from the mean, up or down.
  let lengthRatioDeviation: Double

  init(_ statistics: CorpusStatistics) {
    pairs = statistics.pairs
    source = Side(statistics.source)
    target = Side(statistics.target)
    meanLengthRatio = statistics.meanLogRatio.exponential
    lengthRatioDeviation = statistics.logRatioDeviation.exponential
  }

  /// A table with a column for each side.
  var text: String {
    var rows = [
      ("", "source", "target"), ("words", "\(source.words)", "\(target.words)"),
      ("different words", "\(source.differentWords)", "\(target.differentWords)"),
      ("characters", "\(source.characters)", "\(target.characters)"),
      ("words of the longest segment", "\(source.longestSegment)", "\(target.longestSegment)"),
    ]
    for (a, b) in zip(source.segmentsByLength, target.segmentsByLength) {
      let bounds = a.to.map { $0 == a.from ? "\($0)" : "\(a.from) to \($0)" } ?? "\(a.from) or more"
      rows.append(("segments of \(bounds) words", "\(a.segments)", "\(b.segments)"))
    }
    let widths = [rows.map(\.0.count).max()!, rows.map(\.1.count).max()!, rows.map(\.2.count).max()!]
    let table = rows.map { row in
      row.0.padding(toLength: widths[0] + 2) + Self.right(row.1, widths[1] + 2)
        + Self.right(row.2, widths[2] + 2)
    }
    return "\(pairs) pairs\n" + table.joined(separator: "\n")
      + "\ntarget by source characters: \(Self.rounded(meanLengthRatio)) in the mean, usually "
      + "\(Self.rounded(meanLengthRatio / lengthRatioDeviation)) to "
      + "\(Self.rounded(meanLengthRatio * lengthRatioDeviation))\n"
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

extension CorpusReport.Side {
  fileprivate init(_ side: CorpusStatistics.Side) {
    let bounds = CorpusStatistics.lengthBounds
    self.init(
      words: side.tokens, differentWords: side.types, characters: side.characters,
      longestSegment: side.longest,
      segmentsByLength: side.histogram.enumerated().map { index, count in
        CorpusReport.LengthClass(
          from: index == 0 ? 0 : bounds[index - 1] + 1, to: bounds[index] == .max ? nil : bounds[index],
          segments: count)
      })
  }
}
