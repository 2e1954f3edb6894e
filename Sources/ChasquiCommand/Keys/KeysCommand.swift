public import ArgumentParser
public import ChasquiServer
internal import Foundation

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Keys by which the server knows its callers.",
    discussion: """
      Keys live in service.sqlite, beside the database of the glossaries (in $CHASQUI_DATA if that is set). A \
      running server follows what is changed here within a second.

      Examples:
        chasqui keys create ministry --scope edit --requests-per-minute 120
        chasqui keys create visitor --characters-per-month 500000 --expires 90d
        chasqui keys list
        chasqui keys revoke visitor
      """,
    subcommands: [KeysCreate.self, KeysList.self, KeysRevoke.self])
}

/// `--database`: where the keys are.
struct KeyDatabaseOption: ParsableArguments {
  @Option(
    help: """
      The SQLite file with the keys; service.sqlite in $CHASQUI_DATA or ~/.local/share/chasqui by default.
      """)
  var database: String?

  private var path: String { database ?? ServiceDatabase.defaultPath() }

  /// False until the first key makes the file.
  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// Opens the file; makes it where it is missing.
  func open() throws -> KeyStore { try KeyStore(database: ServiceDatabase(path: path)) }

  /// Opens the file where there is one.
  func openExisting() throws -> KeyStore {
    guard exists else {
      throw CommandFailure(
        "\(path): There is no database. Create a key with `chasqui keys create`, or name another file with "
          + "--database.")
    }
    return try open()
  }
}

extension AccessScope: ExpressibleByArgument {}

/// A time given as a day (`2027-01-31`, until its end in UTC) or as a number of days from now (`90d`).
struct Expiry: ExpressibleByArgument {
  let date: Date

  init?(argument: String) {
    if argument.hasSuffix("d"), let days = Int(argument.dropLast()), (1...36_500).contains(days) {
      date = Date(timeIntervalSinceNow: Double(days) * 86_400)
      return
    }
    // Foundation takes the 30th of February for the 2nd of March: what comes out is compared with what went in.
    let text = "\(argument)T00:00:00Z"
    guard let start = try? Date(text, strategy: .iso8601), start.formatted(.iso8601) == text else {
      return nil
    }
    date = start.addingTimeInterval(86_400)
  }
}
