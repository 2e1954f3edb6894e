import Chasqui
import ChasquiTestSupport
import Foundation
import PhraseModeling
import Storage
import Testing

@Suite struct TranslationModelTests {
  private let folder = TemporaryFolder()

  @Test func whatIsMissingIsNamed() throws {
    let message = SampleModels.message { _ = try TranslationModel(path: folder.file("none")) }
    #expect(message.hasPrefix("\(folder.file("none"))/manifest.json: There is no model manifest here."))
    let path = try SampleModels.copy(into: folder)
    for record in try TranslationModel(path: path).manifest.files {
      let file = "\(path)/\(record.name)"
      try FileManager.default.moveItem(atPath: file, toPath: "\(file).away")
      #expect(throws: StorageError.self) { try TranslationModel(path: path) }
      #expect(SampleModels.message { _ = try TranslationModel(path: path) }.hasPrefix("\(file): "))
      try FileManager.default.moveItem(atPath: "\(file).away", toPath: file)
    }
  }

  @Test func filesOfAnotherLengthAreDamaged() throws {
    let path = try SampleModels.copy(into: folder)
    for record in try TranslationModel(path: path).manifest.files {
      let file = "\(path)/\(record.name)"
      for change in [{ $0.removeLast() }, { $0.removeAll() }, { $0.append(0) }] as [(inout Data) -> Void] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        try SampleModels.change(file, change)
        let message = SampleModels.message { _ = try TranslationModel(path: path) }
        #expect(
          message.hasPrefix("\(file): It has ") && message.contains("the manifest says \(record.bytes)"))
        try bytes.write(to: URL(fileURLWithPath: file))
      }
    }
  }

  @Test func verificationFindsAFlippedBit() throws {
    let path = try SampleModels.copy(into: folder)
    let model = try TranslationModel(path: path)
    try model.verify()
    for record in model.manifest.files {
      let file = "\(path)/\(record.name)"
      let flip: (inout Data) -> Void = { $0[$0.count / 2] ^= 0x10 }
      try SampleModels.change(file, flip)
      #expect(SampleModels.message { try model.verify() }.hasPrefix("\(file): Its checksum is not the one"))
      try SampleModels.change(file, flip)
    }
  }

  /// A copy of the model as earlier versions wrote it.
  private func modelWithoutHotPhrases() throws -> TranslationModel {
    let path = try SampleModels.copy(into: folder, name: "older")
    var manifest = try ModelManifest.read(from: "\(path)/manifest.json")
    #expect(manifest.files.contains { $0.name == "phrases.hot" && $0.bytes > 10_000 })
    manifest.files.removeAll { $0.name == "phrases.hot" }
    try manifest.write(to: "\(path)/manifest.json")
    try FileManager.default.removeItem(atPath: "\(path)/phrases.hot")
    return try TranslationModel(path: path)
  }

  @Test func hotPhrasesChangeNoTranslation() throws {
    let model = try SampleModels.plain.get()
    let older = try modelWithoutHotPhrases()
    #expect(model.phraseTable.hotPhrases != nil && older.phraseTable.hotPhrases == nil)
    let lines = ["health", "everyday", "registry"].flatMap { SampleModels.corpus($0, limit: 20).source }
    var request = TranslationRequest()
    request.alternatives = 3
    let (translator, olderTranslator) = (Translator(model: model), Translator(model: older))
    for line in lines {
      let found = translator.translate(line, request: request).sentences
      let expected = olderTranslator.translate(line, request: request).sentences
      #expect(found.map(\.text) == expected.map(\.text))
      #expect(found.map(\.score) == expected.map(\.score))
      #expect(found.map(\.features) == expected.map(\.features))
      #expect(found.map(\.alignment) == expected.map(\.alignment))
    }
  }

  @Test func hotPhrasesOfAnotherModelAreDamage() throws {
    let path = try SampleModels.copy(into: folder)
    var data = SampleModels.data
    data.tuning = nil
    data.corpora.removeLast()
    let other = folder.file("other")
    _ = try SampleModels.trainer().train(data, name: "other", to: other)
    for file in ["phrases.hot", "manifest.json"] {
      try FileManager.default.removeItem(atPath: "\(path)/\(file)")
    }
    try FileManager.default.copyItem(atPath: "\(other)/phrases.hot", toPath: "\(path)/phrases.hot")
    var manifest = try SampleModels.plain.get().manifest
    manifest.files.removeAll { $0.name == "phrases.hot" }
    try manifest.write(to: "\(path)/manifest.json")
    let message = SampleModels.message { _ = try TranslationModel(path: path) }
    #expect(message.hasPrefix("\(path)/phrases.hot: It was made for another bitext"))
  }

  @Test(arguments: [
    ("", "it is not valid JSON"), ("{}", "it has no field"), ("[1, 2", "it is not valid JSON"),
    (#"{"format": "chasqui-model", "formatVersion": 99}"#, "The model has format version 99"),
  ])
  func manifestsAreExplained(text: String, reason: String) throws {
    let path = try SampleModels.copy(into: folder)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/manifest.json"))
    let message = SampleModels.message { _ = try TranslationModel(path: path) }
    #expect(message.hasPrefix("\(path)/manifest.json: ") && message.contains(reason))
  }

  @Test func unknownLanguagesInAManifestAreDamage() throws {
    let path = try SampleModels.copy(into: folder)
    try SampleModels.change("\(path)/manifest.json") { data in
      data = Data(String(decoding: data, as: UTF8.self).replacing("\"eng\"", with: "\"nonsense\"").utf8)
    }
    let message = SampleModels.message { _ = try TranslationModel(path: path) }
    #expect(message.contains("«nonsense» is not a language"))
  }
}
