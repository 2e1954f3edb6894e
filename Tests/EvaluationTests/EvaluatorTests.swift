import Evaluation
import Foundation
import Testing

struct EvaluatorTests {
  private static let metrics: [any Metric] = [BLEU(), ChrF(wordOrder: 0), ChrF(wordOrder: 2), TER()]

  @Test func threadsDoNotChangeScores() throws {
    let texts = (0..<6).flatMap { _ in GoldenFigures.hypotheses }
    let references = GoldenFigures.references.map { list in (0..<6).flatMap { _ in list } }
    let results = try [1, 2, 7].map { threads in
      try Evaluator.corpus(
        metrics: [BLEU(), ChrF(wordOrder: 2)], hypotheses: texts, references: references,
        bootstrap: Bootstrap(samples: 50), threads: threads)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func perfectTranslations() throws {
    let texts = ["El agua está fría hoy.", "Ñande jareko mbo’ehao pyahu ko'ápe."]
    let scores = try Evaluator.corpus(metrics: Self.metrics, hypotheses: texts, references: [texts])
    #expect(scores.map(\.value).map { ($0 * 1e9).rounded() / 1e9 } == [100, 100, 100, 0])
  }

  @Test func unequalListsAreRefused() {
    let error = #expect(throws: EvaluationError.self) {
      try Evaluator.corpus(metrics: [BLEU()], hypotheses: ["a", "b"], references: [["a", "b"], ["a"]])
    }
    #expect(
      error?.description
        == "Reference 2 has 1 lines, the translation 2. They must have the same lines, also the empty ones.")
    #expect(error?.reason == .unequalLengths)
    #expect(throws: EvaluationError.self) {
      try Evaluator.corpus(metrics: [BLEU()], hypotheses: [], references: [[]])
    }
    #expect(throws: EvaluationError.self) {
      try Evaluator.corpus(metrics: [BLEU()], hypotheses: ["a"], references: [])
    }
    #expect(throws: EvaluationError.self) {
      try PairedBootstrap().compare([BLEU()], system: ["a"], baseline: ["a", "b"], references: [["a"]])
    }
  }

  @Test func aSystemDoesNotDifferFromItself() throws {
    let texts = GoldenFigures.hypotheses
    let comparisons = try PairedBootstrap(Bootstrap(samples: 100)).compare(
      Self.metrics, system: texts, baseline: texts, references: [GoldenFigures.references[0]])
    for comparison in comparisons {
      #expect(comparison.winRate == 0.5)
      #expect(comparison.difference.lower == 0 && comparison.difference.upper == 0)
    }
  }

  @Test func aMuchBetterSystemIsFoundOut() throws {
    let references = (0..<200).map { "la palabra número \($0) vive en la montaña \($0 * 7 % 31)" }
    let worse = references.map { $0.split(separator: " ").reversed().joined(separator: " ") }
    let comparison = try PairedBootstrap().compare(
      [BLEU()], system: references, baseline: worse, references: [references], threads: 2)[0]
    #expect(comparison.winRate == 1)
    #expect(comparison.pValue < 0.05)
    #expect(abs((comparison.system.confidence?.mean ?? 0) - comparison.system.value) < 1e-9)
  }

  @Test func strangeTextIsScored() {
    let long = String(repeating: "palabra otra ", count: 300)
    let texts = ["", "\u{0}", "\u{0} \u{0}", "\r\n", ".", "....,,,,", "\u{FFFD}", "'s ", long]
    for metric in Self.metrics + [TER(normalization: .western, punctuation: .removed)] {
      for hypothesis in texts {
        for reference in texts {
          let value = Evaluator.segment(metric, hypothesis: hypothesis, references: [reference]).value
          #expect(value.isFinite && value >= 0)
        }
        #expect(Evaluator.segment(metric, hypothesis: hypothesis, references: []).value.isFinite)
      }
    }
  }

  @Test func statisticsAddUp() {
    let metric = ChrF(wordOrder: 2)
    let a = metric.statistics(hypothesis: "el agua", references: ["el agua fría"])
    let b = metric.statistics(hypothesis: "fría", references: ["el agua fría"])
    #expect(a + .zero == a && .zero + a == a)
    #expect((a + b) - b == a)
    #expect(metric.score(.zero) == 0 && BLEU().score(.zero) == 0 && TER().score(.zero) == 0)
  }

  @Test func scoresEncodeWithPrintedSignatures() throws {
    let score = Evaluator.segment(ChrF(wordOrder: 2), hypothesis: "el agua", references: ["el agua"])
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(score)) as? [String: Any]
    #expect(object?["name"] as? String == "chrF2++")
    #expect(object?["signature"] as? String == "\(score.signature)")
    #expect((object?["details"] as? [String: Double])?["precision"] == 100)
  }
}
