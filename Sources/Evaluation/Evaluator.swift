internal import Compute

/// Scores the translations of a test set.
public enum Evaluator {
  /// The scores of a corpus, one for each metric.
  ///
  /// - Parameters:
  ///   - references: one list for each reference, as long as `hypotheses`.
  ///   - bootstrap: how to estimate confidence intervals; nil for none.
  /// - Throws: if there are no translations or references, or they are not as many.
  public static func corpus(
    metrics: [any Metric], hypotheses: [String], references: [[String]], bootstrap: Bootstrap? = nil,
    threads: Int = 1
  ) throws(EvaluationError) -> [Score] {
    var scores: [Score] = []
    for metric in metrics {
      let segments = try statistics(metric, hypotheses: hypotheses, references: references, threads: threads)
      let confidence = bootstrap?.confidence(metric, segments, threads: threads)
      let signature = metric.signature.with(references: references.count, bootstrap: bootstrap)
      scores.append(score(metric, segments, signature, confidence))
    }
    return scores
  }

  /// The score of one segment; for BLEU, `BLEU.sentence` is the metric to use.
  public static func segment(_ metric: any Metric, hypothesis: String, references: [String]) -> Score {
    let statistics = metric.statistics(hypothesis: hypothesis, references: references)
    return score(metric, [statistics], metric.signature.with(references: references.count), nil)
  }

  /// The statistics of each segment of a corpus.
  ///
  /// - Parameter references: one list for each reference, as long as `hypotheses`.
  /// - Throws: if there are no translations or references, or they are not as many.
  public static func statistics(
    _ metric: any Metric, hypotheses: [String], references: [[String]], threads: Int = 1
  ) throws(EvaluationError) -> [SegmentStatistics] {
    if hypotheses.isEmpty { throw .noHypotheses }
    if references.isEmpty { throw .noReferences }
    for (index, list) in references.enumerated() where list.count != hypotheses.count {
      throw .reference(index, has: list.count, not: hypotheses.count)
    }
    let chunks = Parallel.chunks(hypotheses.count, size: 32)
    return Parallel.map(chunks.count, threads: threads) { chunk in
      chunks[chunk].map { index in
        metric.statistics(hypothesis: hypotheses[index], references: references.map { $0[index] })
      }
    }.flatMap { $0 }
  }

  static func score(
    _ metric: any Metric, _ segments: [SegmentStatistics], _ signature: Signature,
    _ confidence: ConfidenceInterval?
  ) -> Score {
    let total = segments.reduce(into: SegmentStatistics.zero) { $0 += $1 }
    return Score(
      name: metric.name, value: metric.score(total), signature: signature, confidence: confidence,
      details: metric.details(total))
  }
}
