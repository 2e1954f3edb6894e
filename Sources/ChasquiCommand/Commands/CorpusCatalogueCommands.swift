internal import ArgumentParser
internal import Corpora
private import Foundation
internal import Text

/// `chasqui corpus list`.
struct CorpusListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List public corpora, with licence and origin.",
    discussion: """
      Example:
        chasqui corpus list --language es --language ay
      """)

  @Option(help: "Only corpora with this language; give it twice for a pair.")
  var language: [String] = []

  @Option(help: "Another catalogue than the built-in one.")
  var catalogue: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let catalogue = try catalogue.map { try CorpusCatalogue(path: $0) } ?? CorpusCatalogue.builtIn
    let codes = try language.map { try LanguageTag($0).code }
    let entries = catalogue.entries.filter { entry in codes.allSatisfy { entry.languages[$0] != nil } }
    if json {
      Console.output(try JSONOutput.pretty(entries))
      return
    }
    for entry in entries {
      let languages = entry.languages.keys.sorted().joined(separator: " ")
      Console.output("\(entry.id)\t\(entry.name)\t\(entry.licence)\t\(languages)\t\(entry.page)\n")
    }
  }
}

/// `chasqui corpus get`.
struct CorpusGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Download a corpus of the catalogue; an interrupted download is resumed.",
    discussion: """
      Example:
        chasqui corpus get opus-globalvoices --from es --to ay -o downloads
      """)

  @Argument(help: "The identifier that `chasqui corpus list` shows.")
  var id: String

  @Option(help: "The language of the source side.")
  var from: String

  @Option(help: "The language of the target side.")
  var to: String

  @Option(help: "Another catalogue than the built-in one.")
  var catalogue: String?

  @Option(name: .shortAndLong, help: "The folder to download to.")
  var output = "."

  func run() async throws {
    let catalogue = try catalogue.map { try CorpusCatalogue(path: $0) } ?? CorpusCatalogue.builtIn
    guard let entry = catalogue.entry(id) else {
      throw CommandFailure("There is no corpus «\(id)» in the catalogue. `chasqui corpus list` shows them.")
    }
    let addresses = entry.addresses(try LanguageTag(from).code, try LanguageTag(to).code)
    guard !addresses.isEmpty else {
      throw CommandFailure("\(entry.name) has no known address for \(from) and \(to). See \(entry.page).")
    }
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    for address in addresses {
      let name = address.split(separator: "/").last.map(String.init) ?? entry.id
      let progress = TerminalProgress()
      progress.begin(stage: name, total: nil)
      let result = try await CorpusDownloader().download(
        address, to: "\(output)/\(name)", sha256: entry.sha256?[address]
      ) { _ in !progress.isCancelled }
      progress.end()
      Console.output("\(result.path)\n")
      Console.say("\(result.bytes) bytes, SHA-256 \(result.sha256), licence: \(entry.licence)")
    }
  }
}
