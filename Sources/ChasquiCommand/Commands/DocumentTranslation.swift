internal import ArgumentParser
internal import Chasqui
internal import Documents
private import Foundation
internal import Storage

/// How `translate` reads and writes whole documents.
struct DocumentArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Translate a document, and keep everything in it that is not text: text, tsv, html, xml or auto.",
      discussion: "Without it, files of HTML and XML are documents, and all files with --output."))
  var format: String?

  @Option(name: .shortAndLong, help: "The document to write; standard output by default.")
  var output: String?

  @Option(help: "Elements of HTML or XML that stay as they are, with commas between.")
  var ignoreTags: String?

  @Option(help: "Elements of HTML or XML at whose borders sentences end, with commas between.")
  var splittingTags: String?

  @Option(help: "Elements of HTML or XML that stand within sentences, with commas between.")
  var nonSplittingTags: String?

  @Option(help: "Columns of a table to translate, from 1, with commas between.")
  var columns: String?

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

  /// The first of `files` that is translated as a document rather than line by line: markup is nothing for a
  /// translator of lines.
  func document(among files: [String]) -> String? {
    if format != nil || output != nil { return files.first }
    let endings = [DocumentFormat.html, .xml].flatMap(\.fileExtensions)
    return files.first { file in endings.contains { file.lowercased().hasSuffix(".\($0)") } }
  }

  var options: DocumentOptions {
    var options = DocumentOptions()
    options.ignoredTags = Self.names(ignoreTags)
    options.splittingTags = Self.names(splittingTags)
    options.nonSplittingTags = Self.names(nonSplittingTags)
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

  /// - Parameter path: the file to read, `-` for standard input.
  /// - Throws: `CommandFailure` that names the file and what is wrong in it.
  func run(_ path: String, _ arguments: DocumentArguments) throws {
    let content = try Console.bytes(of: path)
    let document: any TranslatableDocument
    do {
      let format =
        try arguments.format.flatMap(DocumentFormat.init)
        ?? DocumentFormat.detect(name: PathParts(path).name, content: content)
      document = try format.open(content, options: arguments.options)
    } catch {
      throw CommandFailure("\(path): \(error)")
    }
    let progress = TerminalProgress()
    progress.begin(stage: "Translating", total: document.units.count)
    let translations = translator.translate(
      document.units, request: request, threads: threads, progress: progress)
    progress.end()
    let result = document.rendered(
      with: translations.map(\.marked), target: translator.model.targetLanguage)
    if let output = arguments.output {
      try AtomicOutput.write(result, to: output)
    } else {
      Console.output(result)
    }
  }
}
