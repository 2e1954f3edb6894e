import Decoding
import PhraseModeling
import Terminology
import Testing
import Text
import Tokens

@testable import Chasqui

/// What holds for every glossary and every sentence, on many random ones.
@Suite struct GlossaryPropertyTests {
  private let model: TranslationModel
  private let plain: Translator
  private static let corpora = ["health", "everyday", "vaccination"].map {
    SampleModels.corpus($0, limit: 90)
  }
  private static let source = corpora.flatMap(\.source)
  private static let target = corpora.flatMap(\.target)

  init() throws {
    model = try SampleModels.plain.get()
    plain = Translator(model: model)
  }

  /// Sentences as they are, and with all that is done to them in print.
  private static func lines(seed: Int, _ entries: [VersionedEntry]) -> [String] {
    let base = (0..<5).map { source[(seed * 31 + $0 * 17) % source.count] }
    let terms = entries.compactMap { $0.entry.terms.first { $0.language.code == "eng" }?.text }
    let first = terms.first ?? "doctor"
    let second = terms.dropFirst().first ?? "nurse"
    let words = base[2].split(separator: " ")
    return base + [
      base[0].uppercased(), words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " "),
      first, first.uppercased(), "\(first) \(first) \(first)", "(\(first)), \"\(second)\"; [\(first)]!",
      "The pre-\(first)-\(second) of 12.5 \(first) at https://example.org/\(second)?a=1", "", "   ",
      "\(first)/\(second) costs 1,234 %s", words.joined(separator: " \(first) "),
    ]
  }

  @Test(arguments: 0..<16)
  func termsAreKept(seed: Int) throws {
    let glossary = try RandomGlossary(seed: UInt64(seed), sources: Self.source, targets: Self.target)
    let sample = try TermSample(glossary.entries)
    let lines = Self.lines(seed: seed, glossary.entries)
    for (line, translation) in zip(lines, sample.translate(lines)) {
      for sentence in translation.sentences { try check(sentence, glossary, sample) }
      #expect(!translation.sentences.isEmpty || translation.text == line)
    }
  }

  @Test func longSentencesKeepTheirTerms() throws {
    let words = Self.source.joined(separator: " ").split(separator: " ")
      .map { $0.filter { $0.isLetter } }.filter { !$0.isEmpty }.prefix(400)
    for seed in [100, 101] {
      let glossary = try RandomGlossary(
        seed: UInt64(seed), sources: [words.joined(separator: " ")], targets: Self.target, count: 40)
      let sample = try TermSample(glossary.entries)
      let translation = sample.translate(words.joined(separator: " "))
      #expect(translation.sentences.reduce(0) { $0 + $1.sourceTokens.count } >= 400)
      #expect(translation.sentences.contains { $0.terms.count > 10 })
      for sentence in translation.sentences { try check(sentence, glossary, sample) }
    }
  }

  /// A glossary that says nothing of a sentence changes nothing in it.
  @Test(arguments: 200..<206)
  func sentencesWithoutTermsAreAsWithoutAGlossary(seed: Int) throws {
    let glossary = try RandomGlossary(seed: UInt64(seed), sources: Self.source, targets: Self.target)
    let entries = glossary.entries.filter { $0.entry.terms.contains { $0.language.code == "eng" } }
    let sample = try TermSample(entries)
    var request = sample.request
    request.alternatives = 4
    var without = request
    without.terms = nil
    var count = 0
    for index in 0..<25 {
      let line = Self.source[(seed * 7 + index * 11) % Self.source.count]
      guard !hasMatch(line, entries) else { continue }
      count += 1
      let (one, other) = (
        plain.alternatives(line, request: request), plain.alternatives(line, request: without)
      )
      #expect(one.map(\.text) == other.map(\.text))
      #expect(one.map(\.score) == other.map(\.score))
      #expect(one.map(\.targetTokens) == other.map(\.targetTokens))
      #expect(one.allSatisfy { $0.terms.isEmpty && $0.forbiddenTerms.isEmpty })
    }
    #expect(count > 0)
  }

  @Test(arguments: 300..<304)
  func everyAlternativeKeepsTheTerms(seed: Int) throws {
    let glossary = try RandomGlossary(seed: UInt64(seed), sources: Self.source, targets: Self.target)
    let sample = try TermSample(glossary.entries)
    var request = sample.request
    request.alternatives = 6
    for line in Self.lines(seed: seed, glossary.entries).prefix(5) {
      for sentence in plain.alternatives(line, request: request) { try check(sentence, glossary, sample) }
    }
  }

  /// Each word of a translation in turn is forbidden, and then two at once.
  @Test(arguments: 0..<12)
  func whatIsForbiddenIsAvoided(number: Int) throws {
    let line = Self.source[(number * 23) % Self.source.count]
    let words = Set(plain.translate(line).text.split { !$0.isLetter }.map(String.init)).sorted()
    var avoided = 0
    for (index, word) in words.enumerated() {
      let forbidden = [word, words[(index * 7 + 3) % words.count]].prefix(1 + index % 2)
      let terms = forbidden.map {
        Term(language: model.targetLanguage, text: $0, status: .forbidden)
      }
      let sample = try TermSample([
        VersionedEntry(glossary: "g", entry: GlossaryEntry(identifier: "f", terms: terms), version: 1)
      ])
      for sentence in sample.translate(line).sentences {
        TranslatorTests.check(sentence)
        checkForbidden(sentence, sample)
        avoided += sentence.forbiddenTerms.isEmpty ? 1 : 0
      }
    }
    #expect(avoided > 0)
  }

  // MARK: What is checked

  private func check(_ sentence: TranslatedSentence, _ glossary: RandomGlossary, _ sample: TermSample) throws
  {
    TranslatorTests.check(sentence)
    var used: [Range<Int>] = []
    var end = 0
    for term in sentence.terms {
      let context = "\(term) in «\(sentence.source)» → \(sentence.targetTokens)"
      let target = try #require(term.target, "\(context)")
      let entry = try #require(glossary.entry(term.glossary, term.entry), "\(context)")
      #expect(entry.version == term.version)
      #expect(term.source.lowerBound >= end, "\(context)")
      end = term.source.upperBound
      #expect(!used.contains { $0.overlaps(target) }, "\(context)")
      used.append(target)
      #expect(
        TermSample.folded(sentence.sourceTokens[term.source])
          == TermSample.folded(TermSample.tokens(term.form, model.sourceText.processor)), "\(context)")
      // A headword with a capital takes the usual case of the word.
      #expect(
        TermSample.folded(sentence.targetTokens[target])
          == TermSample.folded(TermSample.tokens(term.targetText, model.targetText.processor)), "\(context)")
      #expect(
        entry.entry.terms.contains { $0.text == term.term && ([$0.text] + $0.forms).contains(term.form) })
      checkTarget(term, entry.entry, sentence, context)
      let phrase = sentence.phrases.first { $0.source.clamped(to: term.source) == term.source }
      #expect(phrase.map { $0.target.clamped(to: target) == target } == true, "\(context)")
    }
    if !hasMatch(sentence.source, glossary.entries) { #expect(sentence.terms.isEmpty) }
    checkForbidden(sentence, sample)
  }

  /// The target is one of the forms that the entry allows.
  private func checkTarget(
    _ term: TermRendering, _ entry: GlossaryEntry, _ sentence: TranslatedSentence, _ context: String
  ) {
    if entry.isUntranslatable {
      #expect(sentence.source.contains(term.targetText), "\(context)")
      return
    }
    let targets = entry.terms.filter { $0.language.code == "spa" }
    let usable = targets.filter { $0.status <= .admitted }
    let allowed = usable.isEmpty ? targets.filter { $0.status == .deprecated } : usable
    let isAllowed = allowed.contains { target in
      ([target.text] + target.forms).contains {
        target.isCaseSensitive
          ? $0 == term.targetText : $0.lowercased() == term.targetText.lowercased()
      }
    }
    #expect(isAllowed, "\(context)")
  }

  /// What is forbidden stands in a translation only where each way through the sentence has it, and then it is
  /// reported.
  private func checkForbidden(_ sentence: TranslatedSentence, _ sample: TermSample) {
    let builder = SentenceInputBuilder(model: model, terms: sample.request.terms)
    let inputs = builder.inputs(for: sentence.source)
    guard inputs.count == 1, let input = inputs.first else { return }
    let words = TranslationOverlay(model: model).targetWords
    let banned = input.limits.banned.map { $0.map { SentenceTranslator.spelling($0, input, words) } }
    for (phrase, tokens) in zip(banned, input.limits.banned) {
      let isFound = TermSample.contains(sentence.targetTokens, phrase)
      #expect(
        isFound == sentence.forbiddenTerms.contains(phrase.joined(separator: " ")),
        "\(phrase) in \(sentence)")
      guard isFound, tokens.count == 1 else { continue }
      let others = Set(input.limits.banned.filter { $0.count == 1 }.map { $0[0] })
      let hasOtherWay = hasWay(through: input, without: others)
      #expect(!hasOtherWay, "\(phrase) in «\(sentence.source)» → \(sentence.text)")
    }
  }

  /// Tells whether the sentence can be translated from left to right without `tokens`.
  private func hasWay(through input: SentenceInput, without tokens: Set<TokenID>) -> Bool {
    var isReached = [Bool](repeating: false, count: input.length + 1)
    isReached[0] = true
    let options = input.options.options.filter { option in
      !input.options.target(of: option).contains { tokens.contains($0) }
    }.sorted { $0.start < $1.start }
    for option in options where isReached[Int(option.start)] { isReached[Int(option.end)] = true }
    return isReached[input.length]
  }

  /// Tells whether any term that is of use stands in `line`, by definition.
  private func hasMatch(_ line: String, _ entries: [VersionedEntry]) -> Bool {
    let tokens = TermSample.folded(TermSample.tokens(line, model.sourceText.processor))
    return entries.contains { entry in
      let own = entry.entry.terms.filter { $0.language.code == "eng" }
      let terms = own.isEmpty && entry.entry.isUntranslatable ? entry.entry.terms : own
      return terms.flatMap { [$0.text] + $0.forms }.contains { text in
        let pattern = TermSample.folded(TermSample.tokens(text, model.sourceText.processor))
        return TermSample.contains(tokens, pattern)
      }
    }
  }
}
