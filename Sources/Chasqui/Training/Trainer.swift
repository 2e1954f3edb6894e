internal import Alignment
public import Compute
internal import Decoding
private import Foundation
internal import LanguageModeling
internal import PhraseModeling
internal import Storage
public import Text
internal import Tokens
internal import Tuning

/// Trains a model from parallel text and writes it as a model directory.
///
/// The same data and options give the same bytes, whatever the number of threads.
public struct Trainer {
  public let source: LanguageTag
  public let target: LanguageTag
  public let options: TrainingOptions
  public let threads: Int
  private let progress: any ProgressReporter
  private let log = TrainingLog()

  public init(
    source: LanguageTag, target: LanguageTag, options: TrainingOptions = TrainingOptions(),
    threads: Int = Parallel.coreCount, progress: any ProgressReporter = SilentProgress()
  ) {
    self.source = source
    self.target = target
    self.options = options
    self.threads = threads
    self.progress = progress
  }

  /// Trains on `data` and writes the model to `path`, which appears when it is complete.
  ///
  /// - Throws: `TrainingError`.
  public func train(
    _ data: TrainingData, name: String, to path: String
  ) throws(TrainingError) -> TrainingReport {
    log.report = TrainingReport()
    try check(options, manifest(data, name: name))
    do {
      let directory = try AtomicDirectory(destination: path, marker: ModelFiles.manifest)
      let manifest = try build(data, name: name, in: directory)
      try write(manifest, data, in: directory)
      try directory.commit()
      return log.report
    } catch let error as TrainingError {
      throw error
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      throw .option("\(error)")
    }
  }

  /// What no model can be trained with, or none be used with, is said before any work is done.
  private func check(_ options: TrainingOptions, _ manifest: ModelManifest) throws(TrainingError) {
    if Symmetrization(rawValue: options.symmetrization) == nil {
      let known = Symmetrization.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw .option("There is no symmetrization `\(options.symmetrization)`. Known are \(known).")
    }
    if let field = manifest.fieldOutOfRange {
      throw .option("The training option `\(field)` has a value that no model can have.")
    }
    if !(options.wordClasses == 0 || (2...100_000).contains(options.wordClasses)) {
      throw .option("The training option `wordClasses` is 0, or 2 to 100000.")
    }
    if let occurrences = options.hotPhraseOccurrences, !(1...1_000_000).contains(occurrences) {
      throw .option("The training option `hotPhraseOccurrences` is at least 1 and at most 1000000, or null.")
    }
    if !(1...8).contains(options.alignmentPrefixes.count)
      || options.alignmentPrefixes.contains(where: { $0 < 0 })
    {
      throw .option(
        "The training option `alignmentPrefixes` is one to eight numbers of characters, 0 for whole words.")
    }
    if options.tuningRounds < 1 { throw .option("The training option `tuningRounds` is at least 1.") }
  }

  // MARK: Stages

  private func build(
    _ data: TrainingData, name: String, in directory: AtomicDirectory
  ) throws -> ModelManifest {
    let folder = directory.temporaryPath
    let text = try time("Text") { try prepareText(data, folder) }
    let bitext = filter(text, data)
    guard bitext.source.sentenceCount > 0 else {
      throw TrainingError.noPairs("no sentence pair has words on both sides within the length limits")
    }
    try time("Files") {
      try text.source.vocabulary.write(to: "\(folder)/\(ModelFiles.sourceVocabulary)")
      try text.target.vocabulary.write(to: "\(folder)/\(ModelFiles.targetVocabulary)")
    }
    try checkCancellation()
    let alignments = time("Alignment") { align(bitext, text) }
    log.report.alignmentLinks = alignments.reduce(0) { $0 + $1.links.count } / alignments.count
    try checkCancellation()
    try time("Phrase index") {
      let builder = IndexedBitextBuilder(
        source: bitext.source, target: bitext.target, alignments: alignments, corpora: bitext.corpora,
        corpusWeights: data.corpora.map { Float($0.weight) })
      try builder.write(
        to: "\(folder)/\(ModelFiles.bitext)", sourceVocabularySize: text.source.vocabulary.count,
        threads: threads, progress: progress)
    }
    try checkCancellation()
    if let occurrences = options.hotPhraseOccurrences {
      try time("Hot phrases") {
        let builder = HotPhrasesBuilder(
          bitext: try IndexedBitext(path: "\(folder)/\(ModelFiles.bitext)"), parameters: options.phraseTable,
          minimumOccurrences: occurrences)
        try builder.write(to: "\(folder)/\(ModelFiles.hotPhrases)", threads: threads, progress: progress)
      }
      try checkCancellation()
    }
    try time("Language model") {
      let estimator = KneserNeyEstimator(order: options.languageModelOrder, threads: threads)
      let estimated = try estimator.estimate(
        [text.target.corpus], vocabularySize: text.target.vocabulary.count, progress: progress)
      log.report.languageModelNGrams = estimated.counts
      try LanguageModelWriter.write(estimated, to: "\(folder)/\(ModelFiles.languageModel)")
    }
    if options.wordClasses > 0 { try time("Word classes") { try learnClasses(text.target, folder) } }
    try checkCancellation()
    log.report.pairs = bitext.source.sentenceCount
    log.report.sourceTokens = bitext.source.tokens.count
    log.report.targetTokens = bitext.target.tokens.count
    log.report.sourceVocabulary = text.source.vocabulary.count
    log.report.targetVocabulary = text.target.vocabulary.count
    var manifest = manifest(data, name: name)
    if let tuning = data.tuning, !tuning.source.isEmpty {
      try write(manifest, data, in: directory)
      try time("Tuning") { try tune(tuning, &manifest, folder) }
    }
    return manifest
  }

