internal import Evaluation
internal import Tuning

/// The tuning objective: a mix of chrF++ and BLEU over a whole tuning set.
struct TuningMetrics: Sendable {
  private let chrF = ChrF(wordOrder: 2)
  private let bleu = BLEU()
  private let chrFShare: Double
  private let references: [(chrF: any PreparedReferences, bleu: any PreparedReferences)]

  init(references: [String], chrFShare: Double) {
    self.chrFShare = chrFShare
    let (chrF, bleu) = (chrF, bleu)
    self.references = references.map { (chrF.prepare([$0]), bleu.prepare([$0])) }
  }

  var objective: TuningObjective {
    let (chrF, bleu, share) = (chrF, bleu, chrFShare)
    return TuningObjective(
      name: share >= 1 ? "chrF++" : share <= 0 ? "BLEU" : "\(share) chrF++ + \(1 - share) BLEU",
      dimension: chrF.statisticCount + bleu.statisticCount
    ) { statistics in
      share * chrF.score(Array(statistics[..<chrF.statisticCount]))
        + (1 - share) * bleu.score(Array(statistics[chrF.statisticCount...]))
    }
  }

  /// The statistics of a translation of sentence `sentence`.
  func statistics(of text: String, sentence: Int, scratch: inout MatchScratch) -> [Float] {
    references[sentence].chrF.statistics(text, scratch: &scratch)
      + references[sentence].bleu.statistics(text, scratch: &scratch)
  }
}
