import ChasquiServer
import ChasquiTestSupport
import Logging
import Testing

@Test func serverStartsWithoutModels() throws {
  let folder = TemporaryFolder()
  var configuration = ServerConfiguration(environment: [:])
  configuration.models = [folder.path]
  configuration.database = folder.file("terms.sqlite")
  _ = try TranslationServer(configuration: configuration, logger: Logger(label: "test"))
}
