import Foundation
import Terminology
import Testing

/// The glossaries of the repository are sound.
@Suite struct CheckingOwnGlossariesTests {
  @Test(arguments: ["administration", "disaster", "health", "law"])
  func noErrorsAndNoWarnings(name: String) throws {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardizedFileURL.path
    let document = try GlossaryReader.read("\(root)/glossaries/\(name).tsv")
    #expect(document.warnings.isEmpty && document.entries.count > 100)
    let entries = document.entries.map { StoredEntry(entry: $0, version: 1) }
    let findings = GlossaryChecker(glossary: name, entries: entries).findings(threads: 1)
    #expect(findings.filter { $0.severity < .hint }.isEmpty)
  }
}
