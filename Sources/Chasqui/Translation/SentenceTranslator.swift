internal import Decoding
internal import PhraseModeling
internal import Text
internal import Tokens

/// Translates sentences one after another; one for each thread.
final class SentenceTranslator {
  private let model: TranslationModel
  private let request: TranslationRequest
  private let builder: SentenceInputBuilder
  private var decoder: BeamSearchDecoder

  init(model: TranslationModel, request: TranslationRequest) {
    self.model = model
    self.request = request
    builder = SentenceInputBuilder(model: model)
    decoder = BeamSearchDecoder(
      languageModel: model.languageModel, classModel: model.classLanguageModel,
      weights: model.manifest.weights, parameters: request.search ?? model.manifest.search)
  }

  /// The best translation of `sentence`; a sentence that is too long is translated in parts.
  func translate(_ sentence: String) -> TranslatedSentence {
    let parts = builder.inputs(for: sentence).map { input -> TranslatedSentence in
      let graph = decoder.search(input.options, length: input.length)
      guard let best = decoder.best(graph, input.options) else { return untranslated(input) }
      return finish(best, input)
    }
    guard let first = parts.first else {
      return TranslatedSentence(
        source: sentence, text: "", sourceTokens: [], targetTokens: [], score: 0, features: [], phrases: [],
        alignment: [], unknownWords: [])
    }
    return parts.dropFirst().reduce(into: first) { $0.append($1) }
  }

  /// The best translations of `sentence`, best first.
  func alternatives(_ sentence: String) -> [TranslatedSentence] {
    let inputs = builder.inputs(for: sentence)
    guard inputs.count == 1, let input = inputs.first else { return [translate(sentence)] }
    let graph = decoder.search(input.options, length: input.length)
    let list = decoder.nBest(graph, count: request.alternatives, input.options)
    return list.isEmpty ? [untranslated(input)] : list.map { finish($0, input) }
  }

  /// The spelling of a target token of `input`.
  static func spelling(_ token: TokenID, _ input: SentenceInput, _ vocabulary: Vocabulary) -> String {
    let extra = Int(token) - vocabulary.count
    // A damaged bitext may hold any number.
    guard input.extraTokens.indices.contains(extra) else { return vocabulary.spelling(of: token) }
    return input.extraTokens[extra]
  }

  /// The text of target tokens of `input`: cased, joined, in the output convention.
  static func text(
    of tokens: [String], _ input: SentenceInput, _ model: TranslationModel, _ convention: OutputConvention
  ) -> String {
    let restored =
      model.targetText.casing?.restore(
        tokens, pattern: input.casePattern, locale: model.targetLanguage.bcp47) ?? tokens
    return model.targetText.processor.compose(restored, convention: convention)
  }

  private func finish(_ derivation: Derivation, _ input: SentenceInput) -> TranslatedSentence {
    let tokens = derivation.tokens.map { Self.spelling($0, input, model.targetVocabulary) }
    var alignment: [AlignmentPoint] = []
    let phrases = derivation.steps.map { step -> TranslatedPhrase in
      let option = input.options.options[step.option]
      alignment += self.alignment(of: option, step)
      return TranslatedPhrase(
        source: step.source, target: step.target, origin: .init(option.kind), forward: option.forward,
        backward: option.backward, lexicalForward: option.lexicalForward,
        lexicalBackward: option.lexicalBackward, sourcePlace: option.sourcePlace,
        targetPlace: option.targetPlace)
    }
    return TranslatedSentence(
      source: input.source, text: Self.text(of: tokens, input, model, request.convention),
      sourceTokens: input.tokens, targetTokens: tokens, score: derivation.score,
      features: derivation.features, phrases: phrases, alignment: alignment.sorted(),
      unknownWords: input.unknownWords)
  }

  /// The links inside a phrase: those of the place in the bitext where it was seen.
  private func alignment(of option: TranslationOption, _ step: Derivation.Step) -> [AlignmentPoint] {
    guard option.kind == .phrase || option.kind == .backoff, option.sourcePlace != .max else {
      return step.target.map { AlignmentPoint(source: step.source.lowerBound, target: $0) }
    }
    let bitext = model.phraseTable.bitext
    let sentence = Int(bitext.sentenceOfSource[Int(option.sourcePlace)])
    let sourceStart = Int(option.sourcePlace) - Int(bitext.sourceOffsets[sentence])
    let targetStart = Int(option.targetPlace) - Int(bitext.targetOffsets[sentence])
    return bitext.alignment(sentence).compactMap { link in
      let source = Int(link.source) - sourceStart
      let target = Int(link.target) - targetStart
      guard (0..<step.source.count).contains(source), (0..<step.target.count).contains(target) else {
        return nil
      }
      return AlignmentPoint(
        source: step.source.lowerBound + source, target: step.target.lowerBound + target)
    }
  }

  /// The source as it is: for what cannot be translated at all.
  private func untranslated(_ input: SentenceInput) -> TranslatedSentence {
    TranslatedSentence(
      source: input.source, text: model.sourceText.processor.detokenize(input.tokens, convention: .default),
      sourceTokens: input.tokens, targetTokens: input.tokens, score: -.infinity, features: [], phrases: [],
      alignment: input.tokens.indices.map { AlignmentPoint(source: $0, target: $0) },
      unknownWords: input.unknownWords)
  }
}

extension TranslatedSentence {
  /// Appends the next part of a sentence that was translated in parts.
  mutating func append(_ part: TranslatedSentence) {
    let sources = sourceTokens.count
    let targets = targetTokens.count
    text += text.isEmpty || part.text.isEmpty ? part.text : " " + part.text
    sourceTokens += part.sourceTokens
    targetTokens += part.targetTokens
    score += part.score
    features = zip(features, part.features).map { $0 + $1 }
    phrases += part.phrases.map { phrase in
      var phrase = phrase
      phrase.source = (phrase.source.lowerBound + sources)..<(phrase.source.upperBound + sources)
      phrase.target = (phrase.target.lowerBound + targets)..<(phrase.target.upperBound + targets)
      return phrase
    }
    alignment += part.alignment.compactMap { link in
      // An alignment point counts to 65,535; what is linked behind that is left out.
      let (source, target) = (Int(link.source) + sources, Int(link.target) + targets)
      guard max(source, target) <= Int(UInt16.max) else { return nil }
      return AlignmentPoint(source: source, target: target)
    }
    unknownWords += part.unknownWords
  }
}

extension TranslatedPhrase.Origin {
  init(_ kind: TranslationOption.Kind) {
    self =
      switch kind {
      case .phrase: .corpus
      case .copy, .copyName: .copied
      case .passThrough: .passedThrough
      case .backoff: .similarWord
      case .omission: .omitted
      }
  }
}
