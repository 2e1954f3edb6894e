import ChasquiTestSupport
import Foundation
import Logging
import Testing

@testable import ChasquiServer

@Suite struct ModelRegistryTests {
  /// As programs that copy folders do: file by file, the manifest before others, and times as they were.
  @Test func modelsThatComeFileByFileServe() throws {
    let folder = TemporaryFolder()
    let source = "\(try #require(try SampleServer().configuration.models.first))/sample"
    let target = folder.file("models/sample")
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    let server = try TranslationServer(
      configuration: try SampleServer { $0.models = [folder.file("models")] }.configuration,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let registry = server.services.registry
    for name in try FileManager.default.contentsOfDirectory(atPath: source).sorted() {
      #expect(registry.current.ready.isEmpty)
      try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: "\(target)/\(name)")
      registry.reload()
    }
    #expect(registry.current.ready.map(\.name) == ["sample"])
    #expect(registry.current.failed.isEmpty)
    #expect(registry.reload() == false)
  }
}
