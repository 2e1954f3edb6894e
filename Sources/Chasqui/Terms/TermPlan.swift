internal import Decoding
internal import Terminology
internal import Text

/// The terms of a sentence as the decoder gets them.
struct TermPlan: Sendable {
  /// A term that must stand in the translation.
  struct Item: Sendable {
    var span: TermSpan
    /// The tokens of the model.
    var source: Range<Int>
    /// The ways to render it, each with other tokens.
    var choices: [Choice]

    /// False for a term of so many subword pieces that the search cannot cover it in one step: it may break.
    var canBeRequired: Bool { source.count <= RequiredPhrase.maximumLength }
  }

  /// A way to render a term.
  struct Choice: Sendable {
    /// The index of the entry among the span's matches.
    var match: Int
    var status: TermStatus
    var text: String
    var tokens: [String]
    /// What speaks against it: in natural logarithms.
    var penalty: Float
    /// The capitals of the sentence do not touch it.
    var keepsCase: Bool
  }

  var items: [Item] = []
  /// Token sequences that must not stand in the translation.
  var forbidden: [[String]] = []

  static let none = TermPlan()
}

/// Finds the terms of sentences and what may be made of them.
struct TermPlanner: Sendable {
  let rules: TermRules
  let target: TextPreparation

  private enum Penalty {
    /// A form other than the citation form where the source has the citation form, or the other way round:
    /// number and the like carry over. More than the language models say against words they do not know.
    static let form: Float = 40
    /// Another form than the one at the same place in the list: where there are several, they stand in the same
    /// order mostly, plurals first.
    static let place: Float = 30
    /// A term that is allowed, but not preferred: only where the preferred one cannot stand.
    static let admitted: Float = 100
  }

  func plan(_ prepared: TextPreparation.Prepared) -> TermPlan {
    var plan = TermPlan()
    var forbidden = rules.forbiddenEverywhere
    var origins = prepared.origins[...]
    for span in rules.index.matches(in: prepared.text, glossaries: rules.glossaries) {
      // Both run from left to right.
      origins = origins.drop { $0 < span.tokens.lowerBound }
      let start = origins.startIndex
      let end = origins.firstIndex { $0 >= span.tokens.upperBound } ?? origins.endIndex
      guard end > start else { continue }
      let choices = choices(for: span, prepared, &forbidden)
      if !choices.isEmpty { plan.items.append(.init(span: span, source: start..<end, choices: choices)) }
    }
    let allowed = Set(plan.items.flatMap { $0.choices.map(\.tokens) })
    var seen: Set<[String]> = []
    for tokens in forbidden.flatMap({ spellings(of: $0) })
    where !allowed.contains(tokens) && seen.insert(tokens).inserted { plan.forbidden.append(tokens) }
    return plan
  }

  private func choices(
    for span: TermSpan, _ prepared: TextPreparation.Prepared, _ forbidden: inout [String]
  ) -> [TermPlan.Choice] {
    var choices: [TermPlan.Choice] = []
    func add(_ choice: TermPlan.Choice) {
      guard !choice.tokens.isEmpty else { return }
      if let same = choices.firstIndex(where: { $0.tokens == choice.tokens }) {
        if choice.penalty < choices[same].penalty { choices[same] = choice }
      } else {
        choices.append(choice)
      }
    }
    let isFirst = isFirst(span, prepared)
    for (index, match) in span.matches.enumerated() {
      var match = match
      // What the position of the word or the casing of the whole sentence asks for is not the term's own.
      if prepared.casePattern == .allCaps || prepared.casePattern == .title || isFirst {
        match.casing = .asWritten
      }
      let targets = rules.index.targets(of: match, in: prepared.text)
      forbidden += targets.forbidden
      let entry = match.entry.entry
      for choice in targets.allowed {
        let status = penalty(of: choice, for: match, among: targets.allowed)
        let keepsCase =
          entry.isUntranslatable
          || entry.terms.contains { $0.isCaseSensitive && $0.text == choice.text }
        let isHeadword = !keepsCase && isHeadword(match, isFirst: isFirst, prepared)
        for (form, text) in ([choice.text] + choice.forms).enumerated() {
          add(
            .init(
              match: index, status: choice.status, text: text, tokens: tokens(text, isHeadword: isHeadword),
              penalty: status + penalty(ofForm: form, for: match), keepsCase: keepsCase))
        }
      }
    }
    return choices
  }

