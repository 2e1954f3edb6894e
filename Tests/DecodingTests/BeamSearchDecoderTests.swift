import ChasquiTestSupport
import Compute
import Decoding
import Foundation
import LanguageModeling
import PhraseModeling
import Testing
import Tokens

/// Compares the search with the enumeration of all translations on short sentences.
@Suite struct BeamSearchDecoderTests {
  private let folder = TemporaryFolder()

  private func languageModel() throws -> LanguageModel {
    var random = RandomSource(seed: 5)
    var corpus = TokenizedCorpus()
    for _ in 0..<300 {
      var sentence: [TokenID] = []
      for _ in 0..<(2 + random.next(below: 6)) { sentence.append(TokenID(3 + random.next(below: 8))) }
      corpus.append(sentence)
    }
    let model = try KneserNeyEstimator(order: 3, threads: 1).estimate(
      [corpus], vocabularySize: 11, progress: SilentProgress())
    let path = folder.file("lm-\(UUID().uuidString)")
    try LanguageModelWriter.write(model, to: path)
    return try LanguageModel(path: path)
  }

  /// A model of three classes of the tokens 3 … 10.
  private func classModel() throws -> ClassLanguageModel {
    let classes: [TokenID] = [0, 1, 2, 3, 4, 5, 3, 4, 5, 3, 4]
    var random = RandomSource(seed: 6)
    var corpus = TokenizedCorpus()
    for _ in 0..<200 {
      corpus.append((0..<(2 + random.next(below: 6))).map { _ in TokenID(3 + random.next(below: 3)) })
    }
    let (classesPath, modelPath) = (folder.file("classes-\(UUID())"), folder.file("lm-\(UUID())"))
    try WordClasses.write(classes, to: classesPath)
    try LanguageModelWriter.write(
      try KneserNeyEstimator(order: 4, threads: 1).estimate([corpus], vocabularySize: 6), to: modelPath)
    return try ClassLanguageModel(classesPath: classesPath, modelPath: modelPath)
  }

  private func options(length: Int, seed: UInt64) -> TranslationOptions {
    var random = RandomSource(seed: seed)
    var options = TranslationOptions()
    for start in 0..<length {
      for end in (start + 1)...min(length, start + 2) {
        for _ in 0..<(end == start + 1 ? 3 : 1) {
          let target = (0..<(1 + random.next(below: 3))).map { _ in TokenID(3 + random.next(below: 8)) }
          options.append(start: start, end: end, target: target, kind: .phrase) { option in
            option.forward = -3 * random.nextFloat()
            option.backward = -3 * random.nextFloat()
            option.rarity = random.nextFloat()
            option.before = .init(
              monotone: -random.nextFloat(), swap: -2 * random.nextFloat(),
              discontinuous: -3 * random.nextFloat())
            option.after = .init(
              monotone: -random.nextFloat(), swap: -2 * random.nextFloat(),
              discontinuous: -3 * random.nextFloat())
          }
        }
      }
    }
    return options
  }

  /// The score of the best translation, by trying all sequences of options.
  private func bestByEnumeration(
    _ input: TranslationOptions, length: Int, _ weights: FeatureWeights, _ model: LanguageModel,
    _ classModel: ClassLanguageModel? = nil
  ) -> Float {
    var best = -Float.infinity
    func extend(_ covered: Set<Int>, _ path: [TranslationOption]) {
      if covered.count == length {
        best = max(best, weights.score(features(of: path, input, length, model, classModel)))
        return
      }
      for option in input.options {
        let span = Int(option.start)..<Int(option.end)
        if covered.isDisjoint(with: span) { extend(covered.union(span), path + [option]) }
      }
    }
    extend([], [])
    return best
  }

