/// chrF and chrF++ (Popović 2015, 2017) as sacreBLEU computes them: character n-grams up to 6, for chrF++
/// also words and word pairs, recall twice as important as precision.
///
/// Statistics: for each order, the n-grams of the hypothesis, of the reference, and those that match.
public struct ChrF: Metric {
  public let wordOrder: Int
  public let referenceCount: Int
  public let higherIsBetter = true
  private static let characterOrder = 6
  private static let beta = 2.0

  /// - Parameter wordOrder: 0 for chrF, 2 for chrF++.
  public init(wordOrder: Int = 2, referenceCount: Int = 1) {
    self.wordOrder = wordOrder
    self.referenceCount = referenceCount
  }

  public var name: String { "chrF" + String(repeating: "+", count: wordOrder) }
  public var statisticCount: Int { 3 * (Self.characterOrder + wordOrder) }

  public var signature: String {
    "nrefs:\(referenceCount)|case:mixed|eff:yes|nc:6|nw:\(wordOrder)|space:no|version:2.6.0|toolkit:chasqui"
  }

  public func prepare(_ references: [String]) -> any PreparedReferences {
    References(metric: self, references)
  }

  public func score(_ statistics: [Double]) -> Double {
    var precision = 0.0
    var recall = 0.0
    var orders = 0.0
    for order in 0..<(Self.characterOrder + wordOrder) {
      let (hypothesis, reference, matched) = (
        statistics[3 * order], statistics[3 * order + 1], statistics[3 * order + 2]
      )
      guard hypothesis > 0, reference > 0 else { continue }
      precision += matched / hypothesis
      recall += matched / reference
      orders += 1
    }
    guard orders > 0, precision + recall > 0 else { return 0 }
    precision /= orders
    recall /= orders
    let factor = Self.beta * Self.beta
    return 100 * (1 + factor) * precision * recall / (factor * precision + recall)
  }

  private struct References: PreparedReferences {
    let metric: ChrF
    let tables: [(characters: GramTable, words: GramTable?)]

    init(metric: ChrF, _ references: [String]) {
      self.metric = metric
      tables = references.map { text in
        (
          GramTable(TextUnits.characters(text), maximumLength: ChrF.characterOrder),
          metric.wordOrder > 0 ? GramTable(TextUnits.words(text), maximumLength: metric.wordOrder) : nil
        )
      }
    }

    func statistics(_ hypothesis: String, scratch: inout MatchScratch) -> [Float] {
      let characters = TextUnits.characters(hypothesis)
      let words = metric.wordOrder > 0 ? TextUnits.words(hypothesis) : []
      var best: [Float] = [Float](repeating: 0, count: metric.statisticCount)
      var bestScore = -1.0
      for table in tables {
        var statistics: [Float] = []
        statistics.reserveCapacity(metric.statisticCount)
        append(table.characters, characters, &scratch, to: &statistics)
        if let wordTable = table.words { append(wordTable, words, &scratch, to: &statistics) }
        if tables.count == 1 { return statistics }
        let score = metric.score(statistics.map(Double.init))
        if score > bestScore {
          bestScore = score
          best = statistics
        }
      }
      return best
    }

    private func append(
      _ table: GramTable, _ tokens: [UInt64], _ scratch: inout MatchScratch, to statistics: inout [Float]
    ) {
      var matches = [Int](repeating: 0, count: table.maximumLength)
      table.matches(tokens, scratch: &scratch, into: &matches)
      for length in 0..<table.maximumLength {
        let total = table.totals[length]
        // As in sacreBLEU, a reference without n-grams of this length takes the hypothesis' out of account.
        statistics.append(total > 0 ? Float(max(0, tokens.count - length)) : 0)
        statistics.append(Float(total))
        statistics.append(Float(matches[length]))
      }
    }
  }
}
