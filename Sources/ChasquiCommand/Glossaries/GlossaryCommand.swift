public import ArgumentParser
private import Foundation
internal import Terminology
public import Text

struct GlossaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glossary",
    abstract: "Keep glossaries: import, search, edit, undo, export, check.",
    discussion: """
      Glossaries live in one SQLite file, by default ~/.local/share/chasqui/chasqui.sqlite (in $CHASQUI_DATA if \
      that is set). Every change is recorded with its author and can be undone. `chasqui translate --glossary \
      NAME` keeps to them.

      Examples:
        chasqui glossary sync
        chasqui glossary import health.tbx
        chasqui glossary import covid.csv --name covid
        chasqui glossary search "presión arterial"
        chasqui glossary add health --from en --to es --source "blood pressure" --target "presión arterial"
        chasqui glossary check health
        chasqui glossary history health
        chasqui glossary export health --format tbx -o health.tbx
      """,
    subcommands: [
      GlossaryImport.self, GlossarySync.self, GlossaryList.self, GlossaryShow.self, GlossarySearch.self,
      GlossaryAdd.self, GlossaryEdit.self, GlossaryRemove.self, GlossaryHistory.self, GlossaryUndo.self,
      GlossaryExport.self, GlossaryNames.self, GlossaryCheck.self,
    ])
}

/// `--database`: where the glossaries are.
struct DatabaseOption: ParsableArguments {
  @Option(
    help: """
      The SQLite file with the glossaries and corrections; chasqui.sqlite in $CHASQUI_DATA or \
      ~/.local/share/chasqui by default.
      """)
  var database: String?

  private var path: String { database ?? TerminologyDatabase.defaultPath() }

  /// False until the first change makes the file.
  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// Opens the file to change it; makes it where it is missing.
  func open() throws -> GlossaryStore { try GlossaryStore(path: path) }

  /// Opens the file to read it: nothing is made where it is missing.
  func openToRead() throws -> GlossaryStore {
    guard exists else {
      throw CommandFailure(
        "\(path): There is no database. Import a glossary with `chasqui glossary import`, or name another file "
          + "with --database.")
    }
    return try GlossaryStore(path: path, access: .readOnly)
  }
}

/// `--author`: who makes a change.
struct AuthorOption: ParsableArguments {
  @Option(help: "Who makes the change; your user name by default.")
  var author: String?

  var name: String { author ?? NSUserName() }
}

/// A language given as a tag or code.
extension LanguageTag: ExpressibleByArgument {
  public init?(argument: String) {
    do { try self.init(argument) } catch { return nil }
  }
}