  private func features(
    of path: [TranslationOption], _ input: TranslationOptions, _ length: Int, _ model: LanguageModel,
    _ classModel: ClassLanguageModel?
  ) -> [Float] {
    var values = [Float](repeating: 0, count: Feature.count)
    func add(_ feature: Feature, _ value: Float) { values[feature.rawValue] += value }
    var tokens: [TokenID] = []
    var last: TranslationOption?
    for option in path {
      tokens += input.target(of: option)
      add(.phraseForward, option.forward)
      add(.phraseBackward, option.backward)
      add(.rarity, option.rarity)
      add(.phraseCount, 1)
      add(.tokenCount, Float(option.targetLength))
      add(.distortion, -Float(abs(Int(option.start) - Int(last?.end ?? 0))))
      if option.start == last?.end ?? 0 {
        add(.beforeMonotone, option.before.monotone)
        add(.afterMonotone, last?.after.monotone ?? 0)
      } else if let last, option.end == last.start {
        add(.beforeSwap, option.before.swap)
        add(.afterSwap, last.after.swap)
      } else {
        add(.beforeDiscontinuous, option.before.discontinuous)
        add(.afterDiscontinuous, last?.after.discontinuous ?? 0)
      }
      last = option
    }
    if let last {
      if Int(last.end) == length {
        add(.afterMonotone, last.after.monotone)
      } else {
        add(.afterDiscontinuous, last.after.discontinuous)
      }
    }
    add(.languageModel, Float(model.logProbability(sentence: tokens) * 2.302585092994046))
    if let classModel {
      let classes = tokens.map { classModel.classes[$0] }
      add(
        .classLanguageModel, Float(classModel.model.logProbability(sentence: classes) * 2.302585092994046))
    }
    return values
  }

  private func decoder(
    _ model: LanguageModel, _ classModel: ClassLanguageModel? = nil
  ) -> BeamSearchDecoder {
    var parameters = SearchParameters()
    parameters.popLimit = 4000
    parameters.stackSize = 4000
    parameters.distortionLimit = 20
    var weights = FeatureWeights()
    weights[.classLanguageModel] = 0.4
    return BeamSearchDecoder(
      languageModel: model, classModel: classModel, weights: weights, parameters: parameters)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func findsTheBestOfAll(seed: UInt64) throws {
    let model = try languageModel()
    let input = options(length: 4, seed: seed)
    var decoder = decoder(model)
    let graph = decoder.search(input, length: 4)
    let derivation = decoder.best(graph, input)
    let found = try #require(derivation)
    let recomputed = decoder.weights.score(found.features)
    let best = bestByEnumeration(input, length: 4, decoder.weights, model)
    #expect(abs(found.score - best) < 1e-3)
    #expect(abs(recomputed - found.score) < 1e-3)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func findsTheBestOfAllWithClasses(seed: UInt64) throws {
    let (model, classModel) = (try languageModel(), try classModel())
    let input = options(length: 4, seed: seed)
    var decoder = decoder(model, classModel)
    let graph = decoder.search(input, length: 4)
    let list = decoder.nBest(graph, count: 20, input)
    let found = try #require(list.first)
    let best = bestByEnumeration(input, length: 4, decoder.weights, model, classModel)
    #expect(abs(found.score - best) < 1e-3)
    let weights = decoder.weights
    for derivation in list { #expect(abs(weights.score(derivation.features) - derivation.score) < 2e-3) }
    #expect(found.features[Feature.classLanguageModel.rawValue] < 0)
  }

  @Test func alternativesAreDifferentSortedAndScoredAsTheirFeatures() throws {
    let model = try languageModel()
    let input = options(length: 5, seed: 7)
    var decoder = decoder(model)
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
    let model = try languageModel()
    var decoder = BeamSearchDecoder(languageModel: model, weights: FeatureWeights())
    let long = options(length: 150, seed: 8)
    let graph = decoder.search(long, length: 150)
    let covered = decoder.best(graph, long)?.steps.map(\.source.count).reduce(0, +)
    #expect(covered == 150)
    let empty = decoder.search(TranslationOptions(), length: 0)
    let tokens = decoder.best(empty, TranslationOptions())?.tokens
    #expect(tokens == [])
  }
}
