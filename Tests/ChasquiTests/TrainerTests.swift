import Chasqui
import ChasquiTestSupport
import Compute
import Decoding
import Foundation
import Storage
import Testing

@Suite struct TrainerTests {
  private let folder = TemporaryFolder()

  @Test func tunedModelsDoNotDependOnThreads() throws {
    var models: [[String: Data]] = []
    for threads in [1, 2, 7] {
      let path = folder.file("model-\(threads)")
      let report = try SampleModels.trainer(threads: threads).train(SampleModels.data, name: "m", to: path)
      #expect(report.tuning.count >= 1)
      models.append(try SampleModels.files(path))
    }
    #expect(models[0].count >= 7)
    for name in models[0].keys.sorted() {
      #expect(models[0][name] == models[1][name] && models[0][name] == models[2][name], "\(name) differs")
    }
    #expect(models[0].keys == models[1].keys && models[0].keys == models[2].keys)
  }

  @Test(arguments: [
    "symmetrization=none", "phraseTable.sampleSize=0", "tuningRounds=-1", "hotPhraseOccurrences=0",
  ])
  func optionsThatNoModelCanHaveAreRefused(assignment: String) throws {
    let path = folder.file("refused")
    let options = try SampleModels.options.setting([assignment])
    let error = #expect(throws: TrainingError.self) {
      try SampleModels.trainer(options).train(SampleModels.data, name: "m", to: path)
    }
    guard case .option = error else {
      Issue.record("\(String(describing: error)) is not about an option")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func theManifestSaysWhatHappened() throws {
    let path = folder.file("model")
    let report = try SampleModels.trainer().train(SampleModels.data, name: "starter", to: path)
    let manifest = try TranslationModel(path: path).manifest
    #expect(manifest.name == "starter")
    #expect(manifest.sourceLanguage == "eng" && manifest.targetLanguage == "spa")
    #expect(manifest.corpora.map(\.name) == ["health", "everyday"])
    #expect(manifest.corpora.reduce(0) { $0 + $1.pairs } == report.pairs)
    #expect(manifest.training.pairs == report.pairs)
    #expect(manifest.training.targetTokens == report.targetTokens)
    #expect(manifest.training.monolingualLines == 20)
    #expect(manifest.tuning?.sentences == 8)
    #expect(manifest.tuning?.values == report.tuning)
    #expect(report.stages.map(\.name).contains("Tuning"))
    #expect(report.languageModelNGrams.count == 3)
    let card = try String(contentsOfFile: "\(path)/MODEL_CARD.md", encoding: .utf8)
    #expect(card.hasPrefix("# starter\n") && card.contains("from English to Spanish"))
    #expect(card.contains("CC0-1.0"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model"])
  }

  /// Weights go from a tuned model to one that has no tuning set, and their record with them.
  @Test func weightsOfAnotherModelAreTakenOver() throws {
    let (tuned, other) = (folder.file("tuned"), folder.file("other"))
    _ = try SampleModels.trainer().train(SampleModels.data, name: "tuned", to: tuned)
    let manifest = try TranslationModel(path: tuned).manifest
    let file = folder.file("weights.json")
    try FileManager.default.copyItem(atPath: "\(tuned)/manifest.json", toPath: file)
    for path in [tuned, file] {
      var data = SampleModels.data
      data.tuning = nil
      data.weights = try TunedWeights(path: ModelStore(folders: []).weightsFile(of: path))
      _ = try SampleModels.trainer().train(data, name: "other", to: other)
      let taken = try TranslationModel(path: other).manifest
      #expect(taken.weights == manifest.weights && taken.weights != FeatureWeights())
      #expect(taken.tuning?.model == "tuned" && taken.tuning?.values == manifest.tuning?.values)
      let card = try String(contentsOfFile: "\(other)/MODEL_CARD.md", encoding: .utf8)
      #expect(card.contains("the weights of `tuned`, which was tuned on 8 sentences"))
    }
    // A chain of models names the one that was tuned.
    #expect(try TunedWeights(path: "\(other)/manifest.json").tuning?.model == "tuned")
  }

  @Test(arguments: ["", "[]", #"{"name": "x"}"#, #"{"weights": {"languageModel": "much"}}"#])
  func weightsThatAreNoneAreRefused(content: String) throws {
    let file = folder.file("weights.json")
    try content.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: StorageError.self) { try TunedWeights(path: file) }
    #expect(throws: StorageError.self) { try TunedWeights(path: folder.file("missing")) }
  }

  @Test func pairsThatCannotBeLearnedFromAreCounted() throws {
    var data = SampleModels.data
    data.tuning = nil
    data.corpora.append(
      TrainingData.Corpus(
        name: "odd", source: ["", "one", "a", String(repeating: "word ", count: 200), "\u{200B}"],
        target: ["vacío", "", String(repeating: "b ", count: 20), "palabra", "x"]))
    let report = try SampleModels.trainer().train(data, name: "m", to: folder.file("m"))
    #expect(report.pairsEmpty == 3)
    #expect(report.pairsTooUnequal == 1)
    #expect(report.pairsTooLong == 1)
  }

  @Test(arguments: [
    [], [TrainingData.Corpus(name: "c", source: [], target: [])],
    [TrainingData.Corpus(name: "c", source: ["", " "], target: ["a", "b"])],
  ])
  func nothingToLearnIsAnError(corpora: [TrainingData.Corpus]) throws {
    let message = SampleModels.message {
      _ = try SampleModels.trainer().train(
        TrainingData(corpora: corpora), name: "m", to: folder.file("m"))
    }
    #expect(message.hasPrefix("There is nothing to train on: no sentence pair has words on both sides"))
    #expect(message.contains("--corpus"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func unusableFoldersAreNamed() throws {
    let file = folder.file("file")
    try Data("x".utf8).write(to: URL(fileURLWithPath: file))
    let message = SampleModels.message {
      _ = try SampleModels.trainer().train(SampleModels.data, name: "m", to: "\(file)/m")
    }
    #expect(message.contains("\(file)/m: Cannot create the folder"))
    #expect(message.contains("Check the path"))
  }

  /// Stops the work when the stage of this name begins.
  private final class Stopper: ProgressReporter, @unchecked Sendable {
    // Unchecked: only the training thread writes.
    private let stage: String
    private var isStopped = false

    init(_ stage: String) { self.stage = stage }

    func begin(stage: String, total: Int?) { if stage == self.stage { isStopped = true } }
    func advance(by units: Int) {}
    func end() {}
    var isCancelled: Bool { isStopped }
  }

  @Test(arguments: ["Preparing text", "Tuning"])
  func stoppedTrainingLeavesNothing(stage: String) throws {
    let trainer = try SampleModels.trainer(progress: Stopper(stage))
    let message = SampleModels.message {
      _ = try trainer.train(SampleModels.data, name: "m", to: folder.file("m"))
    }
    #expect(message == "Training was stopped; no model was written.")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func subwordsAreLearnedAndUndone() throws {
    var options = SampleModels.options
    options.sourceSubwords = 600
    options.targetSubwords = 600
    var data = SampleModels.data
    data.tuning = nil
    _ = try SampleModels.trainer(options).train(data, name: "m", to: folder.file("m"))
    let translator = Translator(model: try TranslationModel(path: folder.file("m")))
    let result = translator.translate("Where does it hurt?")
    #expect(result.text == "¿Dónde le duele?")
    #expect(translator.model.manifest.text.sourceSubwords)
  }
}
