internal import ArgumentParser
internal import Terminology
internal import Text

struct GlossaryExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a glossary as TBX, CSV, TSV or XLSX.",
    discussion: """
      What is written can be imported again without loss.

      Examples:
        chasqui glossary export health -o health.tbx
        chasqui glossary export health --format csv > health.csv
        chasqui glossary export health -o old.tbx --tbx-version 2
      """)

  @OptionGroup var databaseOption: DatabaseOption

  @Option(help: "tbx, csv, tsv or xlsx; by default that of the file's ending, or tbx.")
  var format: String?

  @Option(help: "3 (ISO 30042:2019, DCA style), 3-dct (DCT style) or 2 (ISO 30042:2008).")
  var tbxVersion = "3"

  @Flag(help: "Begin CSV and TSV with a byte order mark, which some spreadsheet programs want.")
  var byteOrderMark = false

  @Option(name: .shortAndLong, help: "The file to write, - for standard output.")
  var output = "-"

  @Argument(help: "The glossary.")
  var name: String

  func run() throws {
    var options = GlossaryWritingOptions()
    options.format = try format.map { try GlossaryFormat.named($0) } ?? (output == "-" ? .tbx : nil)
    options.byteOrderMark = byteOrderMark
    switch tbxVersion {
    case "3": options.dialect = .version3
    case "3-dct": options.dialect = .version3Elements
    case "2": options.dialect = .version2
    default: throw ValidationError("There is no TBX version `\(tbxVersion)`. Known are `3`, `3-dct` and `2`.")
    }
    try AtomicOutput.check(output)
    let store = try databaseOption.openToRead()
    let glossary = try store.summary(of: name).glossary
    let document = GlossaryDocument(
      title: glossary.title, license: glossary.license, source: glossary.source, note: glossary.note,
      entries: try store.entries(of: name))
    try GlossaryWriter.write(document, to: output, options: options)
  }
}

struct GlossaryNames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names",
    abstract: "Make a glossary of the names of countries, languages, currencies, months and days.",
    discussion: """
      The names are those of Unicode CLDR, for any two languages that ICU knows.

      Example:
        chasqui glossary names --from es --to pt
      """)

  @OptionGroup var databaseOption: DatabaseOption
  @OptionGroup var authorOption: AuthorOption

  @Option(help: "The one language.")
  var from: LanguageTag

  @Option(help: "The other language.")
  var to: LanguageTag

  @Option(help: "The glossary; names-FROM-TO by default.")
  var name: String?

  func run() throws {
    let document = LocaleGlossary.document(source: from, target: to)
    guard !document.entries.isEmpty else {
      throw CommandFailure("ICU has no names in \(from.englishName) or in \(to.englishName).")
    }
    let importer = try GlossaryImporter(databaseOption, author: authorOption)
    let result = try importer.bring(
      document, into: name ?? "names-\(from.bcp47)-\(to.bcp47)", mode: .replace)
    Console.output(result.text)
  }
}
