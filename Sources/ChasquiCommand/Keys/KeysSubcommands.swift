internal import ArgumentParser
internal import ChasquiServer
private import Foundation

struct KeysCreate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a key and print its secret, which is shown this once only.",
    discussion: """
      The secret alone goes to standard output:
        chasqui keys create ministry > ministry.key
      """)

  @OptionGroup var databaseOption: KeyDatabaseOption

  @Argument(help: "Who will use it: the author of what is edited with it.")
  var name: String

  @Option(
    help: """
      What it may do: translate; edit (glossaries and memory, and translate); admin (everything). May be given \
      many times; translate by default.
      """)
  var scope: [AccessScope] = []

  @Option(help: "How many requests are answered in a minute; no limit by default.")
  var requestsPerMinute: Int?

  @Option(help: "How many characters are translated in a calendar month (UTC); no limit by default.")
  var charactersPerMonth: Int?

  @Option(help: "The last day on which it counts, such as 2027-01-31, or a number of days, such as 90d.")
  var expires: Expiry?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let new = try databaseOption.open().create(
      KeyRequest(
        name: name, scopes: scope.isEmpty ? [.translate] : Set(scope), requestsPerMinute: requestsPerMinute,
        charactersPerMonth: charactersPerMonth, expires: expires?.date))
    if json {
      Console.output(try KeysOutput.json(CreatedKey(secret: new.secret, key: new.key)))
    } else {
      Console.output(new.secret + "\n")
    }
    Console.say("Keep the secret now: it is stored nowhere and cannot be shown again.")
  }

  private struct CreatedKey: Encodable {
    let secret: String
    let key: APIKey
  }
}

struct KeysList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the keys, oldest first, without their secrets.",
    discussion: """
      Example:
        chasqui keys list
      """)

  @OptionGroup var databaseOption: KeyDatabaseOption

  @Flag(help: "List those that were revoked, too.")
  var all = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    // Before the first key there is no file yet; one that was named should be there.
    let isUnused = databaseOption.database == nil && !databaseOption.exists
    let keys = (isUnused ? [] : try databaseOption.openExisting().list()).filter { all || $0.revoked == nil }
    if json {
      Console.output(try KeysOutput.json(keys))
      return
    }
    if keys.isEmpty { Console.say("There are no keys in use. Create one with `chasqui keys create`.") }
    for key in keys { Console.output(KeysOutput.line(key)) }
  }
}

struct KeysRevoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End the use of a key, for good.",
    discussion: """
      Example:
        chasqui keys revoke ministry
      """)

  @OptionGroup var databaseOption: KeyDatabaseOption

  @Argument(help: "Its name, or the beginning of its secret, as `list` shows it.")
  var name: String

  func run() throws {
    let key = try databaseOption.openExisting().revoke(name)
    Console.say("The key of \(key.name) (chq_\(key.prefix)…) is revoked.")
  }
}

/// How keys are shown.
private enum KeysOutput {
  static func line(_ key: APIKey) -> String {
    var parts = [key.name, "chq_\(key.prefix)…", key.scopes.sorted().map(\.rawValue).joined(separator: ",")]
    if let limit = key.requestsPerMinute { parts.append("\(limit) requests a minute") }
    if let limit = key.charactersPerMonth { parts.append("\(limit) characters a month") }
    parts.append("created \(day(key.created))")
    if let used = key.lastUsed { parts.append("used \(day(used))") }
    if let revoked = key.revoked {
      parts.append("revoked \(day(revoked))")
    } else if let expires = key.expires {
      parts.append("\(expires <= Date() ? "expired" : "expires") \(time(expires))")
    }
    return parts.joined(separator: "\t") + "\n"
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private static func day(_ date: Date) -> String { String(time(date).prefix(10)) }

  private static func time(_ date: Date) -> String { date.formatted(.iso8601) }
}
