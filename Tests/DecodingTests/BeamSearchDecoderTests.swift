import Compute
import Decoding
import PhraseModeling
import Testing

/// Compares the search with the enumeration of all translations on short sentences.
@Suite struct BeamSearchDecoderTests {
  private let fixture = SearchFixture()

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func findsTheBestOfAll(seed: UInt64) throws {
    let model = try fixture.languageModel()
    let input = fixture.options(length: 4, seed: seed)
    var decoder = fixture.decoder(model)
    let graph = decoder.search(input, length: 4)
    let derivation = decoder.best(graph, input)
    let found = try #require(derivation)
    let recomputed = decoder.weights.score(found.features)
    let best = fixture.bestByEnumeration(input, length: 4, decoder.weights, model)
    #expect(abs(found.score - best) < 1e-3)
    #expect(abs(recomputed - found.score) < 1e-3)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func findsTheBestOfAllWithClasses(seed: UInt64) throws {
    let (model, classModel) = (try fixture.languageModel(), try fixture.classModel())
    let input = fixture.options(length: 4, seed: seed)
    var decoder = fixture.decoder(model, classModel)
    let graph = decoder.search(input, length: 4)
    let list = decoder.nBest(graph, count: 20, input)
    let found = try #require(list.first)
    let best = fixture.bestByEnumeration(input, length: 4, decoder.weights, model, classModel)
    #expect(abs(found.score - best) < 1e-3)
    let weights = decoder.weights
    for derivation in list { #expect(abs(weights.score(derivation.features) - derivation.score) < 2e-3) }
    #expect(found.features[Feature.classLanguageModel.rawValue] < 0)
  }

  @Test func alternativesAreDifferentSortedAndScoredAsTheirFeatures() throws {
    let model = try fixture.languageModel()
    let input = fixture.options(length: 5, seed: 7)
    var decoder = fixture.decoder(model)
    let graph = decoder.search(input, length: 5)
    let list = decoder.nBest(graph, count: 50, input)
    #expect(list.count == 50)
    #expect(Set(list.map(\.tokens)).count == 50)
    let first = decoder.best(graph, input)?.tokens
    #expect(list.first?.tokens == first)
    let weights = decoder.weights
    for (a, b) in zip(list, list.dropFirst()) { #expect(a.score >= b.score - 1e-4) }
    for derivation in list {
      #expect(abs(weights.score(derivation.features) - derivation.score) < 2e-3)
      #expect(derivation.steps.map(\.source.count).reduce(0, +) == 5)
    }
  }

  @Test func longSentencesAndEmptyOnesAreFine() throws {
    let model = try fixture.languageModel()
    var decoder = BeamSearchDecoder(languageModel: model, weights: FeatureWeights())
    let long = fixture.options(length: 150, seed: 8)
    let graph = decoder.search(long, length: 150)
    let covered = decoder.best(graph, long)?.steps.map(\.source.count).reduce(0, +)
    #expect(covered == 150)
    let empty = decoder.search(TranslationOptions(), length: 0)
    let tokens = decoder.best(empty, TranslationOptions())?.tokens
    #expect(tokens == [])
  }
}
