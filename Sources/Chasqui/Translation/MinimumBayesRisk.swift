internal import Evaluation
private import Foundation

/// Chooses among translations the one that is nearest to all of them, each counted by its probability
/// (Kumar and Byrne 2004); nearness is chrF++, half of it from each side.
struct MinimumBayesRisk {
  /// Flattens the probabilities: those of a log-linear model are far too sure of themselves.
  private static let scale: Float = 0.5

  private let metric = ChrF(wordOrder: 2)

  /// The index of the chosen one of `texts`, which are sorted by their model scores, best first.
  func choose(_ texts: [String], scores: [Float]) -> Int {
    guard let best = scores.first, texts.count > 2 else { return 0 }
    let weights = scores.map { Double(exp(Self.scale * ($0 - best))) }
    var scorer = ChrFScorer(metric)
    // Each is as near to itself as can be.
    var gains = weights.map { $0 * 200 }
    for (index, text) in texts.enumerated() {
      let reference = PreparedReference([text], bleu: nil, chrF: metric)
      for (other, hypothesis) in texts.enumerated() where other != index {
        let nearness = metric.score(scorer.statistics(hypothesis, against: reference))
        gains[other] += weights[index] * nearness
        gains[index] += weights[other] * nearness
      }
    }
    // The first of equals: the better one by the model.
    return gains.indices.max { (gains[$0], -$0) < (gains[$1], -$1) } ?? 0
  }
}
