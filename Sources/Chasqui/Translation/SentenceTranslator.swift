internal import Decoding
private import Foundation
internal import PhraseModeling
internal import Text
internal import Tokens

/// Translates sentences one after another; one for each thread.
final class SentenceTranslator {
  private let model: TranslationModel
  private let request: TranslationRequest
  private let overlay: TranslationOverlay
  private let builder: SentenceInputBuilder
  private let writer: SentenceWriter
  private var decoder: BeamSearchDecoder

  init(overlay: TranslationOverlay, request: TranslationRequest) {
    model = overlay.model
    self.request = request
    self.overlay = overlay
    writer = SentenceWriter(model, convention: request.convention)
    builder = SentenceInputBuilder(model: model, overlay: overlay, terms: request.terms)
    decoder = BeamSearchDecoder(
      languageModel: model.languageModel, classModel: model.classLanguageModel,
      weights: model.manifest.weights, parameters: request.search ?? model.manifest.search)
  }

  /// Whether nobody waits any longer.
  var isUnwanted: Bool { request.isUnwanted() }

  /// The best translation of `sentence`: that of the overlay, if it has the whole. A sentence that is too
  /// long is translated in parts. What marks it as an item of a list stays in front of it.
  func translate(_ sentence: String) -> TranslatedSentence {
    guard let item = item(in: sentence) else { return best(sentence) }
    return best(String(item.rest)).placed(behind: item.marker, item.space)
  }

