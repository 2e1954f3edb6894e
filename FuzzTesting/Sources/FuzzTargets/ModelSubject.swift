internal import Chasqui
internal import Decoding
private import Foundation
internal import LanguageModeling
internal import PhraseModeling
internal import Text
internal import Tokens

/// Opens a model in which one file is the input, and translates with it.
final class ModelSubject {
  private let target: FuzzTarget
  private let folder: String
  private let model: String
  private let store: ModelStore
  private let languageModel: LanguageModel

  init(target: FuzzTarget, folder: String) throws {
    self.target = target
    self.folder = folder
    model = "\(folder)/model"
    store = ModelStore(folders: ["\(folder)/store"])
    try Self.train(into: model)
    languageModel = try TranslationModel(path: model).languageModel
    guard let file = target.modelFile, target != .manifest else { return }
    // Without its record in the manifest, a file may have any size.
    var manifest = try ModelManifest.read(from: "\(model)/manifest.json")
    manifest.files.removeAll { $0.name == file }
    try manifest.write(to: "\(model)/manifest.json")
  }

  /// A small model with all kinds of files; the same each time.
  private static func train(into path: String) throws {
    var options = TrainingOptions()
    options.languageModelOrder = 3
    options.sourceSubwords = 80
    options.targetSubwords = 80
    options.hotPhraseOccurrences = 2
    let pairs = try StarterPairs.load(5)
    let corpus = TrainingData.Corpus(
      name: "starter", source: pairs.map(\.source), target: pairs.map(\.target))
    let trainer = Trainer(
      source: try LanguageTag("eng"), target: try LanguageTag("spa"), options: options, threads: 1)
    _ = try trainer.train(TrainingData(corpora: [corpus]), name: "fuzz", to: path)
  }

  func seeds() throws -> [[UInt8]] {
    if target == .package {
      try ModelStore.pack(model, to: "\(folder)/seed.chasqui")
      return [Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/seed.chasqui")))]
    }
    guard let file = target.modelFile else { return [] }
    return [Array(try Data(contentsOf: URL(fileURLWithPath: "\(model)/\(file)")))]
  }

  func use(_ bytes: UnsafeRawBufferPointer) {
    var bytes = Array(bytes)
    // Random changes nearly always break a header's checksum first: mend it, except where the first byte
    // is not that of a section file, so that damaged headers are tried too.
    if bytes.first == SectionMending.firstByte { SectionMending.mend(&bytes) }
    if target == .package {
      FuzzFile.write(bytes, to: "\(folder)/input.chasqui")
      _ = try? store.install("\(folder)/input.chasqui", name: "installed")
      return
    }
    let file = "\(model)/\(target.modelFile ?? "")"
    FuzzFile.write(bytes, to: file)
    if let opens = PartSubject.use(file, as: target, languageModel: languageModel) {
      // One input in eight goes all the way.
      guard opens, bytes.reduce(0, { $0 ^ $1 }) % 8 == 0 else { return }
    }
    guard let opened = try? TranslationModel(path: model) else { return }
    _ = ModelCard(opened.manifest).markdown
    let translator = Translator(model: opened)
    var request = TranslationRequest()
    request.alternatives = 3
    if target != .manifest {
      // A narrow search is a fast one, and meets the same numbers of the file.
      var search = SearchParameters()
      search.popLimit = 4
      search.stackSize = 3
      request.search = search
    }
    for sentence in bitextSentences(opened) + ["Where does it HURT? 12 {x}"] {
      let translation = translator.translate(sentence, request: request)
      for sentence in translation.sentences {
        for phrase in sentence.phrases { _ = translator.evidence(for: phrase, in: sentence) }
      }
      _ = translator.alternatives(sentence, request: request)
    }
  }

  /// What the model says it was trained on, which reaches deep into its phrases.
  private func bitextSentences(_ model: TranslationModel) -> [String] {
    let bitext = model.phraseTable.bitext
    return (0..<min(2, bitext.sentenceCount)).map { pair in
      _ = (bitext.target(pair), bitext.alignment(pair), bitext.corpus(pair))
      let pieces = bitext.source(pair).prefix(8).map { model.sourceVocabulary.spelling(of: $0) }
      return pieces.joined(separator: " ").replacing(" \u{FFED}", with: "").replacing("\u{FFED} ", with: "")
    }
  }
}
