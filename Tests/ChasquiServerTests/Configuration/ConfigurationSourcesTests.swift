import ChasquiTestSupport
import Foundation
import Logging
import Testing

@testable import ChasquiServer

@Suite struct ConfigurationSourcesTests {
  let folder = TemporaryFolder()

  /// Reads the settings of `yaml`, as `chasqui.yaml` in the working folder, with variables and flags.
  private func read(
    _ yaml: String? = nil, environment: [String: String] = [:], flags: [String] = []
  ) throws -> ConfigurationSources.Outcome {
    if let yaml { try yaml.write(toFile: folder.file("chasqui.yaml"), atomically: true, encoding: .utf8) }
    return try ConfigurationSources(
      flags: flags, environment: environment, workingFolder: folder.path
    ).read()
  }

  /// What reading says, with the folder's name left out.
  private func refusal(
    _ yaml: String? = nil, environment: [String: String] = [:], flags: [String] = []
  ) -> String {
    do {
      _ = try read(yaml, environment: environment, flags: flags)
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: folder.path + "/", with: "")
    }
  }

  @Test func nothingGivenMeansTheDefaults() throws {
    let outcome = try read()
    #expect(outcome.configuration == ServerConfiguration(environment: [:]))
    #expect(outcome.origins.isEmpty && outcome.warnings.isEmpty)
    #expect(outcome.configuration.port == 8080)
    #expect(outcome.configuration.maximumBodyBytes == 10_485_760)
    #expect(outcome.configuration.anonymousAccess == .edit)
  }

  @Test func flagsComeBeforeVariablesBeforeTheFile() throws {
    let yaml = "port: 1001\nqueue: 7\nmaximumTexts: 11\n"
    let environment = ["CHASQUI_PORT": "1002", "CHASQUI_QUEUE": "8"]
    let outcome = try read(yaml, environment: environment, flags: ["--port", "1003"])
    #expect(outcome.configuration.port == 1003)
    #expect(outcome.configuration.queue == 8)
    #expect(outcome.configuration.maximumTexts == 11)
    #expect(outcome.origins["port"] == "--port")
    #expect(outcome.origins["queue"] == "CHASQUI_QUEUE")
    #expect(outcome.origins["maximumTexts"] == folder.file("chasqui.yaml") + ":3")
  }

  @Test func theFileMayBeNamed() throws {
    let other = folder.file("other.yaml")
    try "port: 1\n".write(toFile: other, atomically: true, encoding: .utf8)
    try "port: 2\n".write(toFile: folder.file("chasqui.yaml"), atomically: true, encoding: .utf8)
    #expect(try read(environment: ["CHASQUI_CONFIG": other]).configuration.port == 1)
    let named = ConfigurationSources(environment: ["CHASQUI_CONFIG": "missing"], file: other)
    #expect(try named.read().configuration.port == 1)
    let missing = refusal(environment: ["CHASQUI_CONFIG": folder.file("no.yaml")])
    #expect(missing.hasPrefix("no.yaml: it cannot be read"))
  }

  @Test func everyKindOfValue() throws {
    let configuration = try read(
      """
      # a comment
      host: "::"
      models: [a, b c]
      corsOrigins: https://one.example
      maximumBodyBytes: 2 MiB
      maximumUploadBytes: 1_048_576
      deadline: 1.5m
      jobsKept: 48h
      files: no
      anonymous: off
      logLevel: debug
      logFormat: json
      metricsToken: "s3cret: #"
      """
    ).configuration
    #expect(configuration.host == "::" && configuration.models == ["a", "b c"])
    #expect(configuration.corsOrigins == ["https://one.example"])
    #expect(configuration.maximumBodyBytes == 2 << 20 && configuration.maximumUploadBytes == 1 << 20)
    #expect(configuration.deadline == 90 && configuration.jobsKept == 172_800)
    #expect(!configuration.files && configuration.anonymousAccess == .off)
    #expect(configuration.logLevel == .debug && configuration.logFormat == .json)
    #expect(configuration.metricsToken == "s3cret: #")
    let flags = ["--models=x:y", "--cors-origins", "*, https://two.example", "--glossaries", "health,law"]
    let listed = try read(flags: flags).configuration
    #expect(listed.models == ["x", "y"] && listed.glossaries == ["health", "law"])
    #expect(listed.corsOrigins == ["*", "https://two.example"])
  }

  @Test(arguments: [
    ("prot: 1", "chasqui.yaml:1: prot: there is no such setting; port is one."),
    ("a: 1", "chasqui.yaml:1: a: there is no such setting; `chasqui serve --help` lists them."),
    ("\n\nport: http", "chasqui.yaml:3: port: `http` is not a whole number from 0 to 65535."),
    ("port: 65536", "chasqui.yaml:1: port: `65536` is not a whole number from 0 to 65535."),
    ("port:", "chasqui.yaml:1: port: `` is not a whole number from 0 to 65535."),
    ("host:", "chasqui.yaml:1: host: it has no value."),
    ("port: [1, 2]", "chasqui.yaml:1: port: it takes one value, not a list."),
    ("port: {a: 1}", "chasqui.yaml:1: port: a value was expected, not a group of settings."),
    ("models: [[a]]", "chasqui.yaml:1: models: a value was expected, not a group of settings."),
    ("models: []", "chasqui.yaml:1: models: name at least one folder."),
    ("queue: 1\nqueue: 2", "chasqui.yaml:1: queue stands there twice."),
    ("- port", "chasqui.yaml:1: settings were expected, one a line, such as `port: 8080`."),
    ("files: perhaps", "chasqui.yaml:1: files: `perhaps` is neither `on` nor `off`."),
    ("anonymous: all", "chasqui.yaml:1: anonymous: `all` is none of off, translate, edit."),
    ("certificate: a.pem", "chasqui.yaml:1: certificate: TLS needs privateKey too."),
    (
      "deadline: soon",
      "chasqui.yaml:1: deadline: `soon` is not a time from 0.1s to 1h, such as `30s`, `5m` or `24h`."
    ),
    (
      "publicURL: example.org",
      "chasqui.yaml:1: publicURL: `example.org` is not an address such as `https://translate.example.org`."
    ),
    (
      "corsOrigins: [https://a/b]",
      "chasqui.yaml:1: corsOrigins: `https://a/b` is not an origin such as `https://example.org`, nor `*`."
    ),
    (
      "maximumBodyBytes: 99999999999 GiB",
      "chasqui.yaml:1: maximumBodyBytes: `99999999999 GiB` is not a number of bytes from 1 KiB to 16 GiB, such as `10 MiB`."
    ),
  ])
  func errorsOfTheFileNameKeyAndLine(yaml: String, message: String) {
    #expect(refusal(yaml) == message)
  }

  @Test(arguments: ["port: \"8", "port: 1\n\tqueue: 2", "port: 1\n  queue: 2", "%", "&a *a", "\u{0}"])
  func whatIsNotYAMLIsSaid(yaml: String) {
    #expect(refusal(yaml).hasPrefix("chasqui.yaml"))
  }

  @Test(arguments: ["", "# port: 1\n", "---\n", "{}", "~"])
  func aFileWithoutSettingsIsFine(yaml: String) throws {
    #expect(try read(yaml).origins.isEmpty)
  }

  @Test func errorsOfVariablesAndFlagsNameThem() {
    #expect(
      refusal(environment: ["CHASQUI_PORT": "tcp://10.0.0.1:80"])
        == "CHASQUI_PORT: `tcp://10.0.0.1:80` is not a whole number from 0 to 65535.")
    #expect(
      refusal(environment: ["CHASQUI_MAX_TEXTS": "1"])
        == "CHASQUI_MAX_TEXTS: there is no such setting; CHASQUI_MAXIMUM_TEXTS is one.")
    #expect(refusal(flags: ["--port", "x"]) == "--port: `x` is not a whole number from 0 to 65535.")
    #expect(refusal(flags: ["--port"]) == "--port: it has no value.")
    #expect(refusal(flags: ["--hots=1"]) == "--hots: there is no such setting; --host is one.")
    #expect(refusal(flags: ["--zzzzz", "1"]) == "--zzzzz: there is no such setting; `--help` lists them.")
    #expect(refusal(flags: ["8080"]) == "8080: a flag such as --port was expected here.")
  }

  @Test func variablesOfOthersArePassedOverWithAWord() throws {
    let environment = ["CHASQUI_BINARY": "b", "CHASQUI_DATA": "d", "CHASQUI_PORT": "", "OTHER": "x"]
    let outcome = try read(environment: environment)
    #expect(outcome.warnings == ["The variable CHASQUI_BINARY is not a setting and was passed over."])
    #expect(outcome.configuration.database == "d/chasqui.sqlite")
    #expect(outcome.configuration.serviceDatabasePath == "d/service.sqlite")
    #expect(outcome.configuration.jobsFolder == "d/jobs")
    #expect(outcome.origins.isEmpty)
  }

  @Test func whatIsPrintedReadsBackTheSame() throws {
    let flags = [
      "--host", "0.0.0.0", "--models", "a:with space:#b", "--deadline", "90", "--jobs-kept", "2h",
      "--cors-origins", "*", "--public-url", "https://t.example:1/x", "--metrics", "off",
      "--maximum-body-bytes", "5000", "--certificate", "c: d", "--private-key", "'k\"",
    ]
    let first = try read(flags: flags)
    let second = try read(first.yaml)
    #expect(second.configuration == first.configuration)
    #expect(first.yaml.contains("deadline: 90s  # --deadline\n"))
    #expect(first.yaml.contains("jobsKept: 2h  # --jobs-kept\n"))
    #expect(first.yaml.contains("# publicURL:") == false)
    let secret = try read("# no settings", flags: ["--metrics-token", "tell-nobody"])
    #expect(!secret.yaml.contains("tell-nobody"))
  }

  @Test func namesFollowFromTheKey() {
    let setting = ServerSetting.all.first { $0.key == "publicURL" }
    #expect(setting?.flag == "--public-url" && setting?.variable == "CHASQUI_PUBLIC_URL")
    for names in [ServerSetting.all.map(\.key), ServerSetting.all.map(\.flag)] {
      #expect(Set(names).count == names.count)
    }
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.8.8.8", true), ("localhost", true), ("::1", true), ("0.0.0.0", false),
    ("::", false), ("10.0.0.1", false), ("127.0.0.1.example.org", false), ("example.org", false),
  ])
  func loopbackAddresses(host: String, isLoopback: Bool) {
    var configuration = ServerConfiguration(environment: [:])
    configuration.host = host
    #expect(configuration.isLoopback == isLoopback)
    #expect(configuration.anonymousAccess == (isLoopback ? .edit : .translate))
  }

  /// What comes through a proxy comes from anywhere, also where the proxy is on this machine.
  @Test func proxiesOpenALoopbackAddress() {
    var configuration = ServerConfiguration(environment: [:])
    configuration.publicURL = "https://Translate.example.org/chasqui"
    #expect(configuration.anonymousAccess == .translate)
    #expect(configuration.answeredHosts.contains("translate.example.org"))
    configuration.publicURL = nil
    configuration.trustedProxies = ["127.0.0.1"]
    #expect(configuration.anonymousAccess == .translate)
    configuration.anonymous = .edit
    #expect(configuration.anonymousAccess == .edit)
  }

  @Test func addressesOnThisMachine() {
    var configuration = ServerConfiguration(environment: [:])
    #expect(configuration.localURL == "http://127.0.0.1:8080")
    (configuration.host, configuration.certificate) = ("::", "c")
    #expect(configuration.localURL == "https://[::1]:8080")
  }
}
