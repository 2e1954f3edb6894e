import Chasqui
import Decoding
import Foundation
import PhraseModeling
import Testing

@Suite struct TrainingOptionsTests {
  @Test func valuesAreSetByName() throws {
    let options = try TrainingOptions().setting([
      "phraseTable.sampleSize=1000", "symmetrization=intersection", "alignmentPrefixes=[4]",
      "sourceSubwords=4000", "search.beamWidth=2.5", "hotPhraseOccurrences=null",
    ])
    #expect(options.phraseTable.sampleSize == 1000)
    #expect(options.symmetrization == "intersection")
    #expect(options.alignmentPrefixes == [4])
    #expect(options.sourceSubwords == 4000)
    #expect(options.hotPhraseOccurrences == nil)
    #expect(options.search.beamWidth == 2.5)
    #expect(options.tuningRounds == TrainingOptions().tuningRounds)
  }

  @Test(arguments: [
    ("nothing=1", "There is no training option `nothing`; `chasqui models show --json` lists them."),
    (
      "phraseTable.nothing=1",
      "There is no training option `phraseTable.nothing`; `chasqui models show --json` lists them."
    ),
    ("seed", "`seed` is not of the form name=value."),
    ("tuningRounds=many", "The training option `tuningRounds` cannot have this value."),
  ])
  func whatCannotBeSetIsSaid(assignment: String, message: String) {
    let error = #expect(throws: TrainingError.self) { try TrainingOptions().setting([assignment]) }
    #expect(error.map { "\($0)" } == message)
  }

  @Test func olderManifestsHaveTheDefaults() throws {
    let options = try JSONDecoder().decode(TrainingOptions.self, from: Data(#"{"seed": 7}"#.utf8))
    #expect(options.seed == 7)
    #expect(options.tuningRounds == TrainingOptions().tuningRounds)
    #expect(options.alignmentPrefixes == [0])
    let prefixed = try JSONDecoder().decode(TrainingOptions.self, from: Data(#"{"alignmentPrefix": 5}"#.utf8))
    #expect(prefixed.alignmentPrefixes == [5])
  }

  @Test func weightsAreWrittenByName() throws {
    let weights = FeatureWeights()
    let encoded = try JSONEncoder().encode(weights)
    #expect(try JSONDecoder().decode(FeatureWeights.self, from: encoded) == weights)
    let older = try JSONDecoder().decode(
      FeatureWeights.self, from: Data(#"{"languageModel": 0.5, "forgotten": 1}"#.utf8))
    #expect(older[.languageModel] == 0.5 && older[.tokenCount] == 0)
  }
}
