internal import ArgumentParser
internal import Chasqui
internal import Compute
internal import Corpora
internal import Terminology
internal import Text

/// `--memory`: saved translations that take part without training.
struct MemoryOption: ParsableArguments {
  @Option(
    help: """
      Translations that were saved or corrected (.tmx, .tsv or any other parallel corpus): sentences that it has \
      come out as they stand there, its phrases and new words are preferred. May be given many times; later \
      files count before earlier ones.
      """)
  var memory: [String] = []

  @Flag(help: "Also use the corrections that `chasqui memory` keeps.")
  var corrections = false

  /// Where a text has translations for single contexts as well, its default one is the one that counts.
  static var reading: ReadingOptions {
    var options = ReadingOptions()
    options.contextualUnits = .withoutDefault
    return options
  }

  /// The pairs of all files, aligned with the help of `model`.
  func overlay(
    for model: TranslationModel, database: DatabaseOption, threads: Int
  ) throws -> TranslationOverlay {
    let reader = CorpusReader(
      source: model.sourceLanguage.code, target: model.targetLanguage.code, options: Self.reading)
    var pairs: [OverlayPair] = []
    for text in memory {
      let spec = try CorpusSource(text)
      let corpus = try reader.read(spec)
      for index in 0..<corpus.count {
        pairs.append(
          OverlayPair(
            id: "\(corpus.name):\(index + 1)", source: corpus.source(index), target: corpus.target(index),
            origin: corpus.name))
      }
    }
    guard corrections else { return TranslationOverlay(model: model).adding(pairs, threads: threads) }
    let memory = TranslationMemory(database: try database.openToRead().database)
    return try MemoryOverlay(memory: memory, model: model).snapshot().adding(pairs, threads: threads)
  }
}
