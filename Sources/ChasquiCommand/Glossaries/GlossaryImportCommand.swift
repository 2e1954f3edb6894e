internal import ArgumentParser
private import Storage
internal import Terminology
internal import Text

struct GlossaryImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring a TBX, CSV, TSV or XLSX file into a glossary.",
    discussion: """
      The format is seen from the content. Columns of tables are recognized by their names (languages, source, \
      target, definition, status …), or named with --columns, by number or by name. The glossary is created \
      where it is missing; otherwise what comes is added to it, or with --replace takes its place.

      Examples:
        chasqui glossary import ministry.tbx
        chasqui glossary import terms.csv --name covid --from en --to fr
        chasqui glossary import list.tsv --columns source=3,target=4 --from en --to ht
        chasqui glossary import book.xlsx --sheet Salud --dry-run
      """)

  @OptionGroup var databaseOption: DatabaseOption
  @OptionGroup var authorOption: AuthorOption
  @OptionGroup var reading: GlossaryReadingArguments

  @Option(help: "The glossary; the file's name by default.")
  var name: String?

  @Flag(help: "Afterwards the glossary holds what the file holds, and nothing else.")
  var replace = false

  @Flag(help: "Show what would change, and change nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  @Argument(help: "The file, - for standard input.")
  var file: String

  func run() throws {
    guard let name = name ?? (file == "-" ? nil : PathParts(file).stem) else {
      throw ValidationError("Give the glossary a --name: standard input has none.")
    }
    let document = try GlossaryReader.read(file, options: reading.options())
    for warning in document.warnings { Console.say("\(file): \(warning)") }
    let importer = try GlossaryImporter(databaseOption, author: authorOption, isPreview: dryRun)
    let mode = replace ? ImportMode.replace : .merge
    let result =
      dryRun
      ? try importer.preview(document, into: name, mode: mode)
      : try importer.bring(document, into: name, mode: mode)
    Console.output(json ? try JSONOutput.pretty(result) : result.text)
  }
}

/// How a table is read, where it does not say it itself.
struct GlossaryReadingArguments: ParsableArguments {
  @Option(help: "The language of the source column.")
  var from: LanguageTag?

  @Option(help: "The language of the target column.")
  var to: LanguageTag?

  @Option(help: "What stands in which column, such as source=3,target=4 or en=English,es=Spanish.")
  var columns: String?

  @Option(help: "The sheet of a workbook; the first by default.")
  var sheet: String?

  @Option(help: "tbx, csv, tsv or xlsx; seen from the content by default.")
  var format: String?

  @Flag(inversion: .prefixedNo, help: "Whether the first row names the columns; seen from it by default.")
  var header: Bool?

  func options() throws -> GlossaryReadingOptions {
    var options = GlossaryReadingOptions()
    options.sourceLanguage = from
    options.targetLanguage = to
    options.columns = try columns.map { try GlossaryColumns($0) }
    options.sheet = sheet
    options.format = try format.map { try GlossaryFormat.named($0) }
    if let header { options.header = header ? .present : .absent }
    return options
  }
}

extension GlossaryFormat {
  /// - Throws: `ValidationError` that lists the formats.
  static func named(_ name: String) throws -> GlossaryFormat {
    guard let format = GlossaryFormat(rawValue: name.lowercased()) else {
      throw ValidationError(
        "There is no format `\(name)`. Known are \(allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))."
      )
    }
    return format
  }
}
