internal import ArgumentParser
private import Foundation
private import Storage
internal import Terminology

struct GlossarySync: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Make the database hold what the files of a folder hold.",
    discussion: """
      The folder is the reviewed source: each of its files (TBX, CSV, TSV, XLSX) is the glossary of the same \
      name. What differs is shown and taken over, each file as one change that can be undone; glossaries that \
      have no file stay as they are.

      Examples:
        chasqui glossary sync
        chasqui glossary sync ministry/terms --dry-run
      """)

  @OptionGroup var databaseOption: DatabaseOption
  @OptionGroup var authorOption: AuthorOption

  @Flag(help: "Show what would change, and change nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  @Argument(help: "The folder.")
  var folder = "glossaries"

  func run() throws {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw CommandFailure("\(folder): \(error.localizedDescription) Name the folder with the glossaries.")
    }
    let files = names.filter { GlossaryFormat(path: $0) != nil && !$0.hasPrefix(".") }
    guard !files.isEmpty else { throw CommandFailure("\(folder): There is no TBX, CSV, TSV or XLSX file.") }
    var seen: [String: String] = [:]
    for file in files {
      if let other = seen.updateValue(file, forKey: PathParts(file).stem) {
        throw CommandFailure("\(folder): \(other) and \(file) are the same glossary. Rename one of them.")
      }
    }
    // All files are read before anything is written: a damaged one changes nothing.
    let documents = try files.map { file in
      (PathParts(file).stem, file, try GlossaryReader.read("\(folder)/\(file)"))
    }
    let importer = try GlossaryImporter(databaseOption, author: authorOption, isPreview: dryRun)
    var results: [GlossaryImporter.Result] = []
    for (name, file, document) in documents {
      for warning in document.warnings { Console.say("\(file): \(warning)") }
      let preview = try importer.preview(document, into: name, mode: .replace)
      guard !dryRun else {
        results.append(preview)
        continue
      }
      var result = try importer.bring(document, into: name, mode: .replace)
      // Of a new glossary everything is a difference.
      if !preview.isNew { result.differences = preview.differences }
      results.append(result)
    }
    Console.output(json ? try JSONOutput.pretty(results) : results.map(\.text).joined())
  }
}
