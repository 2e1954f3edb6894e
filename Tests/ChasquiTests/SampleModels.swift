import Chasqui
import ChasquiTestSupport
import Compute
import Corpora
import Decoding
import Foundation
import Text

/// Small models of the starter corpus, trained once for all tests.
enum SampleModels {
  static let folder = TemporaryFolder()

  /// A file of the starter corpus from English to Spanish.
  static func corpus(_ name: String, limit: Int = .max) -> TrainingData.Corpus {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL.path
    guard
      let read = try? CorpusReader(source: "eng", target: "spa").read(
        CorpusSource("\(root)/corpora/starter/\(name).tsv"))
    else { return TrainingData.Corpus(name: name, source: [], target: []) }
    return TrainingData.Corpus(
      name: name, licence: "CC0-1.0", source: Array(read.source.prefix(limit)),
      target: Array(read.target.prefix(limit)))
  }

  /// Two corpora, some Spanish, and sentences to tune on.
  static var data: TrainingData {
    TrainingData(
      corpora: [corpus("health"), corpus("everyday")], monolingual: corpus("registry", limit: 20).target,
      tuning: corpus("vaccination", limit: 8))
  }

  static var options: TrainingOptions {
    var options = TrainingOptions()
    options.languageModelOrder = 3
    options.tuningRounds = 2
    options.hotPhraseOccurrences = 4
    options.search.popLimit = 30
    options.search.stackSize = 20
    return options
  }

  static func trainer(
    _ options: TrainingOptions = options, threads: Int = 2, progress: any ProgressReporter = SilentProgress()
  ) throws -> Trainer {
    Trainer(
      source: try LanguageTag("eng"), target: try LanguageTag("spa"), options: options, threads: threads,
      progress: progress)
  }

  /// A model without tuning.
  static let plain = Result<TranslationModel, any Error> {
    var data = SampleModels.data
    data.tuning = nil
    _ = try trainer().train(data, name: "plain", to: folder.file("plain"))
    return try TranslationModel(path: folder.file("plain"))
  }

  /// The bytes of all files in a folder, by name.
  static func files(_ folder: String) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      result[name] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    return result
  }

  /// A copy of the model without tuning, to be spoiled.
  static func copy(into folder: TemporaryFolder, name: String = "copy") throws -> String {
    let path = folder.file(name)
    try FileManager.default.copyItem(atPath: try plain.get().path, toPath: path)
    return path
  }

  /// Changes the bytes of a file.
  static func change(_ path: String, _ body: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    body(&bytes)
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  /// The text of the error that `body` throws.
  static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }
}
