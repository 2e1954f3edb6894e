import Corpora
import Foundation
import Testing

@Suite struct CatalogueTests {
  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test func theFileIsTheBuiltInCatalogue() throws {
    #expect(try CorpusCatalogue(path: "\(Self.root)/corpora/catalogue.json") == .builtIn)
  }

  @Test func entriesAreWhole() {
    let entries = CorpusCatalogue.builtIn.entries
    #expect(Set(entries.map(\.id)).count == entries.count)
    for entry in entries {
      #expect(entry.page.hasPrefix("http"))
      #expect(!entry.licence.isEmpty)
      #expect(entry.languages.keys.allSatisfy { $0.utf8.count == 3 })
      for pair in entry.pairs {
        let codes = pair.split(separator: "-").map(String.init)
        #expect(codes.count == 2 && codes.allSatisfy { entry.languages[$0] != nil }, "\(entry.id) \(pair)")
        let addresses = entry.addresses(codes[0], codes[1])
        #expect(!addresses.contains { $0.contains("{") })
      }
      for size in entry.sizes ?? [:] { #expect(entry.pairs.contains(size.key)) }
      for sum in entry.sha256 ?? [:] { #expect(sum.value.utf8.count == 64) }
    }
  }

  @Test func findsCorporaOfAPair() throws {
    let catalogue = CorpusCatalogue.builtIn
    let found = catalogue.corpora("aym", "spa")
    #expect(found.first { $0.id == "opus-globalvoices" }?.size("aym", "spa") == 6500)
    #expect(
      try #require(catalogue.entry("opus-globalvoices")).addresses("spa", "aym")
        == ["https://object.pouta.csc.fi/OPUS-GlobalVoices/v2018q4/moses/aym-es.txt.zip"])
    #expect(found.last?.addresses("aym", "spa") == [])
    for language in [
      "spa", "eng", "por", "fra", "aym", "grn", "quy", "guc", "miq", "cab", "cat", "hat", "arn", "nah",
    ] {
      #expect(catalogue.entries.contains { $0.languages[language] != nil }, "\(language)")
    }
  }

  @Test(arguments: [
    ("{}", "«version» is missing"), ("{\"version\": 2}", "version 2"), ("[", "not a catalogue"),
    ("{\"version\": 1, \"entries\": [{\"id\": \"a\"}]}", "«name» is missing in entries"),
  ])
  func saysWhatIsWrong(text: String, message: String) {
    let folder = TemporaryFolder()
    let error = #expect(throws: CorpusError.self) { try CorpusCatalogue(path: folder.write("c.json", text)) }
    #expect(error?.message.contains(message) == true)
  }
}
