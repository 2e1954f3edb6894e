private import Foundation

/// Where settings come from: flags, then environment variables, then one YAML file, then defaults.
public struct ConfigurationSources: Sendable {
  /// What was read.
  public struct Outcome: Sendable {
    public var configuration: ServerConfiguration
    /// Where each setting stands that is not a default, by its key: `--port`, `chasqui.yaml:3`.
    public var origins: [String: String] = [:]
    /// What was passed over, as sentences.
    public var warnings: [String] = []

    /// All settings as a YAML file, with the place of each that is not a default.
    public var yaml: String {
      ServerSetting.all.map { setting in
        setting.line(configuration) + (origins[setting.key].map { "  # \($0)" } ?? "") + "\n"
      }.joined()
    }
  }

  /// The command line: `--port 8081`, `--port=8081`.
  public var flags: [String]
  public var environment: [String: String]
  /// The YAML file; nil stands for that of `CHASQUI_CONFIG`, or else `chasqui.yaml` in the working folder if
  /// it is there.
  public var file: String?
  /// Where `chasqui.yaml` is looked for.
  public var workingFolder: String

  public init(
    flags: [String] = [], environment: [String: String], file: String? = nil, workingFolder: String = "."
  ) {
    self.flags = flags
    self.environment = environment
    self.file = file
    self.workingFolder = workingFolder
  }

  /// Reads all sources.
  ///
  /// - Throws: `ConfigurationError` for the first setting that is unknown or cannot be.
  public func read() throws(ConfigurationError) -> Outcome {
    var outcome = Outcome(configuration: ServerConfiguration(environment: environment))
    if let path = try path() { try ConfigurationFile.read(path, into: &outcome) }
    try readEnvironment(into: &outcome)
    try readFlags(into: &outcome)
    try check(outcome)
    return outcome
  }

  private func path() throws(ConfigurationError) -> String? {
    if let file { return file }
    if let named = environment[Self.fileVariable], !named.isEmpty { return named }
    let usual = workingFolder == "." ? Self.usualName : "\(workingFolder)/\(Self.usualName)"
    return FileManager.default.fileExists(atPath: usual) ? usual : nil
  }

  private func readEnvironment(into outcome: inout Outcome) throws(ConfigurationError) {
    let settings = Dictionary(uniqueKeysWithValues: ServerSetting.all.map { ($0.variable, $0) })
    let names = NearestName(Array(settings.keys) + Self.otherVariables)
    for (name, value) in environment.sorted(by: { $0.key < $1.key })
    where name.hasPrefix(ServerSetting.prefix) && !Self.otherVariables.contains(name) {
      guard let setting = settings[name] else {
        if let nearest = names.nearest(to: name) {
          throw ConfigurationError(name, "there is no such setting; \(nearest) is one.")
        }
        outcome.warnings.append("The variable \(name) is not a setting and was passed over.")
        continue
      }
      // An empty variable is how many tools say that it is absent.
      if value.isEmpty { continue }
      try outcome.set(setting, [value], at: name)
    }
  }

  private func readFlags(into outcome: inout Outcome) throws(ConfigurationError) {
    let settings = Dictionary(uniqueKeysWithValues: ServerSetting.all.map { ($0.flag, $0) })
    let names = NearestName(Array(settings.keys))
    var rest = flags[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        throw ConfigurationError(word, "a flag such as --port was expected here.")
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let setting = settings[parts[0]] else {
        let advice = names.nearest(to: parts[0]).map { "\($0) is one." } ?? "`--help` lists them."
        throw ConfigurationError(parts[0], "there is no such setting; \(advice)")
      }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
        throw ConfigurationError(parts[0], "it has no value.")
      }
      try outcome.set(setting, [value], at: parts[0])
    }
  }

  /// Checks what one setting says about another.
  private func check(_ outcome: Outcome) throws(ConfigurationError) {
    let configuration = outcome.configuration
    if (configuration.certificate == nil) != (configuration.privateKey == nil) {
      let (has, lacks) =
        configuration.certificate == nil ? ("privateKey", "certificate") : ("certificate", "privateKey")
      throw outcome.refusal(of: has, "TLS needs \(lacks) too.")
    }
    if configuration.models.isEmpty {
      throw outcome.refusal(of: "models", "name at least one folder.")
    }
  }

  /// The variable that names the YAML file.
  public static let fileVariable = "CHASQUI_CONFIG"
  /// The name of the YAML file in the working folder.
  public static let usualName = "chasqui.yaml"
  /// Variables that other parts of the program read.
  private static let otherVariables = [fileVariable, "CHASQUI_DATA"]
}

extension ConfigurationSources.Outcome {
  /// Sets one value; those of a flag or variable are separated here.
  mutating func set(
    _ setting: ServerSetting, _ values: [String], at place: String, areSeparate: Bool = false
  ) throws(ConfigurationError) {
    origins[setting.key] = place
    do {
      if areSeparate {
        try setting.apply(values, to: &configuration)
      } else {
        try setting.apply(values[0], to: &configuration)
      }
    } catch {
      throw refusal(of: setting.key, error.message)
    }
  }

  /// The error of a setting, at the place where it stands.
  func refusal(of key: String, _ message: String) -> ConfigurationError {
    guard let place = origins[key] else { return ConfigurationError(key, message) }
    let isInFile = !place.hasPrefix("--") && !place.hasPrefix(ServerSetting.prefix)
    return ConfigurationError(isInFile ? "\(place): \(key)" : place, message)
  }
}
