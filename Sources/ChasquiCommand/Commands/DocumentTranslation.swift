internal import ArgumentParser
internal import Chasqui
internal import Documents
private import Foundation
internal import Storage

/// How `translate` reads and writes whole documents.
struct DocumentArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep everything in the file that is not text: text, tsv, csv, html, xml, markdown, srt, vtt or auto.",
      discussion: """
        Without it, files that end in .html, .xml, .tsv, .csv, .md, .srt or .vtt or begin as a page or as XML does \
        are documents, and so are all files with --output. All others are translated line by line.
        """))
  var format: String?

  @Option(name: .shortAndLong, help: "The document to write, - for standard output, which is the default.")
  var output: String?

  @Option(help: "Elements of HTML or XML that stay as they are, with commas between.")
  var ignoreTags: String?

  @Option(help: "Elements of HTML or XML at whose borders sentences end, with commas between.")
  var splittingTags: String?

  @Option(help: "Elements of HTML or XML that stand within sentences, with commas between.")
  var nonSplittingTags: String?

  @Option(help: "Columns of a table to translate, from 1, with commas between.")
  var columns: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the first row of a table names its columns: it then stays as it is, as without this flag.")
  var header: Bool?

  func validate() throws {
    if let format, format != "auto", DocumentFormat(rawValue: format) == nil {
      throw ValidationError(
        "--format \(format) is not known: \(DocumentFormat.allCases.map(\.rawValue).joined(separator: ", ")), auto."
      )
    }
    if let columns, columns.split(separator: ",").contains(where: { (Int($0) ?? 0) < 1 }) {
      throw ValidationError("--columns needs numbers from 1, such as 2,3.")
    }
  }

  /// Tells whether a file is a document whatever it holds.
  var isDocument: Bool { format != nil || output != nil }

  /// The format that was named; nil if it is to be found out.
  var namedFormat: DocumentFormat? { format.flatMap(DocumentFormat.init) }

  var options: DocumentOptions {
    var options = DocumentOptions()
    options.ignoredTags = Self.names(ignoreTags)
    options.splittingTags = Self.names(splittingTags)
    options.nonSplittingTags = Self.names(nonSplittingTags)
    options.tableHeader = header == false ? .translated : .kept
    options.tableColumns = columns.map { Set($0.split(separator: ",").compactMap { Int($0) }) }
    return options
  }

  private static func names(_ list: String?) -> Set<String> {
    Set((list ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
  }
}

/// Translates one document.
struct DocumentTranslation {
  let translator: Translator
  let request: TranslationRequest
  let threads: Int

  /// - Parameter path: the name of the file for messages, and for its format; `-` for standard input.
  /// - Throws: `CommandFailure` that names the file and what is wrong in it.
  func run(_ content: [UInt8], _ path: String, _ arguments: DocumentArguments) throws {
    let document = try open(content, path, arguments)
    let progress = TerminalProgress()
    progress.begin(stage: "Translating", total: document.units.count)
    let translations = translator.translate(
      document.units, request: request, threads: threads, progress: progress)
    progress.end()
    let result = document.rendered(
      with: translations.map(\.marked), target: translator.model.targetLanguage)
    try AtomicOutput.write(result, to: arguments.output ?? "-")
  }

  private func open(
    _ content: [UInt8], _ path: String, _ arguments: DocumentArguments
  ) throws -> any TranslatableDocument {
    do throws(DocumentError) {
      var format = arguments.namedFormat
      if format == nil {
        format = try DocumentFormat.detect(name: PathParts(path).name, content: content)
      }
      if format == .tsv || format == .csv, arguments.header == nil {
        Console.say(
          "\(path): The first row is taken for the names of the columns and stays as it is; with --no-header it is "
            + "translated.")
      }
      var options = arguments.options
      // Drawings are XML, and have rules for their looks in it as pages have.
      if format == .xml, path.lowercased().hasSuffix(".svg") {
        options.ignoredTags.formUnion(["style", "script"])
      }
      return try format!.open(content, options: options)
    } catch {
      // The name of a document may hide that there is no text in it at all.
      if error.reason == .unsupported { try InputFault.check(content, path) }
      throw CommandFailure("\(path): \(error)")
    }
  }
}
