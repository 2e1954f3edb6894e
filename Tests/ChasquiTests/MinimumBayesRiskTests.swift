import Testing

@testable import Chasqui

@Suite struct MinimumBayesRiskTests {
  private let risk = MinimumBayesRisk()

  @Test func theOneMostAgreeWithIsChosen() {
    let texts = ["a quite other sentence", "the house is big", "the house is large", "the house is so big"]
    #expect(risk.choose(texts, scores: [-1, -1.1, -1.2, -1.3]) != 0)
  }

  @Test func aMuchMoreProbableOneStays() {
    let texts = ["a quite other sentence", "the house is big", "the house is large", "the house is so big"]
    #expect(risk.choose(texts, scores: [-1, -40, -41, -42]) == 0)
  }

  @Test func ofEqualsTheFirstIsChosen() {
    #expect(risk.choose([], scores: []) == 0)
    #expect(risk.choose(["a", "b"], scores: [0, 0]) == 0)
    #expect(risk.choose(["same", "same", "same"], scores: [-1, -1, -1]) == 0)
  }
}
