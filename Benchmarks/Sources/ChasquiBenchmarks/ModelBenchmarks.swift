internal import Chasqui
internal import Decoding
internal import LanguageModeling
internal import PhraseModeling
internal import Text
internal import Tokens

/// What a trained model does: opening, language model queries, phrase look-ups, decoding.
struct ModelBenchmarks {
  let workload: Workload
  let path: String
  let stopwatch: Stopwatch
  let popLimits: [Int]
  let sentences: Int

  func run() throws -> [Measurement] {
    let opening = try stopwatch.seconds { consume(try TranslationModel(path: path)) }
    let model = try TranslationModel(path: path)
    return [Measurement(name: "opening a model", value: opening * 1000, unit: "ms")]
      + [languageModelQueries(model), try phraseLookUps(model)] + decoding(model)
  }

  /// Every token of the target side in its context, as a decoder asks.
  private func languageModelQueries(_ model: TranslationModel) -> Measurement {
    let bitext = model.phraseTable.bitext
    let sentences = (0..<bitext.sentenceCount).map { bitext.target($0) }
    let queries = sentences.reduce(0) { $0 + $1.count + 1 }
    let seconds = stopwatch.seconds {
      var sum = 0.0
      for sentence in sentences { sum += model.languageModel.logProbability(sentence: sentence) }
      consume(sum)
    }
    return Measurement(name: "language model queries", value: Double(queries) / seconds, unit: "queries/s")
  }

  /// Every span that the bitext knows of the sampled lines.
  private func phraseLookUps(_ model: TranslationModel) throws -> Measurement {
    let processor = try TextProcessor(language: workload.sourceLanguage)
    let lines = workload.sample(sentences).map { line -> [TokenID] in
      let text = processor.tokenize(line)
      return text.tokens.indices.map {
        model.sourceVocabulary.id(of: text.surface($0)) ?? SpecialToken.unknown
      }
    }
    let extractor = PhraseExtractor(table: model.phraseTable)
    var spans = 0
    let seconds = stopwatch.seconds {
      spans = 0
      for line in lines {
        var options = TranslationOptions()
        extractor.appendOptions(for: line, to: &options)
        var last = (start: -1, end: -1)
        for option in options.options where (Int(option.start), Int(option.end)) != last {
          last = (Int(option.start), Int(option.end))
          spans += 1
        }
      }
    }
    return Measurement(name: "phrase look-ups", value: Double(spans) / seconds, unit: "spans/s")
  }

  /// The whole way from text to text, on one thread.
  private func decoding(_ model: TranslationModel) -> [Measurement] {
    let lines = workload.sample(sentences)
    let translator = Translator(model: model)
    return popLimits.flatMap { limit -> [Measurement] in
      var request = TranslationRequest()
      var search = model.manifest.search
      search.popLimit = limit
      request.search = search
      var words = 0
      let seconds = stopwatch.seconds {
        let translations = translator.translate(lines, request: request, threads: 1)
        words = translations.reduce(0) { $0 + $1.sentences.reduce(0) { $0 + $1.sourceTokens.count } }
      }
      return [
        Measurement(
          name: "decoding, pop limit \(limit)", value: Double(lines.count) / seconds, unit: "sentences/s"),
        Measurement(
          name: "decoding, pop limit \(limit)", value: Double(words) / seconds, unit: "source tokens/s"),
      ]
    }
  }
}
