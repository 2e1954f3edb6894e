import Evaluation
import Testing

/// Scores equal those of sacreBLEU 2.6.0, to nine decimals.
struct GoldenTests {
  static let metrics: [String: any Metric] = [
    "bleu": BLEU(),
    "bleu-none": BLEU(tokenization: .none),
    "bleu-char": BLEU(tokenization: .characters),
    "bleu-lower": BLEU(letterCase: .lower),
    "bleu-effective": BLEU.sentence,
    "bleu-unsmoothed": BLEU(smoothing: .none),
    "bleu-floor": BLEU(smoothing: .floor(0.1), order: .effective),
    "bleu-add": BLEU(smoothing: .add(1), order: .effective),
    "chrf": ChrF(wordOrder: 0),
    "chrf+": ChrF(wordOrder: 1),
    "chrf++": ChrF(wordOrder: 2),
    "chrf++-lower": ChrF(wordOrder: 2, letterCase: .lower),
    "ter": TER(),
    "ter-mixed": TER(letterCase: .mixed),
    "ter-western": TER(normalization: .western),
    "ter-bare": TER(punctuation: .removed),
    "ter-western-bare": TER(normalization: .western, punctuation: .removed),
  ]

  @Test(arguments: GoldenFigures.figures.indices)
  func agreesWithSacreBLEU(index: Int) throws {
    let figures = GoldenFigures.figures[index]
    let metric = try #require(Self.metrics[figures.key])
    let references = Array(GoldenFigures.references[..<figures.references])
    let score = try Evaluator.corpus(
      metrics: [metric], hypotheses: GoldenFigures.hypotheses, references: references)[0]
    #expect(abs(score.value - figures.corpus) < 1e-9, "\(figures.key)")
    #expect("\(score.signature)" == "\(figures.signature)|toolkit:\(Signature.toolkit)")
    #expect("\(score)".replacing("|toolkit:\(Signature.toolkit)", with: "") == figures.line)
    for (row, expected) in figures.segments.enumerated() {
      let segment = Evaluator.segment(
        metric, hypothesis: GoldenFigures.hypotheses[row], references: references.map { $0[row] })
      #expect(abs(segment.value - expected) < 1e-9, "\(figures.key), segment \(row)")
    }
  }

  /// sacreBLEU sums in single precision, hence the tolerance.
  @Test(arguments: GoldenFigures.figures.indices)
  func agreesOnConfidenceIntervals(index: Int) throws {
    let figures = GoldenFigures.figures[index]
    let metric = try #require(Self.metrics[figures.key])
    let score = try Evaluator.corpus(
      metrics: [metric], hypotheses: GoldenFigures.hypotheses,
      references: Array(GoldenFigures.references[..<figures.references]), bootstrap: Bootstrap(samples: 200))[
        0]
    let confidence = try #require(score.confidence)
    #expect(abs(confidence.mean - figures.mean) < 1e-3)
    #expect(abs(confidence.halfWidth - figures.halfWidth) < 1e-3)
    #expect("\(score.signature)".hasPrefix("nrefs:\(figures.references)|bs:200|seed:12345|case:"))
  }

  @Test(arguments: GoldenFigures.paired.indices)
  func agreesOnPairedBootstrap(index: Int) throws {
    let expected = GoldenFigures.paired[index]
    let metric = try #require(Self.metrics[expected.key])
    let comparison = try PairedBootstrap(Bootstrap(samples: 500)).compare(
      [metric], system: GoldenFigures.other, baseline: GoldenFigures.hypotheses,
      references: [GoldenFigures.references[0]])[0]
    #expect(abs(comparison.baseline.value - expected.baseline) < 1e-9)
    #expect(abs(comparison.system.value - expected.system) < 1e-9)
    #expect(abs(comparison.pValue - expected.pValue) < 1e-9)
    #expect(comparison.difference.lower <= comparison.difference.mean)
    #expect(comparison.winRate > 0 && comparison.winRate < 1)
  }

  @Test(arguments: GoldenFigures.draws.indices)
  func drawsWhatNumPyDraws(index: Int) {
    let expected = GoldenFigures.draws[index]
    var random = NumPyRandom(seed: expected.seed)
    #expect(expected.numbers.map { _ in random.next(below: expected.bound) } == expected.numbers)
  }
}
