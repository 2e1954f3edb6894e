internal import Decoding
internal import LanguageModeling
internal import PhraseModeling
internal import Storage
internal import Text
internal import Tokens

/// Opens one file of a model alone and asks it many things: faster by far than a whole translation.
enum PartSubject {
  /// Tells whether the file could be opened; nil for what has no use alone.
  static func use(_ path: String, as target: FuzzTarget, languageModel: LanguageModel) -> Bool? {
    switch target {
    case .vocabulary: (try? Vocabulary(path: path)).map(use) != nil
    case .bitext: (try? IndexedBitext(path: path)).map { use($0, languageModel) } != nil
    case .hotPhrases: useHotPhrases(path, languageModel)
    case .languageModel: (try? LanguageModel(path: path)).map(use) != nil
    case .casing: (try? Truecaser(path: path)).map(use) != nil
    case .subwords: (try? SubwordModel(path: path)).map(use) != nil
    default: nil
    }
  }

  private static let numbers = Array(0..<40 as Range<TokenID>) + [1 << 20, 1 << 31, TokenID.max]

  private static func use(_ vocabulary: Vocabulary) {
    for number in numbers {
      let spelling = vocabulary.spelling(of: number)
      if let found = vocabulary.id(of: spelling) {
        precondition(Int(found) < vocabulary.count, "a number of the vocabulary is one of its numbers")
      }
    }
  }

  /// Looks up what the bitext beside the file holds.
  private static func useHotPhrases(_ path: String, _ languageModel: LanguageModel) -> Bool {
    guard let bitext = try? IndexedBitext(path: "\(PathParts(path).folder)/bitext.index"),
      let hotPhrases = try? HotPhrases(path: path, bitext: bitext)
    else { return false }
    use(bitext, languageModel, hotPhrases)
    return true
  }

  private static func use(
    _ bitext: IndexedBitext, _ languageModel: LanguageModel, _ hotPhrases: HotPhrases? = nil
  ) {
    let table = PhraseTable(
      bitext: bitext, parameters: hotPhrases?.parameters ?? PhraseTable.Parameters(), hotPhrases: hotPhrases)
    let extractor = PhraseExtractor(table: table)
    var decoder = BeamSearchDecoder(languageModel: languageModel, weights: FeatureWeights())
    (decoder.parameters.popLimit, decoder.parameters.stackSize) = (3, 3)
    for pair in 0..<min(4, bitext.sentenceCount) {
      _ = (bitext.target(pair), bitext.alignment(pair), bitext.corpus(pair))
      let tokens = Array(bitext.source(pair).prefix(10))
      var options = TranslationOptions()
      extractor.appendOptions(for: tokens, to: &options)
      for (position, token) in tokens.enumerated() {
        extractor.appendLinkedOptions(for: token, at: position, to: &options)
        extractor.appendOptions(forTokens: [(token, 1), (token &+ 1, 0.5)], at: position, to: &options)
        options.append(start: position, end: position + 1, target: [token], kind: .copy)
      }
      for length in 1...3 {
        let phrase = Array(tokens.prefix(length))
        for found in table.sentences(with: phrase, limit: 8) { _ = bitext.source(found) }
      }
      let graph = decoder.search(options, length: tokens.count)
      _ = decoder.nBest(graph, count: 3, options)
    }
  }

  private static func use(_ model: LanguageModel) {
    for start in stride(from: 0, to: numbers.count, by: 3) {
      let tokens = Array(numbers[start..<min(start + 8, numbers.count)])
      _ = model.sentenceScore(tokens)
      _ = model.logProbability(sentence: tokens.reversed())
    }
    _ = model.counts
  }

  private static let sentences = [
    ["¿￭", "Dónde", "le", "duele", "￭?"], ["EL", "CENTRO", "DE", "SALUD"],
    ["El", "Centro", "De", "Salud", "Abre"], ["ﬃ", "İstanbul", "￭", "", "ß", "12", "e\u{301}l"],
  ]

  private static func use(_ truecaser: Truecaser) {
    for tokens in sentences {
      let cased = truecaser.truecase(tokens)
      precondition(cased.tokens.count == tokens.count, "casing keeps all tokens")
      for pattern in CasePattern.allCases {
        _ = truecaser.restore(cased.tokens, pattern: pattern, locale: "es")
      }
    }
  }

  private static func use(_ model: SubwordModel) {
    let longWord = String(repeating: "the", count: 90)
    for word in sentences.joined() + ["vaccination", "centre", "￭doctor￭", longWord] {
      let pieces = model.segment(word)
      precondition(!pieces.isEmpty, "a word has pieces")
    }
    _ = model.pieces
  }
}
