/// One value of the configuration, with its names everywhere and how it is read and shown.
public struct ServerSetting: Sendable {
  /// Why a value cannot be, as a sentence.
  struct Refusal: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  /// The key in a YAML file, such as `maximumTexts`.
  public let key: String
  /// What the help calls the value, such as `bytes`.
  public let placeholder: String
  /// What the value decides: a phrase without capital and full stop.
  public let summary: String
  /// What separates the values of a list; nil for a single value.
  let separator: Character?
  /// Tells whether the value must not be shown.
  let isSecret: Bool
  /// Tells whether the default is another one on another machine.
  var dependsOnMachine: Bool { ["threads", "models", "database"].contains(key) }
  let read: @Sendable (_ values: [String], inout ServerConfiguration) throws(Refusal) -> Void
  let values: @Sendable (ServerConfiguration) -> [String]

  /// The environment variable: `CHASQUI_MAXIMUM_TEXTS`.
  public var variable: String { Self.prefix + words(separator: "_").uppercased() }

  /// The flag: `--maximum-texts`.
  public var flag: String { "--" + words(separator: "-").lowercased() }

  /// What the names of all environment variables begin with.
  static let prefix = "CHASQUI_"

  /// The setting as `key: value` of YAML; an absent value becomes a comment.
  func line(_ configuration: ServerConfiguration) -> String {
    let values = values(configuration)
    if separator != nil { return "\(key): [\(values.map(SettingText.yaml).joined(separator: ", "))]" }
    guard let value = values.first else { return "# \(key):" }
    return "\(key): \(isSecret ? "(hidden)" : SettingText.yaml(value))"
  }

  /// The value in `configuration` for the help; nil for none, and for those that depend on the machine.
  public func defaultText(_ configuration: ServerConfiguration) -> String? {
    let text = values(configuration).joined(separator: separator.map(String.init) ?? "")
    return text.isEmpty || dependsOnMachine ? nil : text
  }

  /// Reads text from a flag or a variable.
  func apply(_ text: String, to configuration: inout ServerConfiguration) throws(Refusal) {
    guard let separator else { return try read([text], &configuration) }
    try apply(text.split(separator: separator).map(SettingText.trimmed), to: &configuration)
  }

  /// Reads one value, or the values of a list.
  func apply(_ values: [String], to configuration: inout ServerConfiguration) throws(Refusal) {
    guard separator != nil || values.count == 1 else {
      throw Refusal("it takes one value, not a list.")
    }
    try read(values, &configuration)
  }

  /// The words of the key: a capital after a small letter begins one (`publicURL` has two).
  private func words(separator: String) -> String {
    var result = ""
    var isAfterSmall = false
    for letter in key {
      if letter.isUppercase, isAfterSmall { result += separator }
      result.append(letter)
      isAfterSmall = letter.isLowercase
    }
    return result
  }
}