  /// What speaks against a target because of its status. An abbreviation stands for an abbreviation, whatever
  /// its status.
  private func penalty(
    of choice: TermTargets.Choice, for match: TermMatch, among choices: [TermTargets.Choice]
  ) -> Float {
    if match.term.text.isAbbreviation, choices.contains(where: { $0.text.isAbbreviation }) {
      return choice.text.isAbbreviation ? 0 : Penalty.admitted
    }
    return choice.status == .admitted ? Penalty.admitted : 0
  }

  /// What speaks against a form of a target, counted from the citation form, for the form of the source. A source
  /// term without forms, such as an English adjective, tells nothing; the forms of verbs differ too much from
  /// language to language for their places to tell.
  private func penalty(ofForm form: Int, for match: TermMatch) -> Float {
    guard !match.term.forms.isEmpty else { return 0 }
    let source = match.form.flatMap { match.term.forms.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    if source == form { return 0 }
    if (source == 0) != (form == 0) { return Penalty.form }
    return match.term.partOfSpeech == "verb" ? 0 : Penalty.place
  }

  /// Tells whether only marks stand before the term.
  private func isFirst(_ span: TermSpan, _ prepared: TextPreparation.Prepared) -> Bool {
    prepared.text.tokens[..<span.tokens.lowerBound].allSatisfy {
      $0.kind == .punctuation || $0.kind == .symbol
    }
  }

  /// Tells whether the entry is written with a capital only because it heads an entry, as in many lists: the
  /// sentence has the term with a small letter, or at its start.
  private func isHeadword(_ match: TermMatch, isFirst: Bool, _ prepared: TextPreparation.Prepared) -> Bool {
    guard !match.term.isCaseSensitive, match.term.partOfSpeech != "properNoun",
      match.term.text.unicodeScalars.first?.properties.isUppercase == true
    else { return false }
    let first = prepared.text.normalized[prepared.text.tokens[match.tokens.lowerBound].range]
    let letter = String(decoding: first, as: UTF8.self).unicodeScalars.first
    return isFirst || letter?.properties.isLowercase == true
  }

  /// A target term as the model's tokens, in the case in which it is written; that of a headword is the usual
  /// one of its first word.
  private func tokens(_ text: String, isHeadword: Bool = false) -> [String] {
    let tokenized = target.processor.tokenize(text)
    var tokens = tokenized.tokens.indices.map { tokenized.surface($0) }
    if isHeadword, let first = tokens.first, let casing = target.casing,
      first.unicodeScalars.count(where: { $0.properties.isUppercase }) == 1
    {
      tokens[0] = casing.truecase([first]).tokens.first ?? first
    }
    guard let subwords = target.subwords else { return tokens }
    return tokens.flatMap { subwords.segment($0) }
  }

  /// A forbidden term as it may stand in a translation: as it is written, in small letters, with a capital.
  private func spellings(of text: String) -> [[String]] {
    let mapper = CaseMapper(locale: target.language.bcp47)
    return [text, mapper.lowercase(text), mapper.capitalize(text)].map { tokens($0) }.filter { !$0.isEmpty }
  }
}

extension String {
  /// Tells whether it has two letters or more, all of them capitals.
  fileprivate var isAbbreviation: Bool {
    let letters = unicodeScalars.filter(\.properties.isAlphabetic)
    return letters.count > 1 && letters.allSatisfy(\.properties.isUppercase)
  }
}
