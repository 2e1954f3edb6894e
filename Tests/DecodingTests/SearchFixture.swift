import ChasquiTestSupport
import Compute
import Decoding
import Foundation
import LanguageModeling
import PhraseModeling
import Tokens

/// Random models and options, and the enumeration of all translations of short sentences.
struct SearchFixture {
  private let folder = TemporaryFolder()

  func languageModel() throws -> LanguageModel {
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
  func classModel() throws -> ClassLanguageModel {
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

  func options(length: Int, seed: UInt64) -> TranslationOptions {
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
            option.characters = UInt16(1 + random.next(below: 20))
            option.untranslatedWords = UInt16(random.next(below: 2))
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
  ///
  /// `penalty` is taken off the score of a sequence of options; infinity forbids it.
  func bestByEnumeration(
    _ input: TranslationOptions, length: Int, _ weights: FeatureWeights, _ model: LanguageModel,
    _ classModel: ClassLanguageModel? = nil, penalty: ([TranslationOption]) -> Float = { _ in 0 }
  ) -> Float {
    var best = -Float.infinity
    func extend(_ covered: Set<Int>, _ path: [TranslationOption]) {
      if covered.count == length {
        best = max(best, weights.score(features(of: path, input, length, model, classModel)) - penalty(path))
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

  func features(
    of path: [TranslationOption], _ input: TranslationOptions, _ length: Int, _ model: LanguageModel,
    _ classModel: ClassLanguageModel?
  ) -> [Float] {
    var values = [Float](repeating: 0, count: Feature.count)
    func add(_ feature: Feature, _ value: Float) { values[feature.rawValue] += value }
    var tokens: [TokenID] = []
    var last: TranslationOption?
    for option in path {
      tokens += input.target(of: option)
      add(option.kind == .required ? .required : .phraseForward, option.forward)
      add(.phraseBackward, option.backward)
      add(.rarity, option.rarity)
      add(.phraseCount, 1)
      add(.tokenCount, Float(option.targetLength))
      add(.characterCount, Float(option.characters))
      add(.untranslated, Float(option.untranslatedWords))
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

  func decoder(_ model: LanguageModel, _ classModel: ClassLanguageModel? = nil) -> BeamSearchDecoder {
    var parameters = SearchParameters()
    parameters.popLimit = 4000
    parameters.stackSize = 4000
    parameters.distortionLimit = 20
    var weights = FeatureWeights()
    weights[.classLanguageModel] = 0.4
    weights[.untranslated] = -0.3
    return BeamSearchDecoder(
      languageModel: model, classModel: classModel, weights: weights, parameters: parameters)
  }
}
