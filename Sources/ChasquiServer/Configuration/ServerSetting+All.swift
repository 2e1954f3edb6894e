private import Logging

extension ServerSetting {
  /// Every setting, in the order of the help.
  public static let all: [ServerSetting] = [
    .text("host", \.host, "address", "the address to listen on; 0.0.0.0 or :: for all"),
    .number("port", \.port, 0...65_535, "number", "the port to listen on; 0 takes any free one"),
    .text(
      "publicURL", \.publicURL, "url", "where people reach the server, if a proxy stands before it",
      check: webAddress),
    .list(
      "trustedProxies", \.trustedProxies, "addresses",
      "the proxies (10.0.0.7, 10.0.0.0/8) that are believed when they tell a client's address",
      check: addressRange),
    .choice("proxyField", \.proxyField, "the field in which they tell it; x-forwarded-for by default"),
    .text("certificate", \.certificate, "file", "the certificate chain for TLS, as PEM"),
    .text("privateKey", \.privateKey, "file", "the certificate's private key, as PEM"),

    .list(
      "models", \.models, "folders",
      "where models are looked for; models and ~/.local/share/chasqui/models by default", separator: ":"),
    .duration(
      "reloadInterval", \.reloadInterval, 0...86_400, "how often to look for changed models; 0s for never"),
    .text(
      "database", \.database, "file",
      "glossaries and corrections; chasqui.sqlite in $CHASQUI_DATA or ~/.local/share/chasqui by default"),
    .text(
      "serviceDatabase", \.serviceDatabase, "file",
      "keys, usage and jobs; service.sqlite beside the database by default"),
    .list("glossaries", \.glossaries, "names", "the glossaries of requests that name none"),

    .choice(
      "anonymous", \.anonymous,
      "what callers without a key may do; edit on a loopback address with no proxy before it, translate elsewhere"
    ),
    .number(
      "requestsPerMinute", \.requestsPerMinute, 0...1_000_000, "number",
      "requests a minute of one address without a key; 0 for no limit"),
    .number(
      "charactersPerMonth", \.charactersPerMonth, 0...Int.max, "number",
      "characters a month of all callers without a key; 0 for no limit"),
    .number(
      "charactersPerDay", \.charactersPerDay, 0...Int.max, "number",
      "characters a day of one address without a key; 0 for no limit"),
    .list(
      "corsOrigins", \.corsOrigins, "origins",
      "the origins (https://example.org) whose pages may call the API, or * for all", check: origin),
    .list(
      "allowedHosts", \.allowedHosts, "names",
      "the names that a Host header may have; loopback names on a loopback address, all elsewhere"),

    .size("maximumBodyBytes", \.maximumBodyBytes, "the longest body of a request"),
    .size("maximumUploadBytes", \.maximumUploadBytes, "the largest document"),
    .number(
      "maximumCharacters", \.maximumCharacters, 1...100_000_000, "number", "characters in one request"),
    .number("maximumTexts", \.maximumTexts, 1...100_000, "number", "texts in one request"),
    .number("threads", \.threads, 1...1024, "number", "threads that translate; one a core by default"),
    .number("queue", \.queue, 1...100_000, "number", "requests that may wait or be at work at once"),
    .duration("deadline", \.deadline, 0.1...3600, "how long a request may take"),
    .duration(
      "shutdownGrace", \.shutdownGrace, 0...3600, "how long requests may go on when the server ends"),

    .toggle("files", \.files, "whether files may be sent for translation"),
    .text("jobs", \.jobs, "folder", "uploads and results; jobs beside the database by default"),
    .duration("jobsKept", \.jobsKept, 60...31_536_000, "how long a finished document is kept"),
    .duration(
      "jobTime", \.jobTime, 0...2_592_000, "how long the translation of a document may take; 0s for no limit"),
    .number(
      "concurrentJobs", \.concurrentJobs, 1...64, "number", "documents that are translated at once"),
    .toggle("suggestions", \.suggestions, "whether readers may propose corrections and terms"),

    logLevel,
    .choice("logFormat", \.logFormat, "text on a terminal, json elsewhere by default"),
    .toggle("metrics", \.metrics, "whether /metrics answers"),
    .text(
      "metricsToken", \.metricsToken, "secret", "the bearer token that readers of /metrics must present",
      isSecret: true),
  ]

  private static let logLevel = ServerSetting(
    key: "logLevel", placeholder: Logger.Level.allCases.map(\.rawValue).joined(separator: "|"),
    summary: "the least important messages to log", separator: nil, isSecret: false,
    read: { (values, configuration) throws(Refusal) in
      guard let level = Logger.Level(rawValue: values[0]) else {
        let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal("`\(values[0])` is none of \(names).")
      }
      configuration.logLevel = level
    },
    values: { [$0.logLevel.rawValue] })

  @Sendable private static func webAddress(_ text: String) throws(Refusal) {
    guard text.wholeMatch(of: /https?:\/\/[^\s\/?#@]+[^\s?#]*/) != nil else {
      throw Refusal("`\(text)` is not an address such as `https://translate.example.org`.")
    }
  }

  @Sendable private static func addressRange(_ text: String) throws(Refusal) {
    guard AddressRange(text) != nil else {
      throw Refusal("`\(text)` is neither an address nor a range of them such as `10.0.0.0/8`.")
    }
  }

  @Sendable private static func origin(_ text: String) throws(Refusal) {
    guard text == "*" || text.wholeMatch(of: /[a-z][a-z0-9+.\-]*:\/\/[^\s\/?#@]+/) != nil else {
      throw Refusal("`\(text)` is not an origin such as `https://example.org`, nor `*`.")
    }
  }
}
