import Foundation
import Testing

@testable import ChasquiServer

/// `deploy/chasqui.yaml` shows the settings as they are.
@Suite struct ExampleFileTests {
  private static let text: String = {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL.path
    return (try? String(contentsOfFile: "\(root)/deploy/chasqui.yaml", encoding: .utf8)) ?? ""
  }()

  private func read(_ text: String) throws -> ConfigurationSources.Outcome {
    var outcome = ConfigurationSources.Outcome(configuration: .init(environment: [:]))
    try ConfigurationFile.read(text: text, path: "chasqui.yaml", into: &outcome)
    return outcome
  }

  @Test func setsNothingAsItStands() throws {
    #expect(try read(Self.text).origins.isEmpty)
  }

  @Test func hasEverySettingWithItsDefault() throws {
    let outcome = try read(Self.text.replacing(/(?m)^#(?=[a-z])/, with: ""))
    #expect(Set(outcome.origins.keys) == Set(ServerSetting.all.map(\.key)))
    let defaults = ChasquiServer.ServerConfiguration(environment: [:])
    for setting in ServerSetting.all {
      guard let text = setting.defaultText(defaults) else { continue }
      #expect(setting.defaultText(outcome.configuration) == text, "\(setting.key)")
    }
  }
}
