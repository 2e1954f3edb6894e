private import Foundation

/// BLEU (Papineni et al. 2002) as sacreBLEU computes it (Post 2018): order 4, tokenization 13a, exponential
/// smoothing.
///
/// Statistics: hypothesis length, reference length, four counts of matches, four counts of n-grams.
public struct BLEU: Metric {
  public let name = "BLEU"
  public let statisticCount = 10
  public let higherIsBetter = true
  /// The number of references, for the signature.
  public let referenceCount: Int

  public init(referenceCount: Int = 1) {
    self.referenceCount = referenceCount
  }

  public var signature: String {
    "nrefs:\(referenceCount)|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0|toolkit:chasqui"
  }

  public func prepare(_ references: [String]) -> any PreparedReferences {
    References(references)
  }

  public func score(_ statistics: [Double]) -> Double {
    let (system, reference) = (statistics[0], statistics[1])
    guard system > 0, statistics[2] > 0 else { return 0 }
    var logSum = 0.0
    var smoothing = 1.0
    for order in 0..<4 {
      let (correct, total) = (statistics[2 + order], statistics[6 + order])
      if total <= 0 { return 0 }
      if correct <= 0 {
        smoothing *= 2
        logSum += log(100 / (smoothing * total))
      } else {
        logSum += log(100 * correct / total)
      }
    }
    let brevity = system < reference ? exp(1 - reference / system) : 1
    return brevity * exp(logSum / 4)
  }

  /// The precisions of the four orders in percent, the brevity penalty and the ratio of the lengths.
  public func details(_ statistics: [Double]) -> (precisions: [Double], brevityPenalty: Double, ratio: Double) {
    let (system, reference) = (statistics[0], statistics[1])
    return (
      (0..<4).map { statistics[6 + $0] > 0 ? 100 * statistics[2 + $0] / statistics[6 + $0] : 0 },
      system >= reference ? 1 : system > 0 ? exp(1 - reference / system) : 0,
      reference > 0 ? system / reference : 0
    )
  }

  private struct References: PreparedReferences {
    /// With several references, an n-gram counts as often as in the reference that has it most: their
    /// tables are tried apart and joined by the best, which is exact for one reference.
    let tables: [GramTable]
    let lengths: [Int]

    init(_ references: [String]) {
      let tokens = references.map(TextUnits.tokens13a)
      tables = tokens.map { GramTable($0, maximumLength: 4) }
      lengths = tokens.map(\.count)
    }

    func statistics(_ hypothesis: String, scratch: inout MatchScratch) -> [Float] {
      let tokens = TextUnits.tokens13a(hypothesis)
      var best = [Int](repeating: 0, count: 4)
      var matches = best
      for table in tables {
        table.matches(tokens, scratch: &scratch, into: &matches)
        for order in 0..<4 { best[order] = max(best[order], matches[order]) }
      }
      // The closest reference length; the shorter of two that are equally close.
      let closest = lengths.min { a, b in
        let (x, y) = (abs(a - tokens.count), abs(b - tokens.count))
        return x != y ? x < y : a < b
      }
      return [Float(tokens.count), Float(closest ?? 0)] + best.map(Float.init)
        + (0..<4).map { Float(max(0, tokens.count - $0)) }
    }
  }
}
