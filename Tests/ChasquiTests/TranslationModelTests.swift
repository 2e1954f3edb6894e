import Chasqui
import ChasquiTestSupport
import Foundation
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
