extension ServerSetting {
  typealias Field<Value> = WritableKeyPath<ServerConfiguration, Value> & Sendable

  /// A text that may be absent.
  static func text(
    _ key: String, _ field: any Field<String?>, _ placeholder: String, _ summary: String,
    isSecret: Bool = false,
    check: @escaping @Sendable (String) throws(Refusal) -> Void = { (_) throws(Refusal) in }
  ) -> ServerSetting {
    ServerSetting(
      key: key, placeholder: placeholder, summary: summary, separator: nil, isSecret: isSecret,
      read: { (values, configuration) throws(Refusal) in
        try checkPresence(values[0])
        try check(values[0])
        configuration[keyPath: field] = values[0]
      },
      values: { configuration in configuration[keyPath: field].map { [$0] } ?? [] })
  }

  /// A text that is always there.
  static func text(
    _ key: String, _ field: any Field<String>, _ placeholder: String, _ summary: String
  ) -> ServerSetting {
    ServerSetting(
      key: key, placeholder: placeholder, summary: summary, separator: nil, isSecret: false,
      read: { (values, configuration) throws(Refusal) in
        try checkPresence(values[0])
        configuration[keyPath: field] = values[0]
      },
      values: { [$0[keyPath: field]] })
  }

  /// A list of texts.
  static func list(
    _ key: String, _ field: any Field<[String]>, _ placeholder: String, _ summary: String,
    separator: Character = ",",
    check: @escaping @Sendable (String) throws(Refusal) -> Void = { (_) throws(Refusal) in }
  ) -> ServerSetting {
    ServerSetting(
      key: key, placeholder: placeholder, summary: summary, separator: separator, isSecret: false,
      read: { (values, configuration) throws(Refusal) in
        for value in values {
          try checkPresence(value)
          try check(value)
        }
        configuration[keyPath: field] = values
      },
      values: { $0[keyPath: field] })
  }

  /// A whole number.
  static func number(
    _ key: String, _ field: any Field<Int>, _ range: ClosedRange<Int>, _ placeholder: String,
    _ summary: String
  ) -> ServerSetting {
    ServerSetting(
      key: key, placeholder: placeholder, summary: summary, separator: nil, isSecret: false,
      read: { (values, configuration) throws(Refusal) in
        let text = values[0].filter { $0 != "_" }
        guard let number = Int(text), range.contains(number) else {
          throw Refusal(
            "`\(values[0])` is not a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        configuration[keyPath: field] = number
      },
      values: { [String($0[keyPath: field])] })
  }

  /// A number of bytes, with or without a unit.
  static func size(
    _ key: String, _ field: any Field<Int>, _ summary: String
  ) -> ServerSetting {
    ServerSetting(
      key: key, placeholder: "bytes", summary: summary, separator: nil, isSecret: false,
      read: { (values, configuration) throws(Refusal) in
        guard let bytes = SettingText.bytes(values[0]) else {
          throw Refusal("`\(values[0])` is not a number of bytes from 1 KiB to 16 GiB, such as `10 MiB`.")
        }
        configuration[keyPath: field] = bytes
      },
      values: { [SettingText.size($0[keyPath: field])] })
  }

  /// A stretch of time in seconds, or with a unit.
  static func duration(
    _ key: String, _ field: any Field<Double>, _ range: ClosedRange<Double>, _ summary: String
  ) -> ServerSetting {
    ServerSetting(
      key: key, placeholder: "time", summary: summary, separator: nil, isSecret: false,
      read: { (values, configuration) throws(Refusal) in
        guard let seconds = SettingText.seconds(values[0]), range.contains(seconds) else {
          throw Refusal(
            "`\(values[0])` is not a time from \(SettingText.duration(range.lowerBound)) to "
              + "\(SettingText.duration(range.upperBound)), such as `30s`, `5m` or `24h`.")
        }
        configuration[keyPath: field] = seconds
      },
      values: { [SettingText.duration($0[keyPath: field])] })
  }

  /// A switch.
  static func toggle(_ key: String, _ field: any Field<Bool>, _ summary: String) -> ServerSetting {
    ServerSetting(
      key: key, placeholder: "on|off", summary: summary, separator: nil, isSecret: false,
      read: { (values, configuration) throws(Refusal) in
        switch values[0].lowercased() {
        case "on", "true", "yes": configuration[keyPath: field] = true
        case "off", "false", "no": configuration[keyPath: field] = false
        default: throw Refusal("`\(values[0])` is neither `on` nor `off`.")
        }
      },
      values: { [$0[keyPath: field] ? "on" : "off"] })
  }

  /// One of a few words that may be absent.
  static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ key: String, _ field: any Field<Value?>, _ summary: String
  ) -> ServerSetting {
    let names = Value.allCases.map(\.rawValue)
    return ServerSetting(
      key: key, placeholder: names.joined(separator: "|"), summary: summary, separator: nil,
      isSecret: false,
      read: { (values, configuration) throws(Refusal) in
        guard let value = Value(rawValue: values[0]) else {
          throw Refusal("`\(values[0])` is none of \(names.joined(separator: ", ")).")
        }
        configuration[keyPath: field] = value
      },
      values: { configuration in configuration[keyPath: field].map { [$0.rawValue] } ?? [] })
  }

  private static func checkPresence(_ value: String) throws(Refusal) {
    if value.isEmpty { throw Refusal("it has no value.") }
  }
}
