internal import Compute
internal import Decoding
private import Foundation
internal import PhraseModeling
internal import Text
internal import Tokens

/// A sentence ready for the decoder: its options from the phrase table, and those for what the table does
/// not know.
struct SentenceInput: Sendable {
  var source: String
  /// What the model sees, with joiner marks.
  var tokens: [String]
  var ids: [TokenID]
  var casePattern: CasePattern
  /// How the tokens are written in the source.
  var forms: SourceForms
  var options: TranslationOptions
  /// Target tokens that neither the vocabulary nor the overlay holds; the first has the number `firstExtra`.
  var extraTokens: [String]
  var firstExtra: Int
  var unknownWords: [String]
  /// What the translation must hold; `options` keep to it.
  var required: [RequiredPhrase] = []
  /// The glossary terms among them.
  var terms: [TermPlan.Item] = []
  /// What the search must not do.
  var limits = SearchLimits.none

  var length: Int { ids.count }

}

/// Builds `SentenceInput`s; one for each thread.
final class SentenceInputBuilder {
  /// Longer sentences are cut, so that one line can never hold up the rest.
  static let maximumTokens = 160

  private let model: TranslationModel
  private let extractor: PhraseExtractor
  private let overlay: TranslationOverlay
  private let overlayExtractor: OverlayExtractor

  let planner: TermPlanner?

  init(model: TranslationModel, overlay: TranslationOverlay? = nil, terms: TermRules? = nil) {
    self.model = model
    planner = terms.map { TermPlanner(rules: $0, target: model.targetText) }
    self.overlay = overlay ?? TranslationOverlay(model: model)
    extractor = PhraseExtractor(table: model.phraseTable)
    overlayExtractor = OverlayExtractor(overlay: self.overlay.phrases, table: model.phraseTable)
  }

  /// The inputs for `sentence`: one, or several where it is too long.
  func inputs(for sentence: String) -> [SentenceInput] {
    let prepared = model.sourceText.prepare(sentence)
    let plan = terms(of: prepared)
    return Self.parts(of: prepared.tokens.count, around: plan.items).map {
      input(prepared, range: $0, plan, sentence)
    }
  }

  /// The terms of a sentence by the request's glossaries.
  func terms(of prepared: TextPreparation.Prepared) -> TermPlan { planner?.plan(prepared) ?? .none }

  /// Cuts `count` tokens into parts of at most `maximumTokens`, none of them within a term.
  private static func parts(of count: Int, around terms: [TermPlan.Item]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    while start < count {
      var end = min(count, start + maximumTokens)
      let divided = terms.first {
        $0.canBeRequired && $0.source.lowerBound < end && $0.source.upperBound > end
      }
      if let divided { end = divided.source.lowerBound }
      parts.append(start..<end)
      start = end
    }
    return parts
  }

  private func input(
    _ prepared: TextPreparation.Prepared, range: Range<Int>, _ plan: TermPlan, _ sentence: String
  ) -> SentenceInput {
    let tokens = Array(prepared.tokens[range])
    let ids = tokens.map { overlay.sourceWords.id(of: $0) ?? SpecialToken.unknown }
    var result = SentenceInput(
      source: sentence, tokens: tokens, ids: ids, casePattern: prepared.casePattern,
      forms: SourceForms(prepared, range: range), options: TranslationOptions(), extraTokens: [],
      firstExtra: overlay.targetWords.end, unknownWords: [])
    extractor.appendOptions(for: ids, to: &result.options)
    overlayExtractor.mergeOptions(for: ids, into: &result.options)
    var isCovered = [Bool](repeating: false, count: tokens.count)
    let reserved = model.reservedTargets.tokens
    for option in result.options.options
    where option.end == option.start + 1
      && !result.options.target(of: option).contains(where: { reserved.kind(of: $0) == .verbatim })
    {
      isCovered[Int(option.start)] = true
    }
    addTerms(plan, range: range, to: &result)
    let inTerms = result.required.map(\.source)
    var omissible: [Int] = []
    for position in tokens.indices where !inTerms.contains(where: { $0.contains(position) }) {
      let token = tokens[position]
      let origin = prepared.origins[range.lowerBound + position]
      let kind = prepared.text.tokens[origin].kind
      if kind.passesThrough {
        let copy =
          kind == .number
          ? localized(token, prepared.text.role(ofNumber: origin))
          : token.withCore(result.forms.written[position])
        let target = target(for: copy, in: &result)
        result.required.append(RequiredPhrase(source: position..<(position + 1), targets: [.init([target])]))
      } else if !isCovered[position] {
        let isKnown = model.phraseTable.interval(of: ids[position]) != nil
        if isKnown {
          appendLinked(to: ids[position], at: position, result: &result)
        } else if kind == .word {
          if token.core == token || overlay.sourceWords.id(of: token.core) == nil {
            result.unknownWords.append(token.core)
          }
          appendSimilar(to: token, at: position, result: &result)
        }
        let isPlain = kind == .word && token.isLowercase
        appendCopy(of: token, at: position, kind: isPlain ? .copy : .copyName, to: &result)
      } else if kind == .word, token.isLowercase {
        omissible.append(position)
      }
    }
    result.options.require(result.required, reserved: reserved)
    // Something must be left of a sentence.
    if omissible.count < tokens.count {
      for position in omissible {
        extractor.appendOmission(of: ids[position], at: position, to: &result.options)
      }
    }
    result.measureTargets(overlay.targetWords)
    return result
  }

