internal import Chasqui
internal import Corpora
private import Foundation
internal import Text

/// What is measured on: parallel lines, and a model.
struct Workload {
  let sourceLanguage: LanguageTag
  let targetLanguage: LanguageTag
  let source: [String]
  let target: [String]

  /// Reads `corpora`, which may be prefixes or files of any format.
  init(_ corpora: [String], source: String, target: String) throws {
    sourceLanguage = try LanguageTag(source)
    targetLanguage = try LanguageTag(target)
    let reader = CorpusReader(source: sourceLanguage.code, target: targetLanguage.code)
    var (sourceLines, targetLines): ([String], [String]) = ([], [])
    for path in corpora {
      let corpus = try reader.read(CorpusSource(path))
      sourceLines += corpus.source
      targetLines += corpus.target
    }
    (self.source, self.target) = (sourceLines, targetLines)
  }

  /// The files of the starter corpus, in this checkout.
  static func starterCorpora() throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../corpora/starter").standardizedFileURL.path
    return try FileManager.default.contentsOfDirectory(atPath: root).sorted().map { "\(root)/\($0)" }
  }

  /// Trains a model without tuning into `folder`.
  func train(into folder: String, threads: Int) throws {
    let trainer = Trainer(source: sourceLanguage, target: targetLanguage, threads: threads)
    let corpus = TrainingData.Corpus(name: "benchmark", source: source, target: target)
    _ = try trainer.train(TrainingData(corpora: [corpus]), name: "benchmark", to: folder)
  }

  /// Lines to translate: `count` of them, spread evenly over the corpus.
  func sample(_ count: Int) -> [String] {
    guard count < source.count else { return source }
    return (0..<count).map { source[$0 * source.count / count] }
  }
}
