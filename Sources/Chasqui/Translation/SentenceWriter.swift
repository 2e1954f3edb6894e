internal import Text
internal import Tokens

/// Writes the text of a translated sentence: in the case and the output convention that are wanted, with what stands
/// in it as it was written in the source.
struct SentenceWriter {
  let model: TranslationModel
  let convention: OutputConvention

  private let style: QuotationStyle

  init(_ model: TranslationModel, convention: OutputConvention) {
    self.model = model
    self.convention = convention
    style = QuotationStyle(
      target: model.targetLanguage, convened: model.targetText.processor.quotationMarks(convention))
  }

  /// The text of target tokens: cased, joined, in the output convention.
  func text(_ tokens: [String], _ pattern: CasePattern, keepCase: [Range<Int>] = []) -> String {
    let processor = model.targetText.processor
    return processor.opened(
      processor.compose(cased(tokens, pattern, keepCase: keepCase), convention: convention))
  }

  private func cased(_ tokens: [String], _ pattern: CasePattern, keepCase: [Range<Int>]) -> [String] {
    let casing = model.targetText.casing
    var restored =
      casing?.restore(tokens, pattern: pattern, locale: model.targetLanguage.bcp47) ?? tokens
    for range in keepCase { restored.replaceSubrange(range, with: tokens[range]) }
    return restored
  }

  /// The text of `sentence`, which was made of `forms`.
  func text(
    _ sentence: TranslatedSentence, _ forms: SourceForms, _ pattern: CasePattern, keepCase: [Range<Int>],
    marks: [QuotationPlacer.Mark]
  ) -> String {
    var cores = verbatim(sentence, forms)
    for (token, core) in dashes(sentence, forms) { cores[token] = core }
    for mark in marks {
      let written = forms.written[mark.source]
      cores[mark.target] =
        mark.isTag
        ? written : style.mark(written, isOpening: mark.isOpening, isMeasure: mark.isMeasure)
    }
    var tokens = cased(sentence.targetTokens, pattern, keepCase: keepCase)
    for (token, space) in noBreakSpaces(sentence, forms) {
      cores[token] = space + (cores[token] ?? tokens[token].core)
      tokens[token] = String(Joiner.mark) + tokens[token]
    }
    // Neither the convention nor the rules of the language are to touch them.
    let order = cores.keys.sorted()
    for (number, token) in order.enumerated() {
      guard let stand = Unicode.Scalar(0xF0000 + UInt32(number)) else { continue }
      tokens[token] = tokens[token].withCore(String(stand))
    }
    let processor = model.targetText.processor
    var text = processor.compose(tokens, convention: convention)
    if !order.isEmpty {
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        let number = Int(scalar.value) - 0xF0000
        if order.indices.contains(number), let core = cores[order[number]] {
          result.append(contentsOf: core.unicodeScalars)
        } else {
          result.append(scalar)
        }
      }
      text = String(result)
    }
    return processor.opened(text)
  }

  /// What must stand there as it is in the source, by target token.
  private func verbatim(_ sentence: TranslatedSentence, _ forms: SourceForms) -> [Int: String] {
    var result: [Int: String] = [:]
    for phrase in sentence.phrases {
      for source in phrase.source where forms.isVerbatim[source] {
        let written = forms.written[source]
        let token = phrase.target.first {
          result[$0] == nil && sentence.targetTokens[$0].core == written
        }
        if let token { result[token] = written }
      }
    }
    return result
  }

  /// Dashes and ellipses as the source has them: all of one kind where it has one kind, else in its order.
  private func dashes(_ sentence: TranslatedSentence, _ forms: SourceForms) -> [(token: Int, core: String)] {
    ["–", "..."].flatMap { core -> [(token: Int, core: String)] in
      let written = sentence.sourceTokens.indices.filter { sentence.sourceTokens[$0].core == core }
        .map { forms.written[$0] }
      guard written.contains(where: { $0 != core }) else { return [] }
      let tokens = sentence.targetTokens.indices.filter { sentence.targetTokens[$0].core == core }
      if Set(written).count == 1 { return tokens.map { ($0, written[0]) } }
      return written.count == tokens.count ? Array(zip(tokens, written)).map { ($0, $1) } : []
    }
  }

  /// The spaces that do not break a line, by the token behind: between words that stood side by side with such a one.
  private func noBreakSpaces(
    _ sentence: TranslatedSentence, _ forms: SourceForms
  ) -> [(token: Int, space: String)] {
    var result: [Int: String] = [:]
    for (source, space) in forms.noBreakSpaces.enumerated() where source > 0 {
      guard let space else { continue }
      let pairs = sentence.alignment.filter { Int($0.source) == source - 1 }.flatMap { before in
        sentence.alignment.filter { Int($0.source) == source }.map { (Int(before.target), Int($0.target)) }
      }
      guard let pair = pairs.first(where: { abs($0.0 - $0.1) == 1 }) else { continue }
      let (first, second) = (
        sentence.targetTokens[min(pair.0, pair.1)], sentence.targetTokens[max(pair.0, pair.1)]
      )
      guard first.last != Joiner.mark, second.first != Joiner.mark else { continue }
      result[max(pair.0, pair.1)] = space
    }
    return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