  /// Sorts the target's words into classes and estimates the language model of classes.
  private func learnClasses(_ side: PreparedSide, _ folder: String) throws {
    let learner = WordClassLearner(classCount: options.wordClasses)
    let classes = learner.learn(side.corpus, side.vocabulary)
    try WordClasses.write(classes, to: "\(folder)/\(ModelFiles.targetClasses)")
    let estimated = try KneserNeyEstimator(order: options.classModelOrder, threads: threads).estimate(
      [side.corpus.mapped(to: classes)], vocabularySize: SpecialToken.count + options.wordClasses,
      progress: progress)
    try LanguageModelWriter.write(estimated, to: "\(folder)/\(ModelFiles.classLanguageModel)")
  }

  private struct PreparedText {
    var source: PreparedSide
    var target: PreparedSide
  }

  /// The parallel part of both sides comes first; what follows in the target is monolingual.
  private func prepareText(_ data: TrainingData, _ folder: String) throws -> PreparedText {
    let sourceLines = data.corpora.flatMap(\.source)
    let targetLines = data.corpora.flatMap(\.target) + data.monolingual
    progress.begin(stage: "Preparing text", total: sourceLines.count + targetLines.count)
    defer { progress.end() }
    return PreparedText(
      source: try prepare(
        sourceLines, source, casing: "\(folder)/\(ModelFiles.sourceCasing)",
        subwords: options.sourceSubwords.map { ($0, "\(folder)/\(ModelFiles.sourceSubwords)") }),
      target: try prepare(
        targetLines, target, casing: "\(folder)/\(ModelFiles.targetCasing)",
        subwords: options.targetSubwords.map { ($0, "\(folder)/\(ModelFiles.targetSubwords)") }))
  }

  /// Tokenizes a side, and learns and applies its casing and, where they are wanted, its subwords.
  private func prepare(
    _ lines: [String], _ language: LanguageTag, casing casingPath: String,
    subwords: (size: Int, path: String)?
  ) throws -> PreparedSide {
    let preparation = SidePreparation(
      processor: try TextProcessor(language: language), language: language, threads: threads)
    let raw = preparation.tokenize(lines, progress: progress)
    let casing = try preparation.learnCasing(of: raw, path: casingPath)
    let side = preparation.apply(casing, subwords: nil, to: raw)
    guard let subwords else { return side }
    var counts = [Int](repeating: 0, count: side.vocabulary.count)
    for token in side.corpus.tokens { counts[Int(token)] += 1 }
    let words = (SpecialToken.count..<max(SpecialToken.count, counts.count)).map {
      (word: side.vocabulary.spelling(of: TokenID($0)), count: counts[$0])
    }
    let trainer = SubwordTrainer(options: .init(method: .bytePair, vocabularySize: subwords.size))
    try trainer.train(words, to: subwords.path)
    return preparation.apply(casing, subwords: try SubwordModel(path: subwords.path), to: raw)
  }

  private struct FilteredBitext {
    var source = TokenizedCorpus()
    var target = TokenizedCorpus()
    var corpora: [UInt16] = []
  }

  /// Leaves out pairs that are empty, too long or too unequal, counted in tokens.
  private func filter(_ text: PreparedText, _ data: TrainingData) -> FilteredBitext {
    var result = FilteredBitext()
    var pair = 0
    for (index, corpus) in data.corpora.enumerated() {
      for _ in corpus.source.indices {
        defer { pair += 1 }
        let (f, e) = (text.source.corpus[pair], text.target.corpus[pair])
        guard !f.isEmpty, !e.isEmpty else {
          log.report.pairsEmpty += 1
          continue
        }
        guard max(f.count, e.count) <= options.maximumSentenceLength else {
          log.report.pairsTooLong += 1
          continue
        }
        let ratio = Double(max(f.count, e.count)) / Double(min(f.count, e.count))
        guard ratio <= options.maximumLengthRatio else {
          log.report.pairsTooUnequal += 1
          continue
        }
        result.source.append(f)
        result.target.append(e)
        result.corpora.append(UInt16(index))
      }
    }
    return result
  }

