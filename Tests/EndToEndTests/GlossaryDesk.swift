import ChasquiTestSupport
import Foundation
import Testing

/// A database of glossaries in a folder of its own, and a small model: `chasqui glossary` and `chasqui translate`.
struct GlossaryDesk {
  let folder = TemporaryFolder()
  var database: String { folder.file("terms.sqlite") }

  private static let models = TemporaryFolder()

  /// From English to Spanish, trained once for all tests.
  static let model = Result {
    let path = models.file("model")
    let result = try RealProgram.run(StarterCorpus.training(into: path))
    #expect(result.status == 0, "\(result)")
    return path
  }

  /// Runs `chasqui glossary` with these arguments on the database.
  func glossary(_ arguments: String..., wrapper: [String] = []) throws -> ProgramResult {
    try RealProgram.run(["glossary"] + arguments + ["--database", database], wrapper: wrapper)
  }

  /// The same, where nothing may go wrong; gives what was printed.
  @discardableResult
  func done(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let result = try RealProgram.run(["glossary"] + arguments + ["--database", database])
    #expect(result.status == 0 && !result.crashed, "\(arguments): \(result)", sourceLocation: sourceLocation)
    return result.output
  }

  func translate(_ text: String, _ arguments: String...) throws -> ProgramResult {
    try RealProgram.run(
      ["translate", "--model", try Self.model.get(), "--database", database] + arguments,
      input: Data((text + "\n").utf8))
  }

  /// Writes a file into the folder, and gives its path.
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  func write(_ bytes: Data, to name: String) throws -> String {
    let path = folder.file(name)
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: path))
    return path
  }

  /// The entries of a glossary as JSON, one a line; nil where there is no such glossary.
  func entries(_ name: String) throws -> String? {
    let result = try glossary("show", name, "--json")
    return result.status == 0 ? result.output : nil
  }
}

/// The fields of an object of JSON.
func fields(_ json: some StringProtocol) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
}

/// TBX (ISO 30042:2019) with one term a language for each concept.
func tbx(_ concepts: [(id: String, english: String, spanish: String)]) -> String {
  let body = concepts.map { concept in
    """
    <conceptEntry id="\(concept.id)">
    <langSec xml:lang="en"><termSec><term>\(concept.english)</term></termSec></langSec>
    <langSec xml:lang="es"><termSec><term>\(concept.spanish)</term></termSec></langSec>
    </conceptEntry>
    """
  }.joined(separator: "\n")
  return """
    <?xml version="1.0" encoding="UTF-8"?>
    <tbx type="TBX-Core" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
    <tbxHeader><fileDesc><sourceDesc><p>own</p></sourceDesc></fileDesc></tbxHeader>
    <text><body>
    \(body)
    </body></text></tbx>
    """
}
