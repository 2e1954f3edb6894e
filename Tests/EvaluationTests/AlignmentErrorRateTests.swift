import Evaluation
import Testing

struct AlignmentErrorRateTests {
  /// S = {a, b, c}, P = S ∪ {d}; A = {a, b, d, x}: |A ∩ S| = 2, |A ∩ P| = 3, so P = 3/4, R = 2/3 and
  /// AER = 1 − 5/7.
  @Test func isThatOfThePaper() {
    var rate = AlignmentErrorRate()
    rate.add(found: ["a", "b", "d", "x"], sure: ["a", "b", "c"], possible: ["d"])
    #expect(rate.precision == 0.75)
    #expect(abs(rate.recall - 2.0 / 3) < 1e-12)
    #expect(abs(rate.errorRate - 2.0 / 7) < 1e-12)
  }

  @Test func sureLinksArePossibleWhetherNamedSoOrNot() {
    var (one, other) = (AlignmentErrorRate(), AlignmentErrorRate())
    one.add(found: [1, 2, 9], sure: [1, 2], possible: [3])
    other.add(found: [1, 2, 9], sure: [1, 2], possible: [1, 2, 3])
    #expect(one == other)
    #expect(one.foundPossible == 2)
  }

  /// The rate is of sums, not a mean of rates.
  @Test func sentencesAddUp() {
    var rate = AlignmentErrorRate()
    rate.add(found: [1], sure: [1], possible: [])
    rate.add(found: [1, 2, 3, 4], sure: [1], possible: [2])
    #expect(abs(rate.errorRate - (1 - 5.0 / 7)) < 1e-12)
    rate.add(found: [], sure: [7], possible: [])
    #expect(abs(rate.errorRate - (1 - 5.0 / 8)) < 1e-12)
  }

  @Test func nothingIsWrongWhereNothingIsAsked() {
    var rate = AlignmentErrorRate()
    #expect(rate.errorRate == 0 && rate.precision == 1 && rate.recall == 1)
    rate.add(found: [], sure: [1], possible: [2])
    #expect(rate.errorRate == 1 && rate.recall == 0)
  }
}