  /// The alignments, each by other prefixes of the words and with a seed of its own.
  private func align(_ bitext: FilteredBitext, _ text: PreparedText) -> [CorpusAlignment] {
    let method = Symmetrization(rawValue: options.symmetrization) ?? .growDiagFinalAnd
    let corpora = options.alignmentPrefixes.enumerated().map { number, prefix -> Aligner.Corpus in
      var source = bitext.source
      var target = bitext.target
      if prefix > 0 {
        source = source.classes(text.source.vocabulary, prefix: prefix)
        target = target.classes(text.target.vocabulary, prefix: prefix)
      }
      return Aligner.Corpus(source: source, target: target, seed: options.seed &+ UInt64(number))
    }
    var alignerOptions = AlignerOptions()
    alignerOptions.effort = options.alignmentEffort
    alignerOptions.threads = threads
    return Aligner(options: alignerOptions).align(corpora, progress: progress)
      .map { $0.symmetrized(method, threads: threads) }
  }

  private func tune(
    _ data: TrainingData.Corpus, _ manifest: inout ModelManifest, _ folder: String
  ) throws {
    let model = try TranslationModel(path: folder)
    let set = TuningSet(
      model: model, source: data.source, references: data.target, chrFShare: options.tuningChrFShare,
      threads: threads)
    var tunerOptions = Tuner.Options()
    tunerOptions.maximumRounds = options.tuningRounds
    tunerOptions.candidates = options.tuningCandidates
    tunerOptions.inertia = options.tuningInertia
    tunerOptions.prior = options.tuningPrior
    tunerOptions.lengthCalibrations = options.tuningLengthCalibrations
    tunerOptions.threads = threads
    let tuner = Tuner(objective: set.objective, options: tunerOptions)
    var search = options.search
    search.popLimit = min(search.popLimit, options.tuningPopLimit)
    progress.begin(
      stage: "Tuning",
      total: (options.tuningRounds + options.tuningLengthCalibrations * 3 / 2 + 1) * set.count)
    let result = tuner.tune(from: manifest.weights, progress: progress) { weights, candidates in
      set.decode(
        weights, parameters: search, candidates: candidates, threads: threads,
        progress: progress)
    }
    let estimator = set.estimator(result.weights, parameters: search, threads: threads, progress: progress)
    progress.end()
    try checkCancellation()
    manifest.weights = result.weights
    manifest.tuning = ModelManifest.TuningRecord(
      objective: set.objective.name, sentences: set.count, values: result.rounds.map(\.value),
      estimator: estimator)
    log.report.tuning = result.rounds.map(\.value)
  }

  // MARK: Manifest

  private func manifest(_ data: TrainingData, name: String) -> ModelManifest {
    ModelManifest(
      name: name, sourceLanguage: source.description, targetLanguage: target.description,
      corpora: data.corpora.map { corpus in
        ModelManifest.CorpusRecord(
          name: corpus.name, licence: corpus.licence, weight: corpus.weight, pairs: corpus.source.count,
          checksum: Self.checksum(corpus))
      },
      training: ModelManifest.TrainingRecord(
        pairs: log.report.pairs, sourceTokens: log.report.sourceTokens, targetTokens: log.report.targetTokens,
        sourceVocabulary: log.report.sourceVocabulary, targetVocabulary: log.report.targetVocabulary,
        languageModelOrder: options.languageModelOrder, monolingualLines: data.monolingual.count,
        options: options),
      text: ModelManifest.TextRecord(
        sourceSubwords: options.sourceSubwords != nil, targetSubwords: options.targetSubwords != nil),
      weights: data.weights.weights, search: options.search, phraseTable: options.phraseTable,
      tuning: data.weights.tuning,
      files: [])
  }

  private func write(
    _ manifest: ModelManifest, _ data: TrainingData, in directory: AtomicDirectory
  ) throws {
    var manifest = manifest
    let folder = directory.temporaryPath
    let own = [ModelFiles.manifest, ModelFiles.card]
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !own.contains($0) }
    manifest.files = try names.sorted().map { name in
      let file = try MappedFile(path: "\(folder)/\(name)")
      return ModelManifest.FileRecord(
        name: name, bytes: file.count, xxh64: String(Checksum.xxh64(file.bytes), radix: 16))
    }
    log.report.modelBytes = manifest.files.reduce(0) { $0 + $1.bytes }
    try manifest.write(to: "\(folder)/\(ModelFiles.manifest)")
    try AtomicFile.write(ModelCard(manifest).markdown, to: "\(folder)/\(ModelFiles.card)")
  }

  private static func checksum(_ corpus: TrainingData.Corpus) -> String {
    var bytes: [UInt8] = []
    for (source, target) in zip(corpus.source, corpus.target) {
      bytes.append(contentsOf: source.utf8)
      bytes.append(9)
      bytes.append(contentsOf: target.utf8)
      bytes.append(10)
    }
    return String(bytes.withUnsafeBytes { Checksum.xxh64($0) }, radix: 16)
  }

  private func time<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try body()
    let elapsed = ContinuousClock.now - start
    log.report.stages.append(
      TrainingReport.Stage(
        name: stage,
        seconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18))
    return result
  }

  private func checkCancellation() throws {
    if progress.isCancelled { throw TrainingError.cancelled }
  }
}

/// The report under construction; each training has its own.
private final class TrainingLog {
  var report = TrainingReport()
}
