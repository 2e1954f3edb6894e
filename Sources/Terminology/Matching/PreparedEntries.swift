internal import Text

/// A stretch of entries, with their terms normalized and cut into tokens: what can be done for each of them
/// on any thread before they are numbered on one.
struct PreparedEntries: Sendable {
  struct Pattern: Sendable {
    /// The place of the entry in the stretch.
    var entry: Int
    /// The place of the term in the entry.
    var term: Int
    /// 0 for the term's text, otherwise the number of its form, from 1.
    var form: Int
    var status: TermStatus
    var traits: PatternTraits
    /// Case-sensitive patterns have as many tokens again: as they are written.
    var tokenCount: Int
  }

  var bytes: [UInt8] = []
  /// Where each token of all patterns ends in `bytes`.
  var ends: [Int] = []
  var patterns: [Pattern] = []
  /// Entries that the language pair has no use for are not kept.
  var isRelevant: [Bool] = []
  /// Entries that forbid terms of the target language in every sentence.
  var unconditional: [Int] = []
  var skipped: [(entry: Int, term: SkippedTerm)] = []
}

/// What a pattern looks like, as bits.
struct PatternTraits: OptionSet, Sendable {
  let rawValue: UInt8

  static let caseSensitive = PatternTraits(rawValue: 1)
  static let startsWithCapital = PatternTraits(rawValue: 2)
  static let allCapitals = PatternTraits(rawValue: 4)
}

/// The text of a term or form as the matcher takes it.
enum MatchableText {
  case tokens(TokenizedText)
  case skipped(SkippedTerm.Reason)

  init(_ text: String, _ processor: TextProcessor) {
    guard text.utf8.count <= TermIndex.maximumBytes else {
      self = .skipped(.length)
      return
    }
    let tokenized = processor.tokenize(text)
    if tokenized.tokens.isEmpty {
      self = .skipped(.empty)
    } else if tokenized.tokens.count > TermIndex.maximumTokens {
      self = .skipped(.length)
    } else if tokenized.tokens.allSatisfy({ $0.kind == .punctuation }) {
      self = .skipped(.punctuation)
    } else {
      self = .tokens(tokenized)
    }
  }
}

/// Prepares entries for a language pair.
struct TermPreparation: Sendable {
  let processor: TextProcessor
  let target: LanguageTag
  let folder: CaseFolder

  init(processor: TextProcessor, target: LanguageTag) {
    self.processor = processor
    self.target = target
    folder = CaseFolder(language: processor.language)
  }

  /// The terms that `entry` matches with: those of the source language or, if it is not to be translated and
  /// has none there, all.
  func sourceTerms(of entry: GlossaryEntry) -> [Term] {
    let terms = entry.terms(in: processor.language)
    return terms.isEmpty && entry.isUntranslatable ? entry.terms : terms
  }

  func prepare(_ entries: ArraySlice<VersionedEntry>) -> PreparedEntries {
    var result = PreparedEntries()
    for (index, versioned) in entries.enumerated() {
      result.isRelevant.append(prepare(versioned, index, &result))
    }
    return result
  }

  /// Prepares one entry; false if it is of no use for the language pair, or came from a dictionary that leads
  /// the other way.
  private func prepare(_ versioned: VersionedEntry, _ index: Int, _ result: inout PreparedEntries) -> Bool {
    let entry = versioned.entry
    guard entry.dictionary != DictionaryPair(source: target.code, target: processor.language.code) else {
      return false
    }
    let sources = sourceTerms(of: entry)
    let targets = entry.terms(in: target)
    if sources.isEmpty {
      guard targets.contains(where: { $0.status == .forbidden }) else { return false }
      result.unconditional.append(index)
      return true
    }
    // With nothing to say it would only stand in the way of other entries' shorter terms.
    guard entry.isUntranslatable || !targets.isEmpty else { return false }
    for term in sources {
      let place = entry.terms.firstIndex(of: term)!
      for (form, text) in ([term.text] + term.forms).enumerated() {
        if let reason = append(text, of: term, (index, place, form), to: &result) {
          let skipped = SkippedTerm(
            glossary: versioned.glossary, identifier: entry.identifier,
            text: String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))), reason: reason)
          result.skipped.append((index, skipped))
        }
      }
    }
    return true
  }

  /// Appends a pattern, or tells why it is none.
  private func append(
    _ text: String, of term: Term, _ place: (entry: Int, term: Int, form: Int),
    to result: inout PreparedEntries
  ) -> SkippedTerm.Reason? {
    let tokenized: TokenizedText
    switch MatchableText(text, processor) {
    case .tokens(let tokens): tokenized = tokens
    case .skipped(let reason): return reason
    }
    let folded = FoldedTokens(tokenized, folder: folder)
    var traits: PatternTraits = term.isCaseSensitive ? .caseSensitive : []
    if folded.isChanged.contains(true) {
      var letters = LetterCase()
      for token in tokenized.tokens { letters.add(tokenized.normalized[token.range]) }
      if letters.startsWithCapital { traits.insert(.startsWithCapital) }
      if letters.isAllCapitals { traits.insert(.allCapitals) }
    }
    let start = result.bytes.count
    result.bytes.append(contentsOf: folded.bytes)
    for range in folded.ranges { result.ends.append(start + range.upperBound) }
    if term.isCaseSensitive {
      for token in tokenized.tokens {
        result.bytes.append(contentsOf: tokenized.normalized[token.range])
        result.ends.append(result.bytes.count)
      }
    }
    result.patterns.append(
      PreparedEntries.Pattern(
        entry: place.entry, term: place.term, form: place.form, status: term.status, traits: traits,
        tokenCount: folded.count))
    return nil
  }
}
