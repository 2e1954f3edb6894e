internal import ArgumentParser
internal import ChasquiServer
private import Foundation
internal import Storage

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve translations over HTTP.",
    discussion: """
      Settings come from flags, then from environment variables (CHASQUI_PORT for --port), then from one YAML \
      file (port: 8080), then from the defaults. Lists are separated by commas, folders by colons. Sizes are \
      written 10 MiB, times 30s, 5m or 24h.

      Examples:
        chasqui serve
        chasqui serve --port 8081 --models models
        chasqui serve --config chasqui.yaml --print-config

      \(settings)
      """)

  @Option(
    help: ArgumentHelp(
      "The YAML file; CHASQUI_CONFIG, or chasqui.yaml in the working folder by default.", valueName: "file"))
  var config: String?

  @Flag(help: "Print the settings that would be used and where they come from, and end.")
  var printConfig = false

  @Flag(
    help: "Ask the server that runs with these settings whether it is alive, and end; exit code 1 if not.")
  var check = false

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Settings as above, such as --port 8081.", valueName: "setting"))
  var flags: [String] = []

  func validate() throws {
    _ = try read()
  }

  func run() async throws {
    let outcome = try read()
    for warning in outcome.warnings { Console.say("Warning: \(warning)") }
    if printConfig { return Console.output(outcome.yaml) }
    if check {
      if let problem = await HealthCheck(outcome.configuration).problem() { throw CommandFailure(problem) }
      return
    }
    // Before any model is opened: what is mapped earlier is not guarded.
    try MemoryGuard.install()
    ServerLog.start(outcome.configuration)
    let logger = ServerLog.logger(label: "chasqui", outcome.configuration)
    try await TranslationServer(configuration: outcome.configuration, logger: logger).run()
  }

  private func read() throws -> ConfigurationSources.Outcome {
    do {
      return try ConfigurationSources(
        flags: flags, environment: ProcessInfo.processInfo.environment, file: config
      ).read()
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// The settings as the help shows them.
  private static var settings: String {
    let defaults = ServerConfiguration(environment: [:])
    return ServerSetting.all.map { setting in
      let text = setting.defaultText(defaults).map { " (default: \($0))" } ?? ""
      return "\(setting.flag) <\(setting.placeholder)>\n" + indented(setting.summary + text)
    }.joined(separator: "\n")
  }

  /// Lines of at most 80 characters: the help would wrap longer ones without the margin.
  private static func indented(_ text: String) -> String {
    var lines = ["   "]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count >= 79 { lines.append("   ") }
      lines[lines.count - 1] += " \(word)"
    }
    return lines.joined(separator: "\n")
  }
}