  /// Requires the terms in `range`, and bans what is forbidden.
  private func addTerms(_ plan: TermPlan, range: Range<Int>, to result: inout SentenceInput) {
    for var item in plan.items where range.contains(item.source.lowerBound) {
      item.source = (item.source.lowerBound - range.lowerBound)..<(item.source.upperBound - range.lowerBound)
      result.terms.append(item)
      guard item.canBeRequired else { continue }
      let targets = item.choices.map { choice in
        RequiredPhrase.Target(choice.tokens.map { target(for: $0, in: &result) }, penalty: choice.penalty)
      }
      result.required.append(RequiredPhrase(source: item.source, targets: targets))
    }
    result.limits.banned = plan.forbidden.map { $0.map { target(for: $0, in: &result) } }
  }

  /// A number as the target language writes it; its joiner marks stay.
  private func localized(_ token: String, _ role: NumberRole) -> String {
    model.locales.number(token.core, role: role).map { token.withCore($0) } ?? token
  }

  private func appendCopy(
    of token: String, at position: Int, kind: TranslationOption.Kind, to result: inout SentenceInput
  ) {
    let target = target(for: token, in: &result)
    result.options.append(start: position, end: position + 1, target: [target], kind: kind)
  }

  /// The number of a target token; one that neither the vocabulary nor the overlay holds gets a number for
  /// this sentence.
  private func target(for token: String, in result: inout SentenceInput) -> TokenID {
    if let known = overlay.targetWords.id(of: token) { return known }
    if let extra = result.extraTokens.firstIndex(of: token) {
      return TokenID(result.firstExtra + extra)
    }
    result.extraTokens.append(token)
    return TokenID(result.firstExtra + result.extraTokens.count - 1)
  }

  /// Adds the words that a known token is aligned with, for one that makes no phrase by itself anywhere.
  private func appendLinked(to token: TokenID, at position: Int, result: inout SentenceInput) {
    let first = result.options.options.count
    extractor.appendLinkedOptions(for: token, at: position, to: &result.options)
    for index in first..<result.options.options.count { result.options.options[index].kind = .backoff }
  }

  /// Adds the translations of the known words that look like `token`, as if they were one word; they are glued to
  /// their neighbours as it is.
  private func appendSimilar(to token: String, at position: Int, result: inout SentenceInput) {
    let matches = model.similarWords.matches(for: token.core)
    guard let best = matches.first else { return }
    let first = result.options.options.count
    extractor.appendOptions(
      forTokens: matches.map { ($0.token, exp(6 * (best.dissimilarity - $0.dissimilarity))) }, at: position,
      to: &result.options)
    for index in first..<result.options.options.count {
      result.options.options[index].kind = .backoff
      result.options.options[index].dissimilarity = best.dissimilarity
      let target = result.options.options[index]
      guard token.core != token, target.targetLength > 0 else { continue }
      let first = Int(target.targetOffset)
      let last = first + Int(target.targetLength) - 1
      if token.first == Joiner.mark { glue(first, atEnd: false, &result) }
      if token.last == Joiner.mark { glue(last, atEnd: true, &result) }
    }
  }

  /// Puts a joiner mark on a token of an option, if it has none there.
  private func glue(_ place: Int, atEnd: Bool, _ result: inout SentenceInput) {
    let spelling = SentenceTranslator.spelling(result.options.tokens[place], result, overlay.targetWords)
    guard (atEnd ? spelling.last : spelling.first) != Joiner.mark else { return }
    let mark = String(Joiner.mark)
    result.options.tokens[place] = target(for: atEnd ? spelling + mark : mark + spelling, in: &result)
  }
}

extension String {
  /// Tells whether no letter is a capital.
  fileprivate var isLowercase: Bool { unicodeScalars.allSatisfy { !$0.properties.isUppercase } }
}
