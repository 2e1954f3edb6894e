import Evaluation
import Testing

@Suite struct RankCorrelationTests {
  @Test func agreesWithSciPy() throws {
    // scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])
    let first = try #require(RankCorrelation.spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]))
    #expect(abs(first - 0.8207826816681233) < 1e-12)
    // scipy.stats.spearmanr([0.1, 0.1, 0.3, 0.2, 0.9, 0.9], [3, 1, 2, 2, 2, 0])
    let second = try #require(
      RankCorrelation.spearman([0.1, 0.1, 0.3, 0.2, 0.9, 0.9], [3, 1, 2, 2, 2, 0]))
    #expect(abs(second - -0.3751832396884335) < 1e-12, "\(second)")
  }

  @Test func ordersDecide() {
    #expect(RankCorrelation.spearman([1, 2, 3], [10, 200, 3000]) == 1)
    #expect(RankCorrelation.spearman([1, 2, 3], [3, 2, 1]) == -1)
    #expect(RankCorrelation.spearman([1, 1, 1], [3, 2, 1]) == nil)
    #expect(RankCorrelation.spearman([], []) == nil)
  }
}