  private func best(_ sentence: String) -> TranslatedSentence {
    if let remembered = recall(sentence) { return remembered }
    let parts = builder.inputs(for: sentence).map { input -> TranslatedSentence in
      let graph = decoder.search(input.options, length: input.length, limits: input.limits)
      if request.riskCandidates > 2 { return leastRisk(graph, input) }
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

  /// The sentences of `line`, none of which ends within a term.
  func join(_ sentences: [Substring], of line: String) -> [Substring] {
    builder.planner?.join(sentences, of: line, model.sourceText.processor) ?? sentences
  }

  /// The translation of a line of several sentences, if the overlay has it as a whole.
  func remembered(_ line: String) -> Translation? {
    guard var sentence = recall(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      return nil
    }
    sentence.place(in: line, at: 0, behind: "")
    return Translation(text: sentence.text.surrounded(asIn: line), score: 0, sentences: [sentence])
  }

  /// The best translations of `sentence`, best first.
  func alternatives(_ sentence: String) -> [TranslatedSentence] {
    guard let item = item(in: sentence) else { return choices(sentence) }
    return choices(String(item.rest)).map { $0.placed(behind: item.marker, item.space) }
  }

  /// What stands before an item of a list, and the item; nil where the overlay has the whole. One marker only: in a
  /// row of dashes every dash would be one.
  private func item(in sentence: String) -> (marker: Substring, space: Substring, rest: Substring)? {
    guard let item = ListMarker.split(sentence), recall(sentence) == nil else { return nil }
    return item
  }

  private func choices(_ sentence: String) -> [TranslatedSentence] {
    guard let remembered = recall(sentence) else { return searched(sentence) }
    let others = searched(sentence).filter { $0.text != remembered.text }
    return [remembered] + others.prefix(request.alternatives - 1)
  }

  /// What the overlay has for the whole of `text`. A person wrote it, so it stays as it is, whatever the
  /// glossaries say; but what became of their terms is told.
  private func recall(_ text: String) -> TranslatedSentence? {
    guard var remembered = overlay.translation(of: text) else { return nil }
    if request.terms != nil { builder.terms(of: model.sourceText.prepare(text)).apply(to: &remembered) }
    return remembered
  }

  private func searched(_ sentence: String) -> [TranslatedSentence] {
    let inputs = builder.inputs(for: sentence)
    guard inputs.count == 1, let input = inputs.first else { return [best(sentence)] }
    let graph = decoder.search(input.options, length: input.length, limits: input.limits)
    let list = decoder.nBest(graph, count: request.alternatives, input.options)
    guard !list.isEmpty else { return [untranslated(input)] }
    // Two may differ only in quotation marks that are not the source's.
    var seen: Set<[String]> = []
    return list.map { finish($0, input) }.filter { seen.insert($0.targetTokens).inserted }
  }

  private func leastRisk(_ graph: SearchGraph, _ input: SentenceInput) -> TranslatedSentence {
    let list = decoder.nBest(graph, count: request.riskCandidates, input.options)
    let candidates = list.map { finish($0, input) }
    guard !candidates.isEmpty else { return untranslated(input) }
    return candidates[MinimumBayesRisk().choose(candidates.map(\.text), scores: candidates.map(\.score))]
  }

  /// The spelling of a target token of `input`.
  static func spelling(_ token: TokenID, _ input: SentenceInput, _ words: OverlayWords) -> String {
    let extra = Int(token) - input.firstExtra
    // A damaged bitext may hold any number.
    guard input.extraTokens.indices.contains(extra) else { return words.spelling(of: token) }
    return input.extraTokens[extra]
  }

  private func finish(_ derivation: Derivation, _ input: SentenceInput) -> TranslatedSentence {
    let tokens = derivation.tokens.map { Self.spelling($0, input, overlay.targetWords) }
    let (renderings, keepCase) = input.renderings(of: derivation, tokens: tokens)
    var alignment: [AlignmentPoint] = []
    let phrases = derivation.steps.map { step -> TranslatedPhrase in
      let option = input.options.options[step.option]
      alignment += self.alignment(of: option, step)
      let isMemory = option.kind == .memory
      let isTerm = option.kind == .required && renderings.contains { $0.source == step.source }
      return TranslatedPhrase(
        source: step.source, target: step.target, origin: isTerm ? .term : .init(option.kind),
        forward: option.forward,
        backward: option.backward, lexicalForward: option.lexicalForward,
        lexicalBackward: option.lexicalBackward, sourcePlace: option.sourcePlace,
        targetPlace: option.targetPlace,
        overlayPair: isMemory ? overlay.phrases.position(ofSource: option.sourcePlace).pair : nil)
    }
    var sentence = TranslatedSentence(
      source: input.source, text: "",
      sourceTokens: input.tokens, targetTokens: tokens, score: derivation.score,
      features: derivation.features, phrases: phrases, alignment: alignment.sorted(),
      unknownWords: input.unknownWords, terms: renderings,
      forbiddenTerms: input.forbiddenTerms(
        in: derivation.tokens, outside: renderings.compactMap(\.target), overlay.targetWords),
      overlay: overlay.isEmpty ? nil : overlay, estimator: model.manifest.tuning?.estimator)
    let fixed = renderings.compactMap(\.target) + phrases.filter { $0.origin == .memory }.map(\.target)
    let placed = QuotationPlacer(sentence, written: input.forms.written, fixed: fixed)?.apply(to: &sentence)
    sentence.text = writer.text(
      sentence, input.forms, input.casePattern,
      keepCase: placed.map { placed in keepCase.map { QuotationPlacer.moved($0, by: placed.moved) } }
        ?? keepCase,
      marks: placed?.marks ?? [])
    return sentence
  }

  /// The links inside a phrase: those of the place in the bitext or the overlay where it was seen.
  private func alignment(of option: TranslationOption, _ step: Derivation.Step) -> [AlignmentPoint] {
    if option.kind == .memory {
      let (pair, sourceStart) = overlay.phrases.position(ofSource: option.sourcePlace)
      let targetStart = overlay.phrases.position(ofTarget: option.targetPlace)
      return Self.links(
        overlay.phrases.alignment(pair), sourceStart: sourceStart, targetStart: targetStart, step)
    }
    guard option.kind == .phrase || option.kind == .backoff, option.sourcePlace != .max else {
      return step.target.map { AlignmentPoint(source: step.source.lowerBound, target: $0) }
    }
    let bitext = model.phraseTable.bitext
    guard let seen = bitext.sighting(option.sourcePlace) else { return [] }
    return Self.links(
      bitext.alignment(seen.sentence, way: seen.way), sourceStart: seen.position,
      targetStart: Int(option.targetPlace) - Int(bitext.targetOffsets[seen.sentence]), step)
  }

  /// The links of a sentence pair that lie inside the phrase which starts there, moved to `step`.
  private static func links(
    _ links: [AlignmentPoint], sourceStart: Int, targetStart: Int, _ step: Derivation.Step
  ) -> [AlignmentPoint] {
    links.compactMap { link in
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
      unknownWords: input.unknownWords, terms: input.brokenTerms,
      estimator: model.manifest.tuning?.estimator)
  }
}

extension TranslatedSentence {
  /// The sentence with what marks it as an item of a list in front of it, in the source and in the translation.
  fileprivate func placed(behind marker: Substring, _ space: Substring) -> TranslatedSentence {
    let mark = String(marker)
    let phrase = TranslatedPhrase(
      source: 0..<1, target: 0..<1, origin: .passedThrough, forward: 0, backward: 0, lexicalForward: 0,
      lexicalBackward: 0, sourcePlace: .max, targetPlace: .max)
    var result = TranslatedSentence(
      source: mark, text: mark, sourceTokens: [mark], targetTokens: [mark], score: 0, features: [],
      phrases: [phrase], alignment: [AlignmentPoint(source: 0, target: 0)], unknownWords: [], overlay: overlay
    )
    result.append(self)
    result.source = mark + space + source
    result.text = mark + space + text
    result.features = features
    result.estimator = estimator
    return result
  }

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
    terms += part.terms.map { term in
      var term = term
      term.source = (term.source.lowerBound + sources)..<(term.source.upperBound + sources)
      term.target = term.target.map { ($0.lowerBound + targets)..<($0.upperBound + targets) }
      return term
    }
    forbiddenTerms += part.forbiddenTerms
    unknownWords += part.unknownWords
  }
}

extension TranslatedPhrase.Origin {
  init(_ kind: TranslationOption.Kind) {
    self =
      switch kind {
      case .phrase: .corpus
      case .copy, .copyName: .copied
      case .backoff: .similarWord
      case .omission: .omitted
      case .required: .passedThrough
      case .memory: .memory
      }
  }
}
