internal import Evaluation
private import Foundation
internal import Tuning

/// The tuning objective: the weighted mean of chrF++ and BLEU over a whole tuning set.
///
/// Not a geometric mean: where BLEU is 2, half a point of it is noise, and would count as much as six points
/// of chrF++. chrF++ alone is best served by half as many characters again as the reference has, because it
/// weighs recall twice; nobody wants to read them. So what is too long, in words or characters, costs, and more the
/// longer it is: a slope, not a wall, because the search for weights runs into walls.
struct TuningMetrics: Sendable {
  private let chrF = ChrF(wordOrder: 2)
  private let bleu = BLEU()
  private let chrFShare: Double
  private static let excessPenalty = 2.0
  private let references: [PreparedReference]

  init(references: [String], chrFShare: Double) {
    self.chrFShare = chrFShare
    let (chrF, bleu) = (chrF, bleu)
    self.references = references.map { PreparedReference([$0], bleu: bleu, chrF: chrF) }
  }

  var objective: TuningObjective {
    let (chrF, bleu, share) = (chrF, bleu, chrFShare)
    return TuningObjective(
      name: "\(share) chrF++ + \((100 * (1 - share)).rounded() / 100) BLEU",
      dimension: chrF.statisticCount + bleu.statisticCount,
      // Both, the first counts of each metric: one alone could be right with words that are too short or too long.
      lengths: { sums in
        let words = chrF.statisticCount
        return TuningObjective.Lengths(
          words: sums[words] / max(1, sums[words + 1]), characters: sums[0] / max(1, sums[1]),
          charactersPerWord: sums[1] / max(1, sums[words + 1]))
      },
      value: { statistics in
        statistics.withUnsafeBufferPointer { values in
          let a = chrF.score(UnsafeBufferPointer(rebasing: values[..<chrF.statisticCount]))
          let b = bleu.score(UnsafeBufferPointer(rebasing: values[chrF.statisticCount...]))
          let words = max(0, values[chrF.statisticCount] / max(1, values[chrF.statisticCount + 1]) - 1)
          let characters = max(0, values[0] / max(1, values[1]) - 1)
          let excess = words * words + characters * characters
          return (share * a + (1 - share) * b) * exp(-Self.excessPenalty * excess)
        }
      })
  }

  /// The chrF++, from 0 to 100, of what `statistics` gave for a sentence.
  func chrF(of statistics: [Float]) -> Double {
    let values = statistics.prefix(chrF.statisticCount).map(Double.init)
    return values.withUnsafeBufferPointer { chrF.score($0) }
  }

  /// The statistics of a translation of sentence `sentence`.
  func statistics(of text: String, sentence: Int, scorers: inout Scorers) -> [Float] {
    var text = text
    var result = [Float](repeating: 0, count: chrF.statisticCount + bleu.statisticCount)
    let reference = references[sentence]
    text.withUTF8 { bytes in
      result.withUnsafeMutableBufferPointer { result in
        scorers.chrF.statistics(
          bytes, against: reference,
          into: UnsafeMutableBufferPointer(rebasing: result[..<chrF.statisticCount]))
        scorers.bleu.statistics(
          bytes, against: reference,
          into: UnsafeMutableBufferPointer(rebasing: result[chrF.statisticCount...]))
      }
    }
    return result
  }

  /// The memory of a thread.
  struct Scorers {
    var chrF = ChrFScorer(ChrF(wordOrder: 2))
    var bleu = BLEUScorer(BLEU())
  }
}
