import Chasqui
import ChasquiTestSupport
import Foundation
import Storage
import Testing

@Suite struct ModelStoreTests {
  private let folder = TemporaryFolder()

  @Test func foldersComeFromTheEnvironment() {
    #expect(ModelStore(environment: ["CHASQUI_MODELS": "/a:/b"]).folders == ["/a", "/b"])
    #expect(
      ModelStore(environment: ["HOME": "/h"]).folders == ["models", "/h/.local/share/chasqui/models"])
    #expect(
      ModelStore(environment: ["HOME": "/h", "XDG_DATA_HOME": "/d", "CHASQUI_MODELS": ""]).folders
        == ["models", "/d/chasqui/models"])
    #expect(ModelStore(folders: []).installationFolder == "models")
  }

  @Test func modelsAreFoundByNameAndPath() throws {
    let store = ModelStore(folders: [folder.file("first"), folder.file("second")])
    try FileManager.default.createDirectory(
      atPath: folder.file("second"), withIntermediateDirectories: true)
    let path = try SampleModels.copy(into: folder, name: "second/copy")
    #expect(store.path(of: "copy") == path)
    #expect(store.path(of: path) == path)
    #expect(store.path(of: "none") == "none")
    #expect(store.list().map(\.path) == [path])
    #expect(store.list().map(\.manifest.name) == ["plain"])
  }

  @Test func packedModelsTranslateTheSame() throws {
    let model = try SampleModels.plain.get()
    let file = folder.file("starter.chasqui")
    try ModelStore.pack(model.path, to: file)
    let store = ModelStore(folders: [folder.file("store")])
    let path = try store.install(file)
    #expect(path == folder.file("store/starter"))
    #expect(try SampleModels.files(path) == SampleModels.files(model.path))
    let installed = try TranslationModel(path: path)
    try installed.verify()
    let line = "Where does it hurt?"
    #expect(
      Translator(model: installed).translate(line).text == Translator(model: model).translate(line).text)
    #expect(try store.install(file, name: "again").hasSuffix("/again"))
    // A model that stands there is replaced.
    #expect(try store.install(file) == path)
    #expect(store.list().count == 2)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("store")).sorted() == [
        "again", "starter",
      ])
  }

  @Test func damagedPackagesInstallNothing() throws {
    let file = folder.file("starter.chasqui")
    try ModelStore.pack(try SampleModels.plain.get().path, to: file)
    let store = ModelStore(folders: [folder.file("store")])
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    // Every part of the file, from the first header on; its last bytes are the reserved field of the end mark.
    for part in 0..<20 {
      try SampleModels.change(file) { $0[part * ($0.count - 32) / 19] ^= 1 }
      #expect(throws: StorageError.self) { try store.install(file) }
      try whole.prefix(whole.count * part / 20).write(to: URL(fileURLWithPath: file))
      #expect(throws: StorageError.self) { try store.install(file) }
      try whole.write(to: URL(fileURLWithPath: file))
    }
    #expect(store.list().isEmpty)
    let message = SampleModels.message { _ = try store.install(folder.file("none")) }
    #expect(message.hasPrefix(folder.file("none")))
  }

  @Test func damagedModelsAreNotPacked() throws {
    let path = try SampleModels.copy(into: folder)
    let name = try #require(try TranslationModel(path: path).manifest.files.first?.name)
    try SampleModels.change("\(path)/\(name)") { $0[$0.count / 2] ^= 1 }
    let message = SampleModels.message { try ModelStore.pack(path, to: folder.file("p")) }
    #expect(message.contains(name))
    #expect(!FileManager.default.fileExists(atPath: folder.file("p")))
  }

  @Test func filesThatLeaveTheFolderAreRefused() throws {
    let file = folder.file("evil.chasqui")
    for name in ["../evil", ".hidden", "a/b"] {
      var writer = try SectionWriter(path: file)
      try writer.append("PNAM", Array(name.utf8))
      try writer.append("PSIZ", [UInt64(1)])
      try writer.append("PDAT", [UInt8(1)])
      try writer.commit()
      let store = ModelStore(folders: [folder.file("store")])
      #expect(SampleModels.message { _ = try store.install(file) }.contains("This is not a packed model."))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("evil")))
  }
}
