internal import Compute
internal import Decoding
internal import Evaluation
internal import PhraseModeling
internal import Text
internal import Tuning

/// The sentences on which weights are tuned: their decoder inputs, which no weight changes, and their
/// references.
final class TuningSet: Sendable {
  private let model: TranslationModel
  private let inputs: [SentenceInput?]
  private let metrics: TuningMetrics

  init(model: TranslationModel, source: [String], references: [String], chrFShare: Double, threads: Int) {
    self.model = model
    metrics = TuningMetrics(references: references, chrFShare: chrFShare)
    let chunks = Parallel.chunks(source.count, size: 16)
    inputs = Parallel.map(chunks.count, threads: threads) { chunk in
      let builder = SentenceInputBuilder(model: model)
      return chunks[chunk].map { builder.inputs(for: source[$0]).first }
    }.flatMap { $0 }
  }

  var objective: TuningObjective { metrics.objective }
  var count: Int { inputs.count }

  /// What tells how good translations under `weights` are; nil if the set is too small.
  func estimator(
    _ weights: FeatureWeights, parameters: SearchParameters, threads: Int, progress: any ProgressReporter
  ) -> QualityEstimator? {
    let lists = decode(weights, parameters: parameters, candidates: 1, threads: threads, progress: progress)
    var features: [QualityFeatures] = []
    var qualities: [Double] = []
    for (input, list) in zip(inputs, lists) {
      guard let input, let best = list.first else { continue }
      features.append(
        QualityFeatures(
          features: best.features, source: input.source, tokens: input.tokens.count,
          unknownWords: input.unknownWords.count))
      qualities.append(metrics.chrF(of: best.statistics) / 100)
    }
    return QualityEstimator(features, qualities: qualities)
  }

  /// Decodes all sentences under `weights`; gives each its candidates, best first.
  func decode(
    _ weights: FeatureWeights, parameters: SearchParameters, candidates: Int, threads: Int,
    progress: any ProgressReporter
  ) -> [[TuningCandidate]] {
    let chunks = Parallel.chunks(inputs.count, size: 8)
    let words = OverlayWords(model.targetVocabulary)
    return Parallel.map(chunks.count, threads: threads) { chunk -> [[TuningCandidate]] in
      var decoder = BeamSearchDecoder(
        languageModel: model.languageModel, classModel: model.classLanguageModel, weights: weights,
        parameters: parameters)
      let writer = SentenceWriter(model, convention: .default)
      var scorers = TuningMetrics.Scorers()
      let lists = chunks[chunk].map { index -> [TuningCandidate] in
        guard let input = inputs[index], !progress.isCancelled else { return [] }
        let graph = decoder.search(input.options, length: input.length)
        return decoder.nBest(graph, count: candidates, input.options).map { derivation in
          let tokens = derivation.tokens.map {
            SentenceTranslator.spelling($0, input, words)
          }
          let text = writer.text(tokens, input.casePattern)
          return TuningCandidate(
            features: derivation.features,
            statistics: metrics.statistics(of: text, sentence: index, scorers: &scorers))
        }
      }
      progress.advance(by: chunks[chunk].count)
      return lists
    }.flatMap { $0 }
  }
}
